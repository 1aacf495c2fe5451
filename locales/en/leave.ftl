# Leave, and what is to be moved because of it.

leave-title = Leave
leave-new-title = Enter leave
leave-from = First day
leave-from-time = From
leave-to = Last day
leave-to-time = Until
leave-time-after = As 9, 0915 or 9:15; blank for the whole day
leave-zone = On the clock of
leave-zone-after = The sites lie in several time zones.
leave-cover = Who covers
leave-nobody = Nobody
leave-note = Note
leave-note-after = Shown to the staff only.
leave-enter = Enter leave
leave-enter-and-move = { $count ->
    [one] Enter leave, 1 to move
   *[other] Enter leave, { $count } to move
}
leave-entered = The leave is entered.
leave-take-back = Take this leave back
leave-taken-back = The leave is taken back.
leave-inside = { $count ->
    [one] 1 appointment lies in this leave.
   *[other] { $count } appointments lie in this leave.
}
leave-inside-words = Nothing is entered yet. If you enter the leave, they stay where they are and are marked to be moved.
leave-inside-none = No appointment lies in this leave any more.
leave-inside-none-words = Nothing is entered yet. The list you saw has changed; enter the leave if it still holds.
leave-inside-title = In this leave
leave-to-move = To be moved
leave-to-move-count = { $count ->
    [one] 1 appointment
   *[other] { $count } appointments
}
leave-to-move-none = No appointment lies in this leave.
leave-move = Move
leave-when = When
leave-who = Patient
leave-where = Site
leave-why-leave = On leave then
leave-why-hours = No hours then
leave-shown = { $shown } of { $total } are shown, the soonest first.
leave-covered = { $count ->
    [one] covers 1 leave
   *[other] covers { $count } leaves
}
leave-covered-stay = Nobody covers their own leave: for that one nobody is named then.
leave-covered-until = Leave, { $period }
leave-error-cover = This colleague cannot cover. Choose somebody who sees patients.
leave-error-order = The leave ends before it begins. Check days and times.
leave-error-past = This leave would be over already.
leave-error-long = Leave lasts two years at most. Check the last day.
leave-error-overlapping = There is leave in this time already. Take it back first, or choose other days.
