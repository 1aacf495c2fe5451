ui-optional = optional
ui-show = Show
ui-show-what = password
ui-cancel = Cancel
ui-emergency = Emergency access
ui-emergency-reported = Everything you open is reported.
ui-emergency-end = End now
ui-emergency-entry = Add the one entry
ui-date-form = As 14.03.1984, 14-Mar-1984 or 1984-03-14
ui-errors =
    { $count ->
        [one] One thing to put right
       *[other] { $count } things to put right
    }
ui-table-of = { $name }, table
ui-pages = Pages
ui-newer = Newer
ui-older = Older
ui-patient = Patient
ui-record = Record
ui-born = Born
ui-sex = Sex
ui-mrn = MRN
ui-died = Died
ui-next = Next
ui-allergies = Allergies
ui-allergies-none = No known allergies
ui-allergies-unknown = Allergies not recorded
ui-allergies-unasked = Nobody has asked yet.
ui-allergies-ask = Ask now
ui-archived = Archived
ui-versions = Both versions
ui-versions-words = Nothing is lost: pick a version for each field, or take one side whole. Fields that agree are not shown.
ui-versions-agree = What you typed is what is there now.
ui-versions-all-mine = Keep mine everywhere
ui-versions-all-theirs = Take theirs everywhere
ui-versions-field = Field
ui-versions-before = Before
ui-versions-mine = Yours
ui-versions-theirs = Saved
ui-versions-save = Save what I picked
ui-versions-leave = Leave without saving
ui-versions-empty = (empty)
