# Confirmations and reminders: what a site writes, who agreed, and what is said.

messages-title = Messages to patients
messages-what = This site writes to patients who agreed to it. A message says when and where, never with whom or why.
messages-confirms = Confirm when an appointment is booked, moved or called off
messages-confirms-short = confirmations
messages-first = First reminder
messages-second = Second reminder
messages-unit = hours before
messages-blank = Blank for none
messages-hours-before = { $hours ->
    [one] 1 hour before
   *[other] { $hours } hours before
}
messages-off = none
messages-save = Save
messages-saved = Saved. It counts for what is booked and due from now on.
messages-changed = Somebody else has changed this in the meantime. Open the page again.
messages-error-hours = Enter whole hours from 1 to { $most }, or nothing.
messages-error-order = The second reminder has to be nearer to the appointment than the first.

consent-link = Messages
consent-write = Write a message
consent-title = Messages about appointments
consent-what = Confirmations and reminders say when and where, nothing else. Ask the patient.
consent-ask = How does the patient want them?
consent-none = Not at all
consent-mail = By mail
consent-text = By text message
consent-not-known = Not known yet
consent-missing = Choose one of these.
consent-no-mail = No mail address is known of this patient. Add it to their details first.
consent-no-text = No phone number is known of this patient. Add it to their details first.
consent-save = Save
consent-saved = Saved what the patient wants.

telling-when = When
telling-where = Where
telling-to-change = To change it, call { $phone }.
telling-booked-subject = Your appointment on { $at }
telling-booked-words = An appointment is booked for you.
telling-booked-text = { $hospital }: your appointment is on { $at }, { $site }.
telling-moved-subject = Your appointment is now on { $at }
telling-moved-words = Your appointment was moved. This is when and where it is now.
telling-moved-text = { $hospital }: your appointment is now on { $at }, { $site }.
telling-cancelled-subject = Your appointment on { $at } is off
telling-cancelled-words = This appointment was called off.
telling-cancelled-text = { $hospital }: your appointment on { $at }, { $site }, is off.
telling-reminder-subject = Reminder: your appointment on { $at }
telling-reminder-words = This is a reminder of your appointment.
telling-reminder-text = { $hospital }: a reminder of your appointment on { $at }, { $site }.
