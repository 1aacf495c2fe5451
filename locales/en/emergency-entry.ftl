# The one entry of an emergency access.

emergency-entry-title = Emergency entry
emergency-entry-text = What you found and did
emergency-entry-hint = One entry belongs to this emergency access. It is signed with your name and the time when you save it, and stays as it is.
emergency-entry-missing = Write what you found and did.
emergency-entry-save = Save and sign
emergency-entry-saved = The entry stands in the record.
emergency-entry-written = The one entry of this emergency access is written already. It stands in the record as it was saved.
emergency-entry-late = No emergency access of yours is open on this record, so nothing was written. What you typed is kept for you: open the record again, and the page of the entry offers it.
