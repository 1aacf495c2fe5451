patients-numbers-used-up = No record number is left. Tell whoever runs this installation.
patients-changed-meanwhile = Somebody else changed this record meanwhile. Nothing was saved.
patients-archived-before = This record is archived already or was merged into another one.
patients-has-history = This record has history. It can be archived, never removed.
patients-not-to-be-merged = These two records cannot be merged: one of them is archived or was merged meanwhile.
patients-not-to-be-unmerged = The record that stayed was itself merged into another one. Undo that merge first.
patients-fields-do-not-fit = The picked fields do not fit together. Pick others.
patients-national-id-taken = Another patient has this national id.
patients-import-not-utf8 = This file is not UTF-8 text. Save it as “CSV UTF-8” and send it again.
patients-import-no-headings = This file has no line of headings at its top.
patients-import-broken-line = This line cannot be read.
patients-import-known = Probably here already: { $mrn }.
patients-problem-name-missing = Enter a family name or a given name.
patients-problem-birth-missing = Enter a birth date, or an estimated age.
patients-problem-sex-missing = Choose one, or “Not known”.
patients-problem-birth-twice = Enter either a birth date or an estimated age, not both.
patients-problem-too-long = Use at most { $max } characters.
patients-problem-not-a-date = There is no such day. Write it as 14.03.1984, 14-Mar-1984 or 1984-03-14.
patients-problem-in-future = This day has not come yet.
patients-problem-too-long-ago = This is more than 130 years ago.
patients-problem-not-an-age = Enter whole years, from 0 to 130.
patients-problem-not-a-phone = Enter digits, such as +381 64 555 0182.
patients-problem-not-an-email = Enter an address such as ana@example.org.
patients-problem-email-unfinished = Enter the part after the @, such as example.org.
patients-problem-not-a-choice = Choose one of the list.
patients-problem-before-birth = This is before the birth date.

patients-title = Patients
patients-new = New patient
patients-import = Import a list
patients-find-by = Name, MRN, phone or birth date
patients-archived-too = Archived too
patients-search = Search
patients-name = Name
patients-phone = Phone
patients-last-seen = Last seen
patients-not-seen = No visit yet
patients-not-yet = not yet
patients-not-known = Not known
patients-not-said = Not said
patients-blank = (empty)
patients-today-at = Today { $time }
patients-tag-archived = Archived
patients-tag-died = Died
patients-tag-new = New
patients-found-table = Patients found, table
patients-none = No patients here yet
patients-none-why = Nobody is registered, or nobody is within your reach.
patients-nobody = Nobody matches
patients-nobody-why = Check the spelling, or use the birth date alone. Archived records are searched only when ticked.
patients-register-this = Register this patient
patients-emergency = Open a record in an emergency
patients-register-new = Register a new patient
patients-not-here = Not here?
patients-with-typed = with what you typed.
patients-count-listed = { $count ->
    [one] One patient, by name
   *[other] { $count } patients, by name
}
patients-count-found = { $count ->
    [one] One of one
   *[other] { $count } of { $count }, best match first
}
patients-count-first = The first { $count }, best match first. Type more to see fewer.
patients-first-page = First page
patients-next-page = Next page
patients-all-hits = All that match
patients-book = Book
patients-namesakes = { $count } patients, { $alike } with nearly the same name.
patients-namesakes-check = Check the birth date before you open one.
patients-recent = Opened recently
patients-recent-none = Records you open are listed here.
patients-finds = What finds a patient
patients-finds-name = Any part of a name, in any order and script
patients-finds-name-as = ana mark, марк, ković
patients-finds-mrn = MRN, or scan the wristband
patients-finds-mrn-as = 417-229-58
patients-finds-birth = Birth date as you would write it
patients-finds-birth-as = 14.3.84, 14 march 1984, 1984-03-14
patients-finds-phone = Phone, even its last digits
patients-finds-phone-as = 0182
patients-requests-waiting = { $count ->
    [one] One record waits to be archived or removed.
   *[other] { $count } records wait to be archived or removed.
}
patients-requests-open = Decide

patients-sex-female = Female
patients-sex-male = Male
patients-sex-other = Another
patients-sex-unknown = Not known

patients-part-who = Who
patients-part-reach = How to reach
patients-part-payer = Who pays
patients-part-house = In this house
patients-field-family = Family name
patients-field-given = Given names
patients-field-title = Title
patients-field-preferred = Preferred name
patients-field-born = Date of birth
patients-field-age = Estimated age
patients-field-sex = Sex
patients-field-gender-identity = Gender identity
patients-field-national-id = National id
patients-field-phone = Mobile phone
patients-field-phone-2 = Second phone
patients-field-phone-3 = Third phone
patients-field-email = E-mail
patients-field-street = Street and number
patients-field-town = Postcode and town
patients-field-country = Country
patients-field-language = Language
patients-field-kin-name = Next of kin
patients-field-kin-relation = Relation
patients-field-kin-phone = Phone of next of kin
patients-field-payer = Payer
patients-field-policy-number = Policy number
patients-field-policy-until = Valid until
patients-field-usual-doctor = Usual doctor
patients-field-note = Note for reception
patients-field-former-number = Former number
patients-field-died = Died
patients-age-hint = In years, when the birth date is not known.
patients-died-hint = The day, or “yes” when it is not known.
patients-payer-hint = Empty when they pay themselves.
patients-usual-doctor-hint = Gives no access by itself.
patients-shared-phone = Also on { $names }. A shared family phone is fine.

patients-register = Register
patients-registered = Registered.
patients-record = Record
patients-choose = Choose
patients-use = Use
patients-alike = { $count ->
    [one] One record may be the same person
   *[other] { $count } records may be the same person
}
patients-alike-what = What agrees with your entry is marked. Use a record you recognise, or say why this is somebody else.
patients-alike-table = Possible duplicates, table
patients-same-national-id = Same national id
patients-none-of-these = None of these, because
patients-duplicates-decide = Use one of the records shown, or say why this is somebody else.
patients-duplicate-birth-date-checked = I checked the birth date with the patient
patients-duplicate-document-seen = I saw an identity document
patients-duplicate-other-person-known = The other person is known: a twin, a relative, a namesake

patients-edit = Details
patients-edit-of = Details of { $name }
patients-edit-contact = Contact data
patients-contact-only = You can change how to reach this patient.
patients-contact-only-why = Reception and administrators change the rest.
patients-save = Save
patients-saved = Saved.
patients-unchanged = Nothing was changed.
patients-merge = Merge
patients-removal = Archive or remove

patients-conflict = Two versions of the details
patients-conflict-of = Two versions: { $name }
patients-somebody = Somebody
patients-conflict-saved = saved this record { $at }, while you were typing.
patients-conflict-what = Nothing is lost: pick a version for each field, or take one side whole.
patients-conflict-agree = { $count ->
    [one] One field that agrees is not shown.
   *[other] { $count } fields that agree are not shown.
}
patients-conflict-kept = Both versions stay in the history of the record.
patients-field = Field

patients-language-ar = Arabic
patients-language-bg = Bulgarian
patients-language-bn = Bengali
patients-language-cs = Czech
patients-language-da = Danish
patients-language-de = German
patients-language-el = Greek
patients-language-en = English
patients-language-es = Spanish
patients-language-fa = Persian
patients-language-fr = French
patients-language-he = Hebrew
patients-language-hi = Hindi
patients-language-hr = Croatian
patients-language-hu = Hungarian
patients-language-it = Italian
patients-language-ja = Japanese
patients-language-ko = Korean
patients-language-nl = Dutch
patients-language-no = Norwegian
patients-language-pl = Polish
patients-language-pt = Portuguese
patients-language-ro = Romanian
patients-language-ru = Russian
patients-language-sr = Serbian
patients-language-sv = Swedish
patients-language-tr = Turkish
patients-language-uk = Ukrainian
patients-language-vi = Vietnamese
patients-language-zh = Chinese

patients-photo = Photo
patients-photo-of = Photo of { $name }
patients-photo-file = Picture
patients-photo-hint = JPEG, PNG or WebP, at most 5 MB and 25 megapixels. It is kept small and without the camera's notes.
patients-photo-keep = Keep this photo
patients-photo-remove = Remove the photo
patients-photo-kept = The photo was kept.
patients-photo-removed = The photo was removed.
patients-photo-missing = Choose a picture.
patients-photo-not-a-picture = This is not a JPEG, PNG or WebP picture. Nothing was kept.
patients-photo-too-large = This picture is too large. Nothing was kept.
patients-photo-damaged = This picture is damaged. Nothing was kept.

patients-merge-title = Merge two records of one person
patients-merge-what = Everything of the other record moves here. Its number keeps leading here, and an administrator can undo it.
patients-merge-likely = Probably the same person
patients-merge-none = No other record resembles this one.
patients-merge-another = Another record
patients-merge-nobody = Nobody else matches.
patients-merge-past = Merged into this record
patients-merge-undo = Undo
patients-compare = Compare
patients-merge-preview = What the merge would do
patients-merge-swap = Keep the other record instead
patients-merge-into = One record goes into the other:
patients-merge-into-what = Check the birth date with the patient first.
patients-merge-fields = Fields in which they differ
patients-merge-stays = Stays
patients-merge-goes = Goes
patients-merge-agree = They agree in every field.
patients-merge-moves = What moves
patients-merge-moves-nothing = The other record has no history.
patients-merge-reason = Why they are the same person
patients-merge-reason-hint = Kept with the merge.
patients-merge-reason-missing = Say why they are the same person.
patients-merge-undoable = An administrator can undo it.
patients-merge-do = Merge
patients-merge-obstacle = Not yet.
patients-merged = Merged.
patients-unmerged = The merge was undone.

patients-archive = Archive
patients-archive-what = An archived record is hidden from search. Nothing in it is lost, and it can be restored.
patients-archive-do = Archive this record
patients-archived = Archived.
patients-ask-archive = Ask for it to be archived
patients-ask-archive-do = Ask an administrator
patients-removal-reason = Reason
patients-removal-reason-missing = Say why.
patients-removal-asked = An administrator was asked.
patients-removal-asked-for = Asked for
patients-removal-asked-by = Asked by
patients-removal-decline = Leave the record as it is
patients-removal-declined = The record stays as it is.
patients-removal-requests = Records to be archived or removed
patients-removal-none = Nothing waits for a decision.
patients-restore = Restore
patients-restore-what = The record is archived. Restored, it is found by search again.
patients-restore-do = Restore this record
patients-restore-who = An administrator can restore it.
patients-restored = Restored.
patients-remove = Remove
patients-remove-what = This record has no history. Removed, it is gone for good; the audit trail keeps that it was there.
patients-remove-do = Remove for good
patients-remove-not = This record has history, or belongs to an account. It can be archived, never removed.
patients-removed = Removed.

patients-import-title = Import a list of patients
patients-import-file = File
patients-import-file-hint = CSV in UTF-8 with a line of headings, at most 32 MB.
patients-import-file-missing = Choose a file.
patients-import-look = Look at the columns
patients-import-nothing-yet = Nothing is registered yet: you choose the columns and try first.
patients-import-earlier = Earlier lists
patients-import-none = No list was sent yet.
patients-import-state = State
patients-import-state-waiting = Waiting
patients-import-state-tried = Tried
patients-import-state-running = Running
patients-import-state-done = Done
patients-import-state-stopped = Stopped
patients-import-stopped = The server stopped before the list was read to its end.
patients-import-stopped-taken = { $taken ->
    [0] Nobody was registered.
    [one] One line was taken: that patient is registered and stays.
   *[other] { $taken } lines were taken: those patients are registered and stay.
} Import it again: whoever is here already is recognised and left out.
patients-import-stopped-trial = It was a trial: nobody was registered. Try it again.
patients-import-when = When
patients-import-taken = Registered
patients-import-refused = Refused
patients-import-known-already = Probably here already
patients-import-lines = Lines
patients-import-of-lines = { $lines ->
    [one] one line
   *[other] { $lines } lines
}
patients-import-seen = { $seen } read
patients-import-progress = Lines read
patients-import-was-trial = This was a trial.
patients-import-was-trial-what = Nobody was registered.
patients-import-columns = Which column is what
patients-import-heading = Heading
patients-import-samples = First lines
patients-import-holds = Holds
patients-import-whole-name = Whole name
patients-import-skip = (left out)
patients-import-with-duplicates = Register those too who are probably here already
patients-import-do = Import
patients-import-try = Try first
patients-import-line = Line
patients-import-why = Why not
patients-import-not-taken = Lines that were not taken
patients-import-shown = { $count ->
    [one] One line is shown.
   *[other] { $count } lines are shown.
}
patients-import-over = This list was imported already, or is being read. Send the file again.
patients-import-column-missing = No column holds this: { $field }.
patients-import-column-twice = Two columns hold the same: { $field }.
patients-removal-told = Removal asked for: { $name }
