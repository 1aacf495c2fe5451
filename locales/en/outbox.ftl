# The outbox, the call list, and what stands in every mail.

mail-greeting = Dear { $name },
mail-footer = This message was written by a program; answers to it are not read.

outbox-title = Outbox
outbox-what = What went out, and what did not
outbox-when = When
outbox-message = What
outbox-delivery = Delivery
outbox-channel = Way
outbox-tries = Tries
outbox-action = Action
outbox-number = No.
outbox-outcome = Outcome
outbox-said = What the other side said
outbox-recipient = To
outbox-to = to
outbox-until = Of use until
outbox-show = Show
outbox-show-all = Show all
outbox-any-state = Any
outbox-any-channel = Any
outbox-empty = Nothing is in the outbox under these conditions.
outbox-back = To the outbox
outbox-words-hidden = What a message says is not shown here.
outbox-no-tries = It has not been tried yet.
outbox-no-mail = Mail is not set up. Every mail counts as failed; those to patients land in the call list. Whoever runs the server sets WARDBOOK_MAIL.
outbox-no-text = Text messages are not set up. Each counts as failed; those to patients land in the call list. Whoever runs the server sets WARDBOOK_SMS.

outbox-count-queued = queued
outbox-count-again = being sent or tried again
outbox-count-failed = failed
outbox-count-given-up = given up
outbox-count-sent = sent today

outbox-channel-mail = Mail
outbox-channel-text = Text message
outbox-channel-call = Telephone

outbox-kind-booked = Appointment booked
outbox-kind-moved = Appointment moved
outbox-kind-cancelled = Appointment cancelled
outbox-kind-reminder = Reminder
outbox-kind-password = New password
outbox-kind-invitation = Invitation
outbox-kind-address = Proof of an address
outbox-kind-security = Change of an account
outbox-kind-notification = Notification
outbox-kind-phone = Proof of a number
outbox-kind-by-hand = Sent by hand

outbox-shown-queued = Queued
outbox-shown-trying = Being sent or tried again
outbox-shown-failed = Failed
outbox-shown-given-up = Given up
outbox-shown-sent-today = Sent today
outbox-shown-sent = Sent
outbox-state-queued = Queued
outbox-state-again = Trying again
outbox-state-sending = Being sent
outbox-state-sent = Sent
outbox-state-failed = Failed
outbox-state-given-up = Given up
outbox-state-to-call = To be called
outbox-state-called = Called

outbox-waiting = Waits for its first try
outbox-next = { $reason }; next try { $at }
outbox-taken-by = Taken by { $by }

outbox-reason-not-set-up = Nothing is set up to send it
outbox-reason-address = There is no such address
outbox-reason-refused = Refused by the other side
outbox-reason-sign-in = The other side does not accept our name and password
outbox-reason-tls = No protected connection was possible
outbox-reason-busy = The other side asks to try later
outbox-reason-unreachable = Nobody answers there
outbox-reason-timed-out = It took too long
outbox-reason-folder = It could not be written into the folder
outbox-reason-interrupted = The program ended meanwhile
outbox-reason-too-late = Too late to be of use
outbox-reason-called-off = No longer true
outbox-reason-no-way = Has not agreed to messages, or there is no address or number for them
outbox-called = { $reason }; reached by telephone { $at }, { $by }

outbox-try-sent = Taken
outbox-try-later = Again later
outbox-try-failed = Failed
outbox-try-lost = Unknown
outbox-try-now = Under way
outbox-took = { $seconds } s

outbox-retry = Try again
outbox-retry-all = Try all failed again
outbox-retried = The message is tried again.
outbox-not-retried = This message is on its way already, or of no use any more.
outbox-all-retried = { $count ->
    [0] There is none that is of use still.
    [one] One message is tried again.
   *[other] { $count } messages are tried again.
}

calls-title = Call list
calls-what = Patients whom a message did not reach
calls-count = { $count } to reach
calls-count-more = More than { $count } to reach
calls-more = There are more: each one who is reached makes room for the next.
calls-none = Nobody needs to be called.
calls-no-number = No number known
calls-why = { $channel }, { $at }: { $reason }
calls-no-answer-at = No answer { $at }, { $by }
calls-reached = Reached
calls-no-answer = No answer
calls-reached-noted = Noted: reached. It is off the list.
calls-no-answer-noted = Noted: no answer. It stays on the list.
