# My account: profile, password, sessions, second factor, preferences.

account-title = My account
account-profile = Profile
account-name = Name
account-email = E-mail
account-role = Role
account-role-note = An admin gives roles.
account-save = Save
account-saved = Saved.
account-changed = An administrator changed your account while this page was open. Look at it again, then save.

account-password = Password
account-password-section = Changing it ends all other sessions.
account-password-words = At least { $min } characters. A few words in a row are easier to remember than signs.
account-password-current = Current password
account-password-new = New password
account-password-again = New password again
account-password-change = Change password
account-password-changed = Password changed. All other sessions have ended.
account-meanwhile = Your password or second factor was changed in another window meanwhile. Nothing was saved here. Load the page again.
account-error-current = This is not your current password.
account-error-again = The two do not agree.
account-error-same = This is the password you have. Choose another.

account-sessions = Where I am signed in
account-sessions-label = My sessions
account-session-device = Device
account-session-since = Signed in
account-session-active = Last active
account-session-from = From
account-session-this = This session
account-session-end = End
account-session-end-others = End all others
account-session-ended = Session ended.
account-sessions-ended = { $count ->
    [0] There were no other sessions.
    [one] 1 other session ended.
   *[other] { $count } other sessions ended.
}
account-session-device-on = { $browser } on { $system }
account-session-unknown-device = Unknown device

account-second = Second factor
account-second-off = Off. With it, a stolen password alone opens nothing.
account-second-on = On. Signing in asks for a code as well.
account-second-required = Your role needs a second factor. Set it up before you go on.
account-second-codes-left = { $count ->
    [0] No recovery code is left.
    [one] 1 recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-second-set-up = Set up
account-second-title = Set up the second factor
account-second-step-scan = Scan this picture with an authenticator app on your telephone.
account-second-step-type = No camera? Type this key into the app:
account-second-step-code = Then enter the six digits that the app shows.
account-second-step-password = Say once more that it is you. All your other sessions end.
account-second-code = Code from the app
account-second-confirm = Turn on
account-second-wrong = These digits do not match. Check the telephone’s clock and enter the newest code.
account-second-picture = QR code for the authenticator app
account-second-codes-title = Your recovery codes
account-second-codes-once = Shown only now. Each works once in place of the app, for the day the telephone is lost. Print them or write them down.
account-second-codes-print = Print
account-second-codes-done = Done
account-second-codes-new = New recovery codes
account-second-codes-new-words = New codes make the old ones worthless.
account-second-off-title = Turn the second factor off
account-second-off-words = Afterwards your password stands alone.
account-second-off-short = Your password is shorter than 15 characters, which is only enough beside a second factor. Change the password first.
account-second-off-required = Your role needs a second factor. An admin decides that.
account-second-off-do = Turn off
account-second-is-off = The second factor is off.

account-preferences = Display and keys
account-theme = Colours
account-theme-system = As the system
account-theme-light = Light
account-theme-dark = Dark
account-keys-on = Single keys such as n, / and g d

signin-second-title = Second factor
signin-second-words = Enter the six digits of your authenticator app, or one of your recovery codes.
signin-second-code = Code
signin-second-do = Sign in
signin-second-wrong = This code is not right, or was used before. A new one appears every thirty seconds.


security-title = Sign-in rules
security-second = Second factor needed for
security-second-note = Whoever has none yet sets it up at the next sign-in.
security-save = Save
security-saved = Saved.

account-phone = Text messages
phone-change = Change
phone-title = Text messages to you
phone-none = No number yet
phone-what = We send a code to the number. It counts once you have typed the code here; what you want to hear of by text message you choose at the bell.
phone-off = Text messages are not set up in this installation. An administrator can change that.
phone-new = Number
phone-send = Send me a code
phone-asked = A code is on its way.
phone-sent-to = A code was sent to { $number }. It can be used for ten minutes.
phone-code = Code
phone-prove = This is my number
phone-proved = You get text messages at this number from now on.
phone-wrong = That is another code. Look again, or send a new one.
phone-over = Nothing waits for a code any more: its time is over, or it was typed wrong too often. Send a new one if you need it.
phone-no-number = Give a number with its digits, such as +49 40 555 018.
phone-too-often = Codes were asked for too often. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
phone-remove = No text messages any more
phone-removed = The number is removed.
phone-text-subject = Code for your number
phone-text = { $hospital }: { $code } is the code for your telephone number in Wardbook. Tell it to nobody.
