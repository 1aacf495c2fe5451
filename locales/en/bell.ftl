bell-title = Notifications
bell-unread-count = { $count } unread
bell-all-read = Nothing unread
bell-read-all-do = Mark all as read
bell-read-all = { $count ->
    [0] Nothing was unread any more.
    [one] Marked as read.
   *[other] { $count } marked as read.
}
bell-show = Show
bell-all = All
bell-unread = Unread
bell-list = Your notifications
bell-is-unread = unread
bell-open = Open
bell-mark-read = Mark read
bell-mark-unread = Mark unread
bell-newest-first = The newest first
bell-none = No notifications yet
bell-none-why = What concerns you is told here as it happens, and stays until you have read it.
bell-none-such = None of this kind
bell-none-such-why = The list shows only what you chose above it.
bell-unknown = Something you no longer have access to

bell-group-appointments = Appointments
bell-group-arrivals = Arrived
bell-group-requests = Requests
bell-group-emergencies = Emergency access
bell-group-notices = Notices
bell-group-by-hand = Sent by hand
bell-group-messages = Messages of colleagues

bell-settings = Settings of notifications
bell-how = How to reach me
bell-kind = Kind
bell-channel-bell = Bell
bell-channel-mail = E-mail
bell-channel-text = SMS
bell-mail-note = E-mails and text messages say that there is something new and never what it is about.
bell-mail-off = E-mail is not set up in this installation yet.
bell-text-off = Text messages are not set up in this installation yet.
bell-text-number = Give your number to get text messages.
bell-text = { $hospital }: there is something new for you in Wardbook ({ $what }). Sign in to read it.
bell-quiet-from = Leave me alone from
bell-quiet-to = until
bell-quiet-note = In these hours nothing rings, and e-mails and text messages wait; what came is there afterwards. Emergency access always rings.
bell-quiet-missing = Give both times, or none.
bell-quiet-same = Give two different times.
bell-save = Save
bell-chosen = Your choice is saved.

bell-mail-subject = New in Wardbook: { $what }
bell-mail-what = There is something new for you: { $what }.
bell-mail-where = Sign in to Wardbook and open the bell to read it.
bell-mail-why = You get this e-mail because you chose it in Wardbook, where you can change that.
