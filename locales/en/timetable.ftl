# The pages of doctors’ hours and of public holidays.

timetable-title = Doctors’ hours
timetable-at-site = Doctors with hours here
timetable-free-title = Who is free next
timetable-views = Views
timetable-by-doctor = By doctor
timetable-by-specialty = By specialty
timetable-narrow = Narrow the list
timetable-doctors = { $count ->
    [one] 1 doctor
   *[other] { $count } doctors
}
timetable-doctor = Doctor
timetable-hours = Hours
timetable-next = Next free time
timetable-specialty = Specialty
timetable-all-specialties = All specialties
timetable-all-sites = All sites
timetable-no-specialty = Without a specialty
timetable-show = Show
timetable-none = Nobody can be booked here
timetable-none-words = Doctors stand here once “sees patients” is ticked on their page under Staff.
timetable-no-hours = No hours
timetable-nothing-free = Nothing free
timetable-looked-ahead = { $weeks ->
    [one] Free times are looked for one week ahead.
   *[other] Free times are looked for { $weeks } weeks ahead.
}
timetable-away = On leave until { $until }

timetable-of = Hours of { $name }
timetable-sees-nobody = Nobody can book these hours: “sees patients” is not ticked for this employee. An administrator can tick it under Staff.
timetable-has-left = This account is disabled. Its hours are offered to nobody.
timetable-to-move = { $count ->
    [one] 1 appointment has to be moved.
   *[other] { $count } appointments have to be moved.
}
timetable-to-move-words = They lie in leave or outside the hours and stay where they are until somebody moves them.
timetable-to-move-see = See which
timetable-weekly = Weekly hours
timetable-weekly-none = No weekly hours. Without hours, nobody can be booked here but with a reason.
timetable-day = Day
timetable-days = Days
timetable-time = Time
timetable-site = Site
timetable-room = Room
timetable-no-room = No fixed room
timetable-room-closed = { $name } (closed)
timetable-slots = Slots
timetable-slot = { $minutes } min
timetable-valid = Valid
timetable-from = from { $from }
timetable-until = until { $until }
timetable-from-until = { $from } to { $until }
timetable-changes = Change or end
timetable-extra = Extra hours
timetable-extra-none = None. Extra hours of single days stand beside the weekly ones, on public holidays too.
timetable-leave-none = None is entered.
timetable-move-count = { $count } to move
timetable-move-none = Nothing to move
timetable-why = Why
timetable-holidays-note = Weekly hours do not hold on these days.

timetable-new = Weekly hours
timetable-new-title = Add weekly hours
timetable-new-words = For several spans a day, add each of them. Tick every day on which this span holds.
timetable-add = Add these hours
timetable-added = The hours are added.
timetable-change = Change
timetable-change-title = Change weekly hours
timetable-change-words = Now: { $span }. What was stays as it was; the change holds from the day you choose.
timetable-change-and-move = Change, { $count } to move
timetable-changed = The hours are changed.
timetable-end = End
timetable-end-title = End weekly hours
timetable-end-words = { $span }. After the last day nobody can be booked in these hours any more.
timetable-end-and-move = End, { $count } to move
timetable-ended = The hours end.
timetable-span = { $day } { $time }, { $site }
timetable-from-time = From
timetable-to-time = Until
timetable-time-after = As 9, 0915 or 9:15
timetable-slot-length = Length of a slot
timetable-valid-from = First day
timetable-changes-from = Changes from
timetable-valid-to = Last day
timetable-last = Last day
timetable-extra-new = Extra hours
timetable-extra-words = Hours of one day besides the weekly ones. They hold on a public holiday too; leave closes them.
timetable-on-day = On
timetable-extra-add = Add extra hours
timetable-extra-added = The extra hours are added.
timetable-removal-title = Remove extra hours
timetable-removal-words = { $day } { $time }. Nobody can be booked in these hours any more.
timetable-remove = Remove
timetable-remove-and-move = Remove, { $count } to move
timetable-extra-removed = The extra hours are removed.
timetable-outside = { $count ->
    [one] 1 appointment would lie outside the hours.
   *[other] { $count } appointments would lie outside the hours.
}
timetable-outside-words = Nothing is changed yet. If you go on, they stay where they are and are marked to be moved.
timetable-outside-none = No appointment would lie outside the hours any more.
timetable-outside-none-words = Nothing is changed yet. The list you saw has changed; go on if it still holds.
timetable-outside-title = Outside the hours

timetable-error-days = Choose at least one day of the week.
timetable-error-site = Choose a site.
timetable-error-slot = Choose the length of a slot.
timetable-error-room = This room is not used any more. Choose another one.
timetable-error-room-elsewhere = This room is at another site. Choose one of the site above.
timetable-error-order = The hours end before they begin.
timetable-error-short = The hours are shorter than one slot of { $minutes } minutes.
timetable-error-valid-order = The last day lies before the first.
timetable-error-change-past = What was stays as it was: choose { $day } or a later day.
timetable-error-end-past = What was stays as it was: choose today or a later day.
timetable-error-end-later = These hours end on { $day } already.
timetable-error-day-past = This day is over.
timetable-error-clash = { $new } would overlap { $there } at { $site }, for the first time on { $first }. A doctor is in one place at a time. Nothing was changed.

holidays-title = Public holidays
holidays-of = Public holidays { $year }
holidays-name = Name
holidays-everywhere = All sites
holidays-where = Where
holidays-none = No public holidays are entered
holidays-none-words = On a public holiday weekly hours do not hold.
holidays-add-title = Add public holidays
holidays-year = Year
holidays-lines = Days
holidays-lines-hint = One on a line, the day first: 25 Dec Christmas Day
holidays-add = Add these days
holidays-words = On a public holiday weekly hours do not hold; extra hours do. Appointments on it stay and are marked to be moved.
holidays-added = { $count ->
    [one] The public holiday is added.
   *[other] { $count } public holidays are added.
}
holidays-remove = Remove
holidays-removed = The public holiday is removed. Weekly hours hold again that day.
holidays-error-year = Enter a year from { $year } on, ten years ahead at most.
holidays-error-site = Choose all sites or one of them.
holidays-error-lines = Enter at least one day, such as 25 Dec Christmas Day.
holidays-error-day = Line { $line } begins with no day of that year. Write it as 25 Dec, then the name.
holidays-error-name = Line { $line } needs a name of at most 80 characters behind the day.
holidays-error-twice = { $day } is a public holiday already: { $name }. Nothing was added.
holidays-error-extra = On { $day } a doctor has extra hours, { $time }, that would overlap weekly hours again. Remove those first. Nothing was changed.
