intake-title = The four questions
intake-once = Asked once in a lifetime; later changes keep what was said before.
intake-answer = Answer
intake-save = Save the answers
intake-later = A question you leave alone stays “not asked yet”.
intake-saved = The answers are saved.
intake-field = Field
intake-question = Question
intake-old = On record
intake-new = New
intake-when = When
intake-blank = Not said

intake-title-vaccines = Vaccines received
intake-title-problems = Chronic illnesses
intake-title-allergies = Allergies
intake-title-medication = Current medication
intake-ask-vaccines = Which vaccines have they received?
intake-ask-problems = Which lasting illnesses do they have?
intake-ask-allergies = What are they allergic to, or do not bear?
intake-ask-medication = What do they take at present, prescribed or not?
intake-hint-vaccines = “None” is an answer too; a blank is not.
intake-hint-problems = Such as diabetes, asthma, high blood pressure, epilepsy.
intake-hint-allergies = Medicines, foods, latex, contrast media, insect stings.
intake-hint-medication = Also the pill, drops, inhalers, and what needs no prescription.
intake-choose-some-vaccines = These vaccines
intake-choose-some-problems = These illnesses
intake-choose-some-allergies = These allergies
intake-choose-some-medication = These medicines
intake-choose-none-vaccines = None, as far as they know
intake-choose-none-problems = None
intake-choose-none-allergies = None known
intake-choose-none-medication = None
intake-none-vaccines = No vaccines received
intake-none-problems = No chronic illnesses
intake-none-allergies = No known allergies
intake-none-medication = No medication
intake-more-vaccines = Another vaccine
intake-more-problems = Another illness
intake-more-allergies = Another allergy
intake-more-medication = Another medicine
intake-what-vaccines = Vaccine
intake-what-problems = Illness
intake-what-allergies = Substance
intake-what-medication = Medicine and strength
intake-part-given = Given on
intake-part-since = Since
intake-part-dosage = How it is taken
intake-part-reaction = What happens
intake-part-severity = How badly
intake-part-note = Note
intake-since-form = As 14.03.2019, Mar-2019 or 2019
intake-severity-unknown = Not said
intake-severity-mild = Mild
intake-severity-moderate = Moderate
intake-severity-severe = Severe

intake-not-asked = Not asked yet.
intake-unasked = Not asked yet
intake-beside-unasked = not asked yet
intake-was-asked-by = asked { $date } by { $who }
intake-was-asked-on = asked { $date }
intake-asked-elsewhere-by = answered elsewhere { $date } by { $who }, imported, not confirmed
intake-asked-elsewhere-on = answered elsewhere { $date }, imported, not confirmed
intake-empty-none = None, { $asked }
intake-empty-now = Nothing at present, { $asked }
intake-empty-no-allergies = No known allergies, { $asked }
intake-empty-allergies-over = No known allergies: what was on record is over; { $asked }
intake-imported = imported, not confirmed
intake-some-imported = some imported, not confirmed
intake-answered = Asked on { $at } by { $who }.
intake-imported-answer = Answered elsewhere on { $at }, imported, not confirmed.
intake-imported-answer-by = Answered elsewhere on { $at } by { $who }, imported, not confirmed.
intake-nothing-in-force = Nothing at present: what was on record is over or was an error.
intake-since = since { $date }
intake-given-on = on { $date }
intake-unconfirmed = Imported from { $source }, not confirmed
intake-confirmed = From { $source }, confirmed by { $who } on { $at }
intake-recorded = { $who }, { $at }
intake-of-visit = From a visit here
intake-of-visit-only-over = It was diagnosed at a visit. What was signed there stays as it is; here you can say that it is over.
intake-right = Right
intake-verdict = Is “{ $what }” right?
intake-all-right = { $count ->
    [one] The imported one is right
   *[other] All { $count } imported are right
}
intake-all-of-all-right = { $count ->
    [one] Save, the imported one is right
   *[other] Save, all { $count } imported are right
}
intake-gone-over-vaccines = No longer so
intake-gone-over-problems = No longer ill
intake-gone-over-allergies = No longer allergic
intake-gone-over-medication = No longer taken
intake-gone-error-vaccines = Never given
intake-gone-error-problems = Never had it
intake-gone-error-allergies = Never was allergic
intake-gone-error-medication = Never took it
intake-confirm = Confirm
intake-confirm-all = { $count ->
    [one] Confirm the imported one
   *[other] Confirm all { $count } imported
}
intake-confirmed-toast = { $count ->
    [one] One imported entry is confirmed.
   *[other] { $count } imported entries are confirmed.
}
intake-nothing-to-confirm = No entry was named. Open the page again and confirm what it shows.

intake-missing-vaccines = Say which vaccine it was.
intake-missing-problems = Say which illness it is.
intake-missing-allergies = Say to which substance.
intake-missing-medication = Say which medicine it is.
intake-no-date = This is no date. Type a day, a month such as Mar-2015, or a year; other words go into the note.
intake-future = This day has not come yet.
intake-before-birth = This is before the patient was born.
intake-no-such-severity = Choose mild, moderate or severe, or leave it open.
intake-none-but-typed = “None” is chosen, but entries are typed below. Empty them, or choose the other answer.
intake-none-but-recorded = { $count ->
    [one] “None” is chosen, but one entry on record counts. Say why it does not, or choose the other answer.
   *[other] “None” is chosen, but { $count } entries on record count. Say why they do not, or choose the other answer.
}
intake-none-but-of-visit = { $count ->
    [one] “None” is chosen, but one entry comes from a visit here. A doctor ends it where it stands; until then choose the other answer.
   *[other] “None” is chosen, but { $count } entries come from visits here. A doctor ends them where they stand; until then choose the other answer.
}
intake-some-but-nothing = Type at least one entry, or choose “none”.
intake-nothing-answered = Answer at least one question. A blank is not “none”.
intake-nothing-typed = Type at least one entry.
intake-answered-meanwhile = Somebody else has just answered. Nothing you typed is lost: it stands below, beside what was answered. Nothing of it is saved yet.
intake-changed-meanwhile = The record has changed since this page was opened, so nothing was saved. Look again at what it says now.
intake-typed = You typed this while somebody else answered.
intake-typed-add = Leave what is still missing above, and add it.
intake-typed-ask = Leave what is still missing above, and ask for it to be added.
intake-typed-none = You had chosen “none”. What is on record now stands above.

intake-add = Add
intake-ask-add = Ask for an addition
intake-change = Change
intake-ask-change = Ask for a change
intake-remove = Take it away
intake-ask-remove = Ask to take it away
intake-why-gone = Why
intake-gone-missing = Choose why it goes.
intake-last = It is the last entry. Without it the answer is: { $answer }.
intake-save-added = Add to the record
intake-save-change = Save the change
intake-send = Send the request
intake-kept = What it says now stays in the history.
intake-added = Added to the record.
intake-changed = The change is saved.
intake-unchanged = Nothing was different, so nothing was changed.
intake-removed = It no longer counts, and stays in the history.
intake-asked = The request waits for a doctor or an administrator.
intake-ask-stale = “{ $what }” was changed since this page was opened. Nothing you typed is lost: compare it with what is on record, and send it again.
intake-nothing-different = This is what is on record already. Type what should be different.
intake-reason = Reason
intake-reason-hint = Who said so, and how they know. Whoever decides reads it.
intake-reason-missing = Say why, so that whoever decides can judge it.

intake-conflict = Two versions of the entry
intake-conflict-saved = changed this entry, { $at }.

intake-requests = Corrections asked for
intake-request-add-vaccines = Add a vaccine
intake-request-add-problems = Add an illness
intake-request-add-allergies = Add an allergy
intake-request-add-medication = Add a medicine
intake-request-change-vaccines = Change a vaccine
intake-request-change-problems = Change an illness
intake-request-change-allergies = Change an allergy
intake-request-change-medication = Change a medicine
intake-request-remove-vaccines = Take away a vaccine
intake-request-remove-problems = Take away an illness
intake-request-remove-allergies = Take away an allergy
intake-request-remove-medication = Take away a medicine
intake-take-away = Take away
intake-now = says now: { $text }
intake-asked-by = { $who }, { $at }
intake-decided = { $who }, { $at }
intake-word = A word on it
intake-word-hint = Needed when you decline; whoever asked reads it.
intake-word-missing = Say why you decline.
intake-decision-missing = Choose whether to accept or to decline.
intake-accept = Accept
intake-accept-last = Accept, the answer is then none
intake-decline = Decline
intake-void = The entry this is about no longer counts. It can only be declined.
intake-accepted = Accepted: the record says it now.
intake-declined = Declined: the record stays as it is.
intake-decided-requests = Decided requests
intake-was-accepted = accepted
intake-was-declined = declined
intake-history = What was said before
intake-history-what = Newest first
intake-by-import = An import
intake-told-some = There are entries
intake-told-over = No longer so
intake-told-error = Entered in error

intake-waiting = Corrections to decide
intake-waiting-what = Oldest first
intake-waiting-none = Nothing waits for a decision.
intake-waiting-more = There are more: decide these first.
intake-patient = Patient
intake-asked-for = Asked for
intake-asked-head = Asked by
intake-told-asked = Correction asked for: { $name }
