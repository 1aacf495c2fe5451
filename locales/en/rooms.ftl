# Rooms of the sites.

rooms-title = Rooms
rooms-at-site = Rooms in use
rooms-back = Doctors’ hours
rooms-count = { $count ->
    [one] 1 in use
   *[other] { $count } in use
}
rooms-new = New room
rooms-new-here = New room here
rooms-room = Room
rooms-state = State
rooms-open = In use
rooms-shut = Closed
rooms-site = Site
rooms-site-closed = This site is closed.
rooms-name = Name
rooms-none-here = No rooms yet. Without rooms, appointments here hold none.
rooms-no-sites = No site is open
rooms-no-sites-words = Rooms belong to a site.
rooms-add = Add room
rooms-save = Save room
rooms-close-panel = Close
rooms-closing = Not used any more?
rooms-closing-words = A closed room is offered for nothing new. Appointments that hold it keep it. You can open it again.
rooms-close = Close this room
rooms-reopen = Open this room again
rooms-shut-words = This room is closed. It is offered for nothing new and stays on the appointments that hold it.
rooms-added = The room is added.
rooms-saved = The room is saved.
rooms-closed = The room is closed.
rooms-reopened = The room is open again.
rooms-error-site = Choose a site.
rooms-error-name = Enter the name of the room.
rooms-error-name-taken = This site has a room of this name.
rooms-conflict = Somebody else changed this room meanwhile.
rooms-now-open = It is now called “{ $name }” and in use.
rooms-now-closed = It is now called “{ $name }” and closed.
rooms-conflict-words = What you typed stands below. Save it if it still holds, or close this panel to leave the room as it is.
