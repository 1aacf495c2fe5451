# The page after sign-in.

home-today = Today, { $day }
home-sites = Sites
home-other-site = (choose another site)
home-new-patient = New patient
home-walk-in = Walk-in
home-new-appointment = New appointment
home-to-do = To do

home-figure-appointments = { $count ->
    [one] appointment
   *[other] appointments
}
home-figure-waiting = waiting
home-figure-in-consultation = in consultation
home-figure-completed = completed
home-figure-no-shows = { $count ->
    [one] no-show
   *[other] no-shows
}
home-figure-vitals-due = vital signs due
home-figure-mean-wait = mean wait

home-house = In the house
home-house-what = Waiting and in consultation
home-house-label = Waiting room
home-house-none = Nobody waits. Whoever is checked in appears here.
home-at = At { $time }
home-patient = Patient
home-age = Age
home-due = Due
home-doctor = Doctor
home-since = Since
home-status = Status
home-reason = Reason
home-note = Note
home-action = Action
home-vitals = Vital signs
home-vitals-due = Record
home-vitals-done = Taken { $time }
home-next = Next arrivals
home-to-come = To come
home-next-of = { $shown } of { $count }
home-next-label = Those who are expected
home-next-none = Nobody else is expected today.
home-next-book = Book somebody
home-all = All of today
home-diary = In the diary
home-over-none = Nobody has been seen yet.
home-over = Seen today
home-over-label = Those who were expected
home-no-site-why = Whom you will see here depends on the sites where you work. An admin enters them.

home-open-note = Note
home-unsigned = Notes to sign
home-unsigned-none = Every note is signed.
home-unsigned-out = Out of your reach for now: an appointment with the patient brings the note back.
home-missed = Did not come
home-missed-book = Book again
home-came-free = A time came free
home-chance = { $doctor }, { $day } { $time }, { $minutes } min
home-chance-today = today
home-chance-wanted = { $count ->
    [one] 1 on the waiting list wants it:
   *[other] { $count } on the waiting list want it, first
}
home-chance-since = since { $date }
home-chance-offer = Offer it
home-checks = To check
home-checks-none = Nothing is waiting.
home-check-requested = Appointments to confirm
home-check-open = Earlier days, still open
home-check-waiting = On the waiting list
home-check-corrections = Corrections to the four questions
home-recent = Opened recently
home-recent-none = Patients whose records you open are listed here.
home-all-patients = All patients

home-reviews = Waiting for a decision
home-reviews-none = Nothing waits for a decision.
home-review-emergencies = Emergency accesses to review
home-review-removals = Records that somebody wants removed
home-installation = Installation
home-installation-what = Wardbook { $version }
home-installation-label = How the installation is
home-health-what = Part
home-health-how = How it is
home-health-good = Good
home-health-bad = Needs you
home-health-database = Database
home-health-sqlite = Embedded, { $megabytes } MB
home-health-postgres = PostgreSQL
home-health-folder = Data folder
home-health-writable = Can be written to
home-health-not-writable = Cannot be written to. Is the disk full? Nothing can be uploaded or sealed until it can.
home-health-trail = Audit trail
home-health-trail-sealed = { $count } rows, the last sealed { $at }
home-health-trail-none = No row is sealed yet
home-health-trail-late = { $count ->
    [one] 1 row waits to be sealed for longer than it should. Is a server running?
   *[other] { $count } rows wait to be sealed for longer than they should. Is a server running?
}
home-health-removal = Removal of cancelled appointments
home-health-removed = After { $days } days, last looked for { $at }
home-health-removed-never = After { $days } days, not looked for yet
home-health-clock-jumped = The clock jumped, so nothing is removed. If it is right now, run “wardbook purge --clock-is-right”.
home-health-address = Address for browsers
home-health-closed = Safe from others on the network
home-health-plain-http = Plain HTTP beyond this machine. Set WARDBOOK_BASE_URL to an https address.
home-accounts = Accounts
home-all-accounts = All employees
home-accounts-none = Nobody has signed in yet.
