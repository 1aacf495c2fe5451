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

appointments-merge-time = { $at } with { $doctor }
appointments-merge-pair = { $stays } and { $goes }
appointments-merge-overlap = Both records have an appointment at the same time: { $times }. One person cannot be at both: cancel or move one of them, then merge. Nothing was changed.
purge-kept-other = a record of another kind
