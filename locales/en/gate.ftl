product = Wardbook

role-admin = Administrator
role-doctor = Doctor
role-nurse = Nurse
role-receptionist = Reception
role-patient = Patient

sign-in-title = Sign in
sign-in-email = E-mail
sign-in-password = Password
sign-in-button = Sign in
sign-in-forgotten = Forgotten your password?
sign-in-wrong = E-mail or password is not right. Nothing else is wrong with the form; try again.
sign-in-too-early = { $seconds ->
    [one] Too many tries. The next one is possible in one second.
   *[other] Too many tries. The next one is possible in { $seconds } seconds.
}
sign-in-offers = Or look around as
sign-in-offer-as = as { $role }
sign-in-offer-disabled = This account has been disabled. Sign in as somebody else.
sign-in-again-title = Your session has ended
sign-in-again = What you typed is still on this page. Sign in again, then save it.
sign-out-done = You are signed out.

unlock-title = Screen locked
unlock-who = Signed in as
unlock-button = Unlock
unlock-wrong = That is not the password of this account.
unlock-somebody-else = Sign out, so that somebody else can sign in

new-password-title = Choose your own password
new-password-why = You signed in with a one-time password. Replace it by one that only you know, then you can go on.
new-password-label = New password
new-password-button = Keep this password
password-hint = At least 15 characters. Four or five unrelated words are easy to remember and hard to guess.
password-too-short = Use at least { $min } characters.
password-too-long = Use at most 256 characters.
password-common = This is among the passwords that are tried first. Choose another one.
password-context = This is too close to the hospital's name, your name or your e-mail. Choose something unrelated.
password-same = This is the one-time password. Choose another one.
password-changed = Your new password is in force. All your other sessions have ended.

kept-title = What you typed was kept
kept-text = Your session had ended when you sent this form. Nothing of it was saved yet. You can send it now, or throw it away.
kept-send = Send it now
kept-discard = Throw it away
kept-discarded = What was kept has been thrown away.

setup-title = Set up your hospital
setup-intro = Three short parts, about two minutes.
setup-part-code = 1. Prove that this server is yours
setup-code = One-time code
setup-code-hint = The server printed it on its console when it started.
setup-code-after = Not at the console? Run wardbook setup on the server instead.
setup-code-wrong = This is not the code on the server's console. It changes at every start.
setup-part-hospital = 2. The hospital
setup-hospital = Name of the hospital
setup-hospital-missing = Enter the name of the hospital.
setup-address = Address
setup-time-zone = Time zone
setup-time-zone-unknown = There is no such time zone. Choose one from the list, such as Europe/Berlin.
setup-currency = Currency
setup-currency-hint = Three letters, such as EUR or KES.
setup-currency-unknown = There is no such currency. Use its three letters, such as EUR or KES.
setup-site = First site
setup-site-after = A house or clinic where patients are seen. More can follow.
setup-site-missing = Enter the name of the first site.
setup-part-account = 3. Your account
setup-name = Your name
setup-name-missing = Enter your name.
setup-button = Set up and sign in
setup-note = You will be the first administrator.
setup-done = Your hospital is set up.
setup-done-already = This installation is set up already. Nothing was changed.
form-email = Enter an e-mail address, such as name@hospital.example.

error-home = Go to the start page
error-forbidden-title = Your role does not include this
error-forbidden = The right that is missing: { $right }. An administrator of this hospital can grant it.
error-missing-title = There is nothing here for you
error-missing = Either the address is wrong, or it leads to something that your role may not see. Wardbook answers both the same way.
error-invalid-title = That could not be used
error-conflict-title = That was not done
error-rights-changed = What you may do here was changed while you sent this. Nothing was saved. Load the page again; what you typed can be copied from here.
error-rule = What you sent goes against a rule of the record. Nothing was saved.
error-too-large = That was more than { $kb } kB. Nothing was saved.
error-foreign = This was not sent from a page of this hospital. Nothing was saved. Open the page again and send it from there.
error-later-title = Try again in a moment
error-too-many = { $seconds ->
    [one] Too many requests came from your network in a short time, and nothing was saved by this one. The next is possible in one second.
   *[other] Too many requests came from your network in a short time, and nothing was saved by this one. The next is possible in { $seconds } seconds.
}
error-unavailable = Part of the system is busy or away. Nothing was saved by this step. Try again in a few seconds.
error-bug-title = That did not work, and it is our fault
error-bug = Nothing was saved by this step.
error-reference = Reference, for the people who run this system:

permission-other = this page
permission-staff-manage = manage employees
permission-staff-directory = see the directory of employees
permission-staff-reset = reset passwords of employees
permission-sessions-end = end sessions of others
permission-patient-register = register patients
permission-patient-search = find patients
permission-patient-view = see patients' details
permission-patient-edit = change patients' details
permission-patient-archive = archive and restore patients
permission-patient-remove = remove patients without history
permission-patient-ask-archive = ask for a patient to be archived
permission-patient-merge = merge patients
permission-patient-unmerge = undo the merging of patients
permission-record-view = see medical records
permission-record-write = write in medical records
permission-order-write = write prescriptions
permission-order-view = see prescriptions
permission-record-print = print medical records
permission-record-write-nursing = write vital signs and nursing notes
permission-record-void = void entries of medical records
permission-record-access-report = see who opened a record
permission-intake-answer = write down the first answers to the four questions
permission-intake-ask = ask for corrections of the four questions
permission-intake-decide = change the answers to the four questions
permission-audit-view = see the audit trail
permission-emergency-open = open a record in an emergency
permission-emergency-review = review emergency access
permission-settings-manage = change settings and sites, and import data
permission-notice-write = writing notices
permission-chat-staff = messages between employees
permission-appointment-book = book appointments
permission-appointment-view = see the diary
permission-appointment-move = move and cancel appointments
permission-appointment-check-in = check patients in
permission-appointment-run = start and complete appointments
permission-appointment-no-show = mark no-shows
permission-hours-edit = change doctors' hours and leave
permission-hours-view = see doctors' hours and leave
permission-notification-call-list = see whom a message did not reach
permission-notification-retry = have messages tried again
permission-notification-send = send to patients by hand
permission-notification-send-staff = send to people who work here by hand
permission-outbox-view = see what went out and what did not
