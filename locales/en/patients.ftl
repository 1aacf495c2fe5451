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
patients-day-not-known = day not known
patients-tag-archived = Archived
patients-tag-died = Died
patients-tag-new = New
patients-found-table = Patients found, table
patients-none = No patients here yet
patients-none-why = Nobody is registered, or nobody is within your reach.
patients-nobody = Nobody matches
patients-nobody-why = Check the spelling, or use the birth date alone. Archived records are searched only when ticked.
patients-register-this = Register this patient
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
patients-preferred = Likes to be called “{ $name }”
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
patients-to-record = Record
patients-merge = Merge
patients-removal = Archive or remove
patients-archived-since = Archived since { $day }. It is hidden from search.

patients-conflict = Two versions of the details
patients-conflict-of = Two versions: { $name }
patients-somebody = Somebody
patients-conflict-saved = saved this record { $at }, while you were typing.
patients-conflict-what = Nothing is lost: pick a version for each field, or take one side whole.
patients-conflict-agree = { $count ->
    [one] One field that agrees is not shown.
   *[other] { $count } fields that agree are not shown.
}
patients-conflict-none = What you typed is what is there now.
patients-conflict-kept = Both versions stay in the history of the record.
patients-keep-mine = Keep mine everywhere
patients-take-theirs = Take theirs everywhere
patients-both-versions = Both versions
patients-field = Field
patients-before = Before
patients-yours = Yours
patients-leave = Leave without saving
patients-save-picked = Save what I picked

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
