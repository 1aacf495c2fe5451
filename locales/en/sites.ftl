sites-title = Sites
sites-count = { $count ->
    [one] 1 site
   *[other] { $count } sites
}
sites-new = New site
sites-site = Site
sites-phone = Phone
sites-time-zone = Time zone
sites-people = Employees
sites-state = State
sites-open = Open
sites-closed = Closed
sites-details = Details
sites-here = What is here
sites-time-zone-note = Hours and days at this site are read on this clock.
sites-field-name = Name
sites-field-address = Address
sites-field-phone = Phone
sites-field-time-zone = Time zone
sites-blank = Nothing
sites-add = Add site
sites-save = Save site
sites-added = The site is added.
sites-saved = The site is saved.
sites-closed-notice = This site is closed. It is offered for nothing new.
sites-close = Close this site
sites-close-title = Close { $name }?
sites-close-words = A closed site is offered for nothing new. What is still there stays as it is; move it or finish it. You can open the site again.
sites-closed-done = The site is closed.
sites-reopen = Open this site again
sites-opened-done = The site is open again.
sites-error-name = Enter the name of the site.
sites-error-name-taken = Another site has this name.
sites-refused-last-open = This is the last open site. Open or add another one first.
sites-conflict = Two versions of this site
sites-conflict-bold = Somebody else saved this site meanwhile.
