# Appointments: their own page, steps, history.

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

appointments-day = Day
appointments-time = Time
appointments-doctor = Doctor
appointments-place = Where
appointments-kind = Kind
appointments-reason = Reason
appointments-notes = Notes
appointments-overbooked = Overbooked, since
appointments-series = Series
appointments-series-yes = One of a series
appointments-arrived-at = Arrived
appointments-started-at = Began
appointments-ended-at = Ended
appointments-cancelled = Cancelled
appointments-cancelled-why = Why
appointments-removed-on = Will be removed on
appointments-booked = Booked
appointments-requested = Asked for
appointments-walked-in = Came without being booked
appointments-by = { $at }, { $by }
appointments-by-the-house = Wardbook
appointments-span = { $from } to { $to }
appointments-in-zone = { $span } ({ $zone })
appointments-facts = Appointment
appointments-history = What happened
appointments-in-diary = In the diary
appointments-measure = Record vital signs
appointments-open-record = Open the record
appointments-slip-a5 = Print the slip, A5
appointments-slip-roll = Print the slip, 80 mm
appointments-calendar-file = Calendar file (.ics)
appointments-calendar = Appointment, { $hospital }
appointments-time-is-free = The time it had is free.
appointments-series-title = Series
appointments-series-open = All appointments of the series
appointments-series-back = Back to the appointment
appointments-series-none = This appointment belongs to no series.
appointments-series-every = { $weeks ->
    [one] Every week
   *[other] Every { $weeks } weeks
}, { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
}
appointments-series-missed = { $count ->
    [one] One of them could not be had:
   *[other] { $count } of them could not be had:
}
appointments-series-missed-why = the time is taken, or the doctor sees nobody then. Book or move these one by one.
appointments-series-offer = { $moment }: { $words }
appointments-stands = Status
appointments-which = Which
appointments-which-this = This one only
appointments-which-following = This one and all that follow
appointments-done-cancel-series = { $count ->
    [one] 1 appointment cancelled.
   *[other] { $count } appointments cancelled.
}
appointments-kept = Kept
appointments-kept-because = It is not removed: there is something on it ({ $what }).
appointments-correct = Put a mistake right
appointments-move = Move
appointments-cancel = Cancel
appointments-leave = Leave it as it is
appointments-out-of-reach = This patient’s record is not within your reach: no appointment with them counts at present.
appointments-nothing-changed = Nothing was changed.

appointments-do-confirm = Confirm
appointments-do-arrive = Arrived
appointments-do-start = Start
appointments-do-complete = Complete
appointments-do-no-show = No-show
appointments-do-bring-back = Bring back
appointments-done-arrive = { $time }: marked as arrived
appointments-done-complete = { $time }: completed
appointments-done-no-show = { $time }: marked as a no-show
appointments-future-stay = Appointments go only to colleagues who have time then: what stays is moved, cancelled or given to somebody else.
appointments-done-undo = { $time }: taken back
appointments-done-undo-series = { $count ->
    [one] 1 appointment is where it was again.
   *[other] { $count } appointments are where they were again.
}
appointments-done-bring-back = The appointment is on again.
appointments-done-ask-again = The request is open again.
appointments-done-cancel = Cancelled. It can be brought back until { $date }.
appointments-done-correct = Put right.
appointments-closed-afterwards = Closed afterwards

appointments-past-requested = Asked for
appointments-past-confirmed = Confirmed
appointments-past-booked = Booked
appointments-past-walked-in = Came without being booked
appointments-past-arrived = Arrived
appointments-past-started = Began
appointments-past-completed = Completed
appointments-past-no-show = Did not come
appointments-past-cancelled = Cancelled
appointments-past-brought-back = Brought back
appointments-past-moved = Moved from { $from } with { $from_doctor } to { $to } with { $to_doctor }
appointments-past-moved-back = Taken back, from { $from } with { $from_doctor } to { $to } with { $to_doctor }
appointments-past-place = { $what }, { $place }
appointments-no-room = no room
appointments-past-handed-over = Handed over from { $from_doctor } to { $to_doctor }
appointments-past-put-right = Put right, from { $from } to { $to }
appointments-past-undone = Taken back, from { $from } to { $to }

appointments-wrong-step = The appointment stands at “{ $status }” now.
appointments-wrong-step-since = The appointment stands at “{ $status }” now ({ $at }, { $by }).
appointments-rule-before-its-day = They are expected on { $day }, and arrive on that day at the earliest. If they are here today, move the appointment first.
appointments-rule-before-it-begins = It begins on { $moment }. Until then nobody has missed it.
appointments-rule-doctor-taken = The doctor’s time has been given to somebody else since. Book another time instead.
appointments-rule-patient-taken = The patient is expected somewhere else at that time.
appointments-rule-room-taken = Somebody else has the room at that time. Book another time instead.
appointments-rule-on-leave = The doctor is on leave at that time. Book another time instead.
appointments-rule-outside-hours = The doctor sees nobody at that time any more. Book another time instead.
appointments-rule-not-bookable = The doctor sees no patients any more, or the site is closed. Book with somebody else or elsewhere instead.
appointments-rule-patient-closed = The patient’s record is archived, or they have died.

appointments-cancel-title = Cancel this appointment?
appointments-cancel-what = Its time becomes free at once.
appointments-cancel-reason = Why
appointments-cancel-reason-missing = Say why it is cancelled.
appointments-cancel-hint = Such as: patient called, doctor ill
appointments-cancel-note = It stays in the diary as cancelled and will be removed on { $date }. Until then it can be brought back while its time is free.
appointments-cancel-do = Cancel the appointment
appointments-correct-title = Put a mistake right?
appointments-correct-what = It stands at “{ $from }” and will stand at “{ $to }” again.
appointments-correct-reason = What was wrong
appointments-correct-reason-missing = Say what was wrong.
appointments-correct-note = The step stays in the history, with the reason.
appointments-correct-do = Back to “{ $to }”

appointments-told-booked = { $name } was booked: { $at }
appointments-told-overbooked = { $name } was overbooked: { $at }
appointments-told-moved = { $name } was moved to { $at }
appointments-told-from = From { $from }, by { $by }
appointments-told-cancelled = { $name } was called off: { $at }
appointments-told-returned = { $name } comes after all: { $at }
appointments-told-arrived = { $name } has arrived
appointments-told-by = By { $by }
appointments-told-why = By { $by }: “{ $reason }”
appointments-told-given-away = An appointment of yours is with a colleague now
appointments-told-gone = An appointment you no longer have access to
