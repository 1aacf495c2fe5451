# Staff: employees and their accounts.

staff-title = Staff
staff-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
staff-new = New employee
staff-list-label = Employees
staff-search = Name, e-mail or specialty
staff-role = Role
staff-all-roles = All roles
staff-site = Site
staff-all-sites = All sites
staff-account = Account
staff-any-account = Any
staff-show = Show
staff-name = Name
staff-where = Where
staff-email = E-mail
staff-last-seen = Last seen
staff-never = Never
staff-none-found = Nobody matches this search.
staff-shown = { $shown } of { $total }
staff-more = More
staff-first = From the beginning
staff-close = Close
staff-panel-disabled = This account is disabled. The name stays on records.

staff-status-active = Active
staff-status-invited = Invited
staff-status-disabled = Disabled

staff-save = Save
staff-create = Create account
staff-role-note = A change ends this person’s sessions.
staff-role-own-note = Another admin changes your own role.
staff-duties = Duties besides the role
staff-duty-till = Till: invoices, payments, drawers
staff-duty-pharmacy = Pharmacy: stock, dispensing
staff-duty-laboratory = Laboratory: enter results
staff-duty-till-short = Till
staff-duty-pharmacy-short = Pharmacy
staff-duty-laboratory-short = Laboratory
staff-sites = Works at
staff-doctor = Doctor profile
staff-sees-patients = Sees patients and can be booked
staff-specialties = Specialties
staff-specialties-hint = Separated by commas
staff-licence = Licence number
staff-fee = Fee, { $currency }
staff-slot = Slot
staff-slot-minutes = { $minutes } min
staff-overbookable = May be overbooked, with a reason

staff-saved = Saved.
staff-enabled = The account can sign in again.
staff-disabled = The account is disabled and its sessions have ended.
staff-handed-over-some = The account is disabled and its sessions have ended. Not all of its work could be given to that colleague: what stays is listed here.
staff-handed-over = The account is disabled, its sessions have ended and its work was handed over.
staff-sessions-ended = { $count ->
    [0] There was no session to end.
    [one] 1 session ended.
   *[other] { $count } sessions ended.
}

staff-reset = Reset password
staff-reset-title = Reset the password of { $name }
staff-reset-words = { $name } gets a one-time password, which must be replaced at the next sign-in. All sessions of { $name } end at once.
staff-reset-factor = The telephone with the second factor is lost: turn it off as well
staff-reset-do = Make a one-time password
staff-end-sessions = End { $count ->
    [one] 1 session
   *[other] { $count } sessions
}
staff-enable = Enable account

staff-invitation-title = Sign-in for { $name }
staff-invitation-once = This password is shown only now. Print this page or write the password down; then give it to { $name } in person.
staff-invitation-by-mail = A link for choosing a password goes to this mail address as well; whichever is used first counts.
staff-invitation-until = It works until { $until } and must be replaced at the first sign-in.
staff-invitation-address = Address
staff-invitation-email = E-mail
staff-invitation-password = One-time password
staff-invitation-print = Print
staff-invitation-done = Done
staff-invitation-gone = This invitation was shown once and cannot be shown again. Reset the password to get a new one.

staff-leaving = Leaving the house
staff-leaving-none = Nothing is left to hand over.
staff-leaving-note = What is still open is handed over first.
staff-leaving-do = Disable and hand over
staff-leaving-title = Disable { $name }
staff-leaving-words = Sessions end at once. The name stays on every record and leaves every list to choose from.
staff-leaving-open = Still open
staff-leaving-to = Hand over to
staff-leaving-keep = Leave them with { $name } for now
staff-leaving-keep-note = They stay where they are and on this list.
staff-leaving-confirm = Disable { $name }
staff-leaving-when = When
staff-leaving-patient = Patient
staff-leaving-reason = Reason

staff-error-name = Enter the name.
staff-error-email = Enter an e-mail address, such as name@hospital.example.
staff-error-email-taken = Another account has this e-mail address.
staff-error-role = Choose a role.
staff-error-fee = Enter an amount such as 85.00.
staff-error-slot = Choose how long a slot is.
staff-error-specialties = At most twelve specialties of at most 80 characters each.
staff-error-handover = Choose somebody who sees patients.
staff-refused-self-role = You cannot change your own role. Another admin can.
staff-refused-self-disable = You cannot disable your own account. Another admin can.
staff-refused-last-admin = This is the last active admin. Make somebody else admin first.

staff-site-closed = { $name } (closed)

staff-conflict-title = Two versions of this employee
staff-conflict-bold = Somebody else saved this employee meanwhile.
staff-field-name = Name
staff-field-email = E-mail
staff-field-role = Role
staff-field-duties = Duties
staff-field-sites = Sites
staff-field-doctor = Sees patients
staff-field-specialties = Specialties
staff-field-licence = Licence number
staff-field-fee = Fee
staff-field-slot = Slot
staff-field-overbookable = May be overbooked
staff-yes = Yes
staff-no = No
staff-nothing = None

directory-title = Employee directory
directory-search = Name or specialty
directory-specialty = Specialty
directory-sites = Sites
directory-empty = Nobody matches this search.
