# The diary: days, weeks, lists.

diary-today = Today
diary-this-week = This week
diary-day = Day
diary-week = Week
diary-week-of = Week of { $date }
diary-view = View
diary-view-day = Day
diary-view-week = Week
diary-view-list = List
diary-pick = Another day
diary-show = Show
diary-site = Site
diary-sites = Sites
diary-other-site = (choose another site)
diary-more = More
diary-print = Print this day
diary-pdf = This day as PDF
diary-still-open = Close what is still open
diary-waiting-list = Waiting list
diary-new = New appointment
diary-new-short = New
diary-zone = Times in { $zone }
diary-label = Diary, { $date }, one column a doctor
diary-week-label = Week of { $name }, one column a day
diary-now = Now

diary-figure-appointments = { $count ->
    [one] appointment
   *[other] appointments
}
diary-figure-free = free
diary-figure-waiting = waiting
diary-figure-to-confirm = to confirm
diary-to-confirm = Appointments to confirm
diary-in-the-house = In the house
diary-minutes = { $minutes } min
diary-hours-minutes = { $hours } h { $minutes } min
diary-wait-long = Long wait
diary-wait-very-long = Very long wait
diary-late = Late { $time }

diary-free = Free
diary-free-count = { $count ->
    [one] 1 free
   *[other] { $count } free
}
diary-full = Full
diary-until = Until { $time }
diary-hidden = { $count ->
    [one] 1 more in the list
   *[other] { $count } more in the list
}
diary-book = Book { $whose }, { $time }:{" "}
diary-move-to = Move to { $whose }, { $time }:{" "}
diary-arrived = Arrived { $time }
diary-overbooked = Overbooked
diary-walk-in = Walk-in
diary-removed = Removed { $date }
diary-starts = Starts at { $time }
diary-back = Back at { $time }
diary-ends = Ends at { $time }
diary-no-hours = No hours
diary-holiday = Closed: { $name }
diary-elsewhere = At { $site } until { $time }
diary-leave = Leave until { $until }
diary-end-of-day = the end of the day
diary-covers = { $name } covers.
diary-left-to-move = { $count ->
    [one] 1 to move
   *[other] { $count } to move
}

diary-moving = { $name }, { $at }, { $doctor }.
diary-moving-pick = Pick a free time.
diary-moving-stop = Do not move
diary-doctors-shown = Doctors { $from } to { $to } of { $of }
diary-doctors-pages = Pages of doctors
diary-doctors-before = Doctors before
diary-doctors-after = More doctors
diary-nobody = Nobody sees patients on this day
diary-nobody-week = Nobody sees patients in this week
diary-nobody-why = Nobody has hours or appointments at { $site } then. Hours are entered for each doctor.
diary-beyond = This day is further away than a week
diary-beyond-why = Nurses see the diary of their sites from a week ago to a week ahead.
diary-no-site = You work at no site yet
diary-no-site-why = The diary shows the sites where you work. An admin enters them.

diary-list-find = Find appointments
diary-found = Appointments
diary-list-patient = Patient
diary-list-status = Status
diary-list-given = All but requested and cancelled
diary-list-span = Days
diary-list-all-doctors = All doctors
diary-list-any-status = Any status
diary-list-days = { $count ->
    [1] This day
    [28] Four weeks from this day
    [365] A year from this day
   *[other] { $count } days from this day
}
diary-list-all = Show all
diary-list-write = Write to these patients
diary-chosen-days = { $from } to { $to }
diary-chosen-words = “{ $words }”
diary-list-earlier = { $count ->
    [one] { $from } to { $to }, 1 appointment
   *[other] { $from } to { $to }, { $count } appointments
}
diary-list-free = { $count } free until { $until }
diary-list-book = between { $from } and { $to }
diary-list-do-book = Book
diary-list-removed = will be removed on { $date }
diary-list-count = { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
}
diary-list-first = The first { $count } appointments
diary-list-next = Later ones
diary-list-many = The search found more than { $count } patients; these are the appointments of the first { $count }. Type a little more.
diary-list-none = No appointment matches
diary-list-none-why = Try other words, another status or more days.

diary-open-title = Still open
diary-open-earlier-title = Earlier days, still open
diary-open-today-too = Show today’s too
diary-open-what = The time of these appointments is over, and nobody has said what became of them.
diary-open-none = Nothing is open
diary-open-none-why = Every appointment whose time is over has been closed.
diary-open-when = When
diary-open-how = Close it
diary-open-no-show = No-show
diary-open-took-place = Took place
diary-open-more = There are more. They follow as these are closed.

diary-print-title = { $day }, { $site }
diary-print-time = Time
diary-print-patient = Patient
diary-print-born = Born
diary-print-mrn = MRN
diary-print-reason = Reason
diary-print-room = Room
diary-print-status = Status
diary-print-unknown = Not known
diary-print-by = Printed by { $by }, { $when }
diary-print-page = Page { $number } of { $of }
diary-print-demonstration = DEMONSTRATION: invented people
diary-print-no-font = A character of a name could not be printed.
diary-print-nobody = Nobody is expected on this day
diary-print-nobody-why = There is no appointment at this site then.
diary-print-back = Back to the diary
diary-print-pdf = PDF
diary-print-do = Print
diary-measure = Vital signs
diary-note = Note
