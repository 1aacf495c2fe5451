# Appointments, as far as they are kept yet.

appointments-to-come = Appointments to come
appointments-future = { $count ->
    [one] 1 future appointment
   *[other] { $count } future appointments
}

appointment-status-requested = Requested
appointment-status-booked = Booked
appointment-status-arrived = Arrived
appointment-status-in-consultation = In consultation
appointment-status-completed = Completed
appointment-status-no-show = No-show
appointment-status-cancelled = Cancelled
appointment-kind-new = New patient
appointment-kind-follow-up = Follow-up
appointment-kind-video = Video
