# Another time for an appointment.

moving-title = Move appointment
moving-now = At present
moving-why = Reason
moving-place = Where
moving-pick = Pick a free time in the diary
moving-move = Move
moving-move-to = Move to { $time }
moving-done = Moved.
moving-done-room = Moved. It is in another room now: { $room }.
moving-done-no-room = Moved. No room is held for it any more.
moving-time-room = { $time }, then { $room }
moving-time-no-room = { $time }, then no room
moving-done-series = { $count ->
    [one] 1 appointment moved.
   *[other] { $count } appointments moved.
}
moving-which-following = This one and all that follow, each by as many days
moving-nothing = Nothing was moved.
moving-same = It is at this time already. Choose another one.
moving-changed = Somebody else changed this appointment in the meantime. This is how it stands now.
moving-stays = The appointment stays where it was.
moving-not-movable = This appointment stands at “{ $status }”. Only one that is still expected, or waiting, can be moved.
