form-has-nul = Something in the form holds a character that cannot be kept. Nothing was saved. Remove it and send again.
form-broken = The form did not arrive whole. Nothing was saved. Go back and send it again.
form-too-long = { $max ->
    [one] Use at most one character.
   *[other] Use at most { $max } characters.
}
form-no-such-date = This date does not exist. Write it as year, month, day, such as 1984-03-14.
form-sent-before = This form was sent before with other content, and that is saved. Look at it first, so that nothing is done twice. If this is wanted as well, send it again, or open the page again and send it from there.
form-too-slow = The form took too long to arrive. Nothing was saved. Go back and send it again.
form-unseen = There is a character in it that cannot be seen, or that turns the direction of the text. Type the name anew instead of pasting it.
form-stale = This page is too old to be sent. Nothing was saved. Load it again; what you typed can be copied from here.
form-too-many-files = Send at most { $count } files at a time.

draft-saved = Saved { $time } as a draft
draft-too-long = Too long to be kept as a draft
draft-form-gone = Not kept: this form was sent already. Open it again.
draft-left = You did not finish this form.
draft-continued = This is what you typed before:
draft-continued-what = It is not saved yet.
draft-continue = Continue
draft-discard = Discard
