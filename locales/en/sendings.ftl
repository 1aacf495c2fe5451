# What is sent by hand, to people who work here and to patients.

sendings-title = Sent by hand
sendings-what = What you wrote to people, and what became of it
sendings-what-all = What anybody wrote to people, and what became of it
sendings-new = Send by hand
sendings-new-what = It rings with everybody it is for, as each has chosen.
sendings-none = Nothing was sent by hand
sendings-none-why = To write to a patient, open their details and choose “Messages”. To write to several, find them in the diary’s list.
sendings-when = When
sendings-subject = Subject
sendings-body = What you want to say
sendings-to = To
sendings-from = From { $name }
sendings-became = What became of it
sendings-choose = Choose
sendings-roles = Everybody of a role
sendings-sites = Everybody at a site
sendings-people = One person
sendings-all-admin = All admins
sendings-all-doctor = All doctors
sendings-all-nurse = All nurses
sendings-all-receptionist = All of reception
sendings-at-site = Everybody at { $site }
sendings-look = Show who gets it
sendings-look-again = Show again who gets it
sendings-preview = { $count ->
    [one] One person gets this
   *[other] { $count } people get this
}
sendings-send-to = { $count ->
    [one] Send to one person
   *[other] Send to { $count } people
}
sendings-others-now = Somebody has come or gone since you looked, or you chose others. Nothing was sent: look again who gets it.
sendings-no-health = Write nothing about anybody's health here, and nothing that only the patient's own doctors should know.
sendings-no-health-outside = Mail and text messages can be read by others. Write nothing about health, results, doctors or why somebody comes: “Your appointment tomorrow cannot take place, we will call you” says enough.
sendings-patient-title = Write a message
sendings-by-mail = By mail
sendings-by-text = By text message
sendings-by-mail-to = By mail to { $address }
sendings-by-text-to = By text message to { $number }
sendings-to-count = { $count ->
    [one] To one patient
   *[other] To { $count } patients
}
sendings-who = Who they are, and how each is told
sendings-to-list = Back to the list
sendings-by-call = By telephone: on the call list at once
sendings-left-out = { $count ->
    [one] One patient of the list is left out: the record is archived, they have died, or it is you.
   *[other] { $count } patients of the list are left out: their records are archived, they have died, or it is you.
}
sendings-expected-only = Only those who are still to come or are here now. To write to those whose appointment was cancelled, missed or is over, choose that status in the list.
sendings-no-patients = There is nobody in this list to write to
sendings-too-many-title = These are too many
sendings-too-many = At most { $most } patients can be written to at once. Choose one doctor, fewer days or a status in the list.
sendings-send-to-patients = { $count ->
    [one] Send to one patient
   *[other] Send to { $count } patients
}
sendings-to-call-list = { $count ->
    [one] Put one patient on the call list
   *[other] Put { $count } patients on the call list
}
sendings-queued-several = { $count ->
    [one] It is in the outbox for one patient.
   *[other] It is in the outbox for { $count } patients.
}
sendings-to-patients-of = { $count ->
    [one] One patient: { $list }
   *[other] { $count } patients: { $list }
}
sendings-patients = Patients
sendings-tally-sent = { $count } sent
sendings-tally-waiting = { $count } on the way
sendings-tally-failed = { $count } to call
sendings-tally-called = { $count } called
sendings-no-way = This patient is not written to: they have not agreed to messages, or there is no address or number for the way they chose. Nothing was sent.
sendings-no-way-call = Call them: { $phone }.
sendings-ask = Ask how they want messages
sendings-do = Send
sendings-text = { $hospital }: { $subject }. { $body }
sendings-subject-missing = Say in a few words what it is about.
sendings-body-missing = Write what you want to say.
sendings-to-missing = Choose who gets it.
sendings-nobody = There is nobody there who can sign in, besides you.
sendings-sent = { $count ->
    [one] Sent to one person.
   *[other] Sent to { $count } people.
}
sendings-queued = It is in the outbox and leaves now.
sendings-read = Read by { $read } of { $total }
sendings-not-told = Does not want to hear of this at the bell
sendings-not-yet = Not yet
sendings-read-long-ago = Read long ago
sendings-forgotten = What became of it is kept for 90 days, and was forgotten.
sendings-person = Who
sendings-read-head = Read
sendings-to-record = To the record
sendings-to-message = All tries
sendings-all = All that was sent
sendings-newest-first = The newest first
