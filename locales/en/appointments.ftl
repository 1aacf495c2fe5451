# Appointments, as far as they are kept yet.

appointments-future = { $count ->
    [one] 1 future appointment
   *[other] { $count } future appointments
}
