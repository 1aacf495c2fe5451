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
