# Somebody who comes without being booked.

walk-in-title = Walk-in
walk-in-find = Find the patient
walk-in-register-below = Register them below.
walk-in-use = Use
walk-in-new = Or register a new patient
walk-in-family = Family name
walk-in-given = Given names
walk-in-phone = Phone
walk-in-born = Birth date
walk-in-age = Age
walk-in-age-hint = Only when the birth date is not known
walk-in-sex = Sex
walk-in-last-seen = Last seen
walk-in-alike = { $count ->
    [one] Somebody like that is here already
   *[other] { $count } patients like that are here already
}
walk-in-alike-what = What agrees with your entry is marked. Use a record you recognise, or say why this is somebody else.
walk-in-alike-table = Possible duplicates, table
walk-in-none-of-these = None of these, because
walk-in-duplicates-decide = Use one of the records shown, or say why this is somebody else.
walk-in-doctor = Doctor
walk-in-next-free = Next free time today
walk-in-nobody-free = Nobody has a free time here today.
walk-in-show-doctors = Show who is there
walk-in-now = Now
walk-in-now-what = Between or over other appointments, with a reason
walk-in-now-with = Doctor who sees them now
walk-in-why = Reason for now
walk-in-why-missing = Say why they are seen now.
walk-in-doctor-missing = Choose a doctor who has time, or now with a reason.
walk-in-now-missing = Choose the doctor who sees them now.
walk-in-site-missing = Choose the site.
walk-in-check-in = Check in
walk-in-done = Checked in.
walk-in-arrived = Checked in
walk-in-since = Waiting since
walk-in-now-because = Seen now because
walk-in-slip = Print slip
walk-in-label = Print label
walk-in-another = Next walk-in
walk-in-record = Open the record
walk-in-appointment = Open the appointment
