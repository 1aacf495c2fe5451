# What somebody wrote themselves.

written-title = What I wrote
written-what = Your notes, letters and prescriptions stay readable for you, also of patients who are no longer yours.
written-kind = Show
written-all = Everything
written-notes = Notes
written-letters = Letters
written-prescriptions = Prescriptions
written-emergency = Emergency entries
written-show = Show
written-none = Nothing written yet
written-none-why = What you write about patients is listed here.
written-at = When
written-entry = Entry
written-patient = Patient
written-draft = not signed
written-void = counts no longer
written-shown = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
written-record = Open the record
written-out = This patient is out of your reach for now: you see what you wrote and nothing else.
written-text = Text
written-empty = Nothing is written in it yet.
