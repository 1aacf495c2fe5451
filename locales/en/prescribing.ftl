# Prescriptions.

prescribing-new = New prescription
prescribing-one = Prescription
prescribing-medication = Medication
prescribing-no-licence = There is no licence number in your profile, so the paper will carry none. An admin enters it with your account.
prescribing-drug = Medicine
prescribing-drug-hint = By its substance: then it can be compared with allergies and with what is taken.
prescribing-drug-missing = Enter the medicine.
prescribing-no-substance = No known substance begins so. The medicine can be written all the same.
prescribing-strength = Strength
prescribing-form = Form
prescribing-dose = Dose at a time
prescribing-dose-missing = Enter how much is taken at a time, such as 1 tablet.
prescribing-route = Route
prescribing-route-missing = Choose how it is taken.
prescribing-frequency = How often
prescribing-frequency-missing = Choose how often it is taken.
prescribing-choose = Choose
prescribing-days-label = For how many days
prescribing-days-hint = Blank: until further notice
prescribing-days = for { $count ->
    [one] 1 day
   *[other] { $count } days
}
prescribing-quantity = Quantity
prescribing-quantity-hint = To hand out, such as 30
prescribing-quantity-missing = Enter how much to hand out.
prescribing-repeats = Repeats
prescribing-repeats-hint = How many times again
prescribing-repeats-count = { $count ->
    [0] none
    [one] once again
   *[other] { $count } times again
}
prescribing-number = Enter a whole number from { $least } to { $most }.
prescribing-only-as-needed = Only when needed
prescribing-as-needed = when needed
prescribing-reason = Against what
prescribing-instructions = Instructions
prescribing-instructions-missing = Say how often it is taken.
prescribing-favourite = Keep it among my favourites
prescribing-favourites = My favourites:
prescribing-forget = Remove { $what } from my favourites
prescribing-favourite-gone = Removed from your favourites.
prescribing-as-last-time = As last time:
prescribing-check-and-write = Check and prescribe
prescribing-write = Prescribe
prescribing-written = Prescription written.
prescribing-override = Prescribe all the same, because
prescribing-override-hint = Kept in the record with your name.
prescribing-override-missing = Say why it is prescribed all the same, or change the medicine.
prescribing-warns = Something speaks against { $what }
prescribing-could-not-check = Not everything could be checked
prescribing-clear = Nothing speaks against { $what }
prescribing-checked = What the check found
prescribing-overridden = Prescribed all the same, because:
prescribing-dosage = How to take it
prescribing-from = From
prescribing-until = Until
prescribing-by = { $who }, { $at }
prescribing-by-unknown = Prescriber not known
prescribing-printed = first printed { $at }
prescribing-print = Print
prescribing-again = Prescribe again
prescribing-stop = Stop this prescription
prescribing-stop-why = Why it is stopped
prescribing-stop-missing = Say why it is stopped.
prescribing-stop-reason = Why it was stopped
prescribing-stopped-now = Prescription stopped.
prescribing-over = Somebody has changed this prescription meanwhile. Nothing was saved; below is how it stands now.
prescribing-status-active = In force
prescribing-status-stopped = Stopped
prescribing-status-cancelled = Cancelled
prescribing-status-held = On hold
prescribing-status-over = Over

prescribing-route-oral = by mouth
prescribing-route-sublingual = under the tongue
prescribing-route-inhaled = inhaled
prescribing-route-nasal = into the nose
prescribing-route-eye = into the eye
prescribing-route-ear = into the ear
prescribing-route-skin = on the skin
prescribing-route-transdermal = as a plaster
prescribing-route-rectal = into the rectum
prescribing-route-vaginal = into the vagina
prescribing-route-subcutaneous = under the skin
prescribing-route-intramuscular = into a muscle
prescribing-route-intravenous = into a vein

prescribing-frequency-morning = in the morning
prescribing-frequency-evening = in the evening
prescribing-frequency-bedtime = at bedtime
prescribing-frequency-once = once a day
prescribing-frequency-twice = twice a day
prescribing-frequency-thrice = three times a day
prescribing-frequency-four-times = four times a day
prescribing-frequency-every-four = every 4 hours
prescribing-frequency-every-six = every 6 hours
prescribing-frequency-every-eight = every 8 hours
prescribing-frequency-weekly = once a week
prescribing-frequency-single = a single dose
prescribing-frequency-other = as instructed

prescribing-paper-title = Prescription { $mrn }
prescribing-paper-copy = COPY
prescribing-paper-demonstration = DEMONSTRATION: invented people. Not to be filled.
prescribing-paper-unknown = Not known
prescribing-paper-person = Born { $born }  MRN { $mrn }
prescribing-paper-licence = Licence number { $number }
prescribing-paper-signature = Signature
prescribing-paper-verify = To check whether this prescription is genuine and in force, enter this code on the hospital’s page /verify.
prescribing-paper-page = Page { $number } of { $of }
prescribing-paper-printed = Printed by { $by }, { $when }
prescribing-paper-no-font = A character of a name could not be printed.

prescribing-verify = Check a prescription
prescribing-verify-code = Code on the paper
prescribing-verify-hint = Sixteen letters and digits, with or without hyphens
prescribing-verify-button = Check
prescribing-verify-missing = Enter the code.
prescribing-verify-genuine = This prescription was written here.
prescribing-verify-compare = Compare every line with the paper: a genuine code on a changed paper is a forgery.
prescribing-verify-unknown = No prescription of this hospital has this code.
prescribing-verify-unknown-what = Look whether it is typed as it is printed. If it is, do not fill the prescription, and call the hospital.
prescribing-verify-patient = Patient
prescribing-verify-person = { $who }, born { $year }
prescribing-verify-prescriber = Prescriber
prescribing-verify-licence = Licence number
prescribing-verify-written = Written on
