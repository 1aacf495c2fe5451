# Mails that carry links, and those that tell of changes.

mail-when = When
mail-new-address = New address
mail-link-minutes = The link can be used once, within { $minutes } minutes of this mail.
mail-link-until = The link can be used once, until { $until }.

mail-password-subject = A new password
mail-password-words = Somebody, most likely you, has said that the password of your account is forgotten. This link lets you choose a new one.
mail-password-button = Choose a new password
mail-password-not-you = If it was not you, do nothing: your password stays as it is.
mail-invitation-subject = Your account: choose a password
mail-invitation-words = There is an account for you. This link lets you choose your password; afterwards you sign in with this mail address.
mail-invitation-button = Choose your password
mail-invitation-not-you = If you do not know what this is about, do nothing and tell the hospital.
mail-address-subject = Is this your address?
mail-address-words = Somebody, most likely you, wants to sign in with this mail address from now on. This link proves that it is yours.
mail-address-button = Use this address
mail-address-not-you = If it was not you, do nothing: nothing changes then.

mail-security-not-you = If you do not know of it, tell an administrator of the hospital at once.
mail-security-password = Your password was changed
mail-security-password-words = The password of your account was replaced, and its other sessions have ended.
mail-security-reset = Your password was reset
mail-security-reset-words = An administrator has started a reset of your password. All your sessions have ended.
mail-security-factor-on = A second factor was added
mail-security-factor-on-words = Signing in to your account asks for a code of an authenticator from now on.
mail-security-factor-off = The second factor was removed
mail-security-factor-off-words = Signing in to your account asks for the password alone from now on.
mail-security-codes = New recovery codes
mail-security-codes-words = There are new recovery codes for your account; the earlier ones are worth nothing any more.
mail-security-address = Your mail address was changed
mail-security-address-words = From now on your account signs in with another mail address. This one is not used any more.
mail-security-phone = Your telephone number was changed
mail-security-phone-words = The number at which you get text messages of Wardbook was changed or removed.
mail-security-role = Your role was changed
mail-security-role-words = An administrator has given your account another role. All your sessions have ended.
mail-security-disabled = Your account is disabled
mail-security-disabled-words = An administrator has disabled your account. Nobody can sign in with it.
mail-security-enabled = Your account can be used again
mail-security-enabled-words = An administrator has enabled your account.
mail-security-new-browser = Sign-in on a new browser
mail-security-new-browser-words = Somebody has signed in to your account on a browser where you had not signed in before, or not for half a year.
mail-from-address = From the address

forgotten-title = A new password
forgotten-what = We send you a link that lets you choose a new password.
forgotten-button = Send me a link
forgotten-asked = If there is an account with this address, a link is on its way to it. It can be used once, within { $minutes } minutes of its sending.
forgotten-nothing-came = Nothing came? Look among unwanted mail, and whether this is the address of your account. An administrator can help.
forgotten-no-mail = This hospital has no mail set up. Ask an administrator: they can start a reset of your password.
forgotten-too-often = Links were asked for too often. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
forgotten-back = To the sign-in page

link-password-title = Choose a new password
link-password-words = You come from a mail. On the next page you choose a new password; all your sessions end then.
link-password-button = Go on
link-invitation-title = Choose your password
link-invitation-words = You come from a mail. On the next page you choose the password that you sign in with.
link-invitation-button = Go on
link-address-title = Another address
link-address-words = You come from a mail. On the next page you say that you sign in with this address from now on.
link-address-button = Go on
link-address-sure = Sign in with { $new } instead of { $old }?
link-address-use = Use this address
link-address-done = You sign in with the new address from now on.
link-password-done = The password is set. Sign in with it.
link-over-title = This link is over
link-over-words = It was used already, its time is over, or a newer one was sent. Nothing was changed.
link-over-again = Ask for a new link

address-title = Change the address
address-what = We send a link to the new address. You sign in with the old one until you have opened it.
address-new = New mail address
address-button = Send the link
address-back = Back to my account
address-same = You sign in with this address already.
address-asked = A link is on its way to the new address.
address-no-mail = This hospital has no mail set up. An administrator can change the address you sign in with.
address-change = Change the address
