# Appointments, as far as they are kept yet.

appointments-to-come = Appointments to come
appointments-future = { $count ->
    [one] 1 future appointment
   *[other] { $count } future appointments
}
