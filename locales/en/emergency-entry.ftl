# The one entry of an emergency access.

emergency-entry-title = Emergency entry
emergency-entry-text = What you found and did
emergency-entry-hint = One entry belongs to this emergency access. It is signed with your name and the time when you save it, and stays as it is.
emergency-entry-missing = Write what you found and did.
emergency-entry-save = Save and sign
emergency-entry-saved = The entry stands in the record.
emergency-entry-written = The one entry of this emergency access is written already. It stands in the record as it was saved.
emergency-entry-late = No emergency access of yours is open on this record, so nothing was written. What you typed is kept for you: open the record again, and the page of the entry offers it.
emergency-entry-void = Void this entry
emergency-entry-void-what = It stays in the record, crossed out, with your name and the reason.
emergency-entry-void-why = Why it should not be there
emergency-entry-void-hint = Such as: wrong patient.
emergency-entry-void-missing = Say why the entry is void.
emergency-entry-by = { $who }, { $at }
emergency-entry-voided-before = The entry is void already. Nothing was changed; who voided it and why stands on its page.
emergency-entry-is-void = The entry is void.
