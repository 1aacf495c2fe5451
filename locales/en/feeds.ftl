# Calendar feeds.

feeds-title = Calendar on your own devices
feeds-words = A secret address shows your appointments of the last 7 and the next 60 days in the calendar of your telephone or computer: when and where, never who or why.
feeds-none = You have no address yet.
feeds-since = Your address is in use since { $at }.
feeds-make = Make a secret address
feeds-renew = Make a new one, end the old
feeds-revoke = End it
feeds-made-title = Your secret address
feeds-made-once = It is shown this once.
feeds-made-words = Copy it now. Whoever has it sees when you are booked; if it gets into other hands, make a new one and this one ends.
feeds-made-how = In your calendar, choose to subscribe to a calendar by its address, and paste this one.
feeds-made-done = I have copied it
feeds-address-gone = The address was shown once and is not kept. Make a new one if you did not copy it.
feeds-revoked = The address leads nowhere any more.
feeds-appointment = Appointment
feeds-leave = Leave
