chart-tab-summary = Summary
chart-tab-visits = Visits
chart-tab-timeline = Timeline
chart-tab-problems = Problems and allergies
chart-tab-medication = Medication
chart-tab-results = Results
chart-tab-vitals = Vital signs
chart-tab-vaccines = Vaccines
chart-tab-intake = Four questions
chart-tab-care = Procedures and plans
chart-tab-letters = Letters
chart-tab-details = Details
chart-tab-access = Who opened this
chart-print = Print
chart-labels = Labels
chart-book = New appointment
chart-edit = Edit
chart-record-vitals = Record vitals
chart-start-visit = Consultation
chart-visit-print = Print this visit
chart-visit-the-note = Read the note of this visit
chart-rounds = As they were recorded here, with nursing notes
chart-all = All { $count }
chart-show = Show
chart-show-all = Show all
chart-shown = { $shown } of { $count }
chart-from = From
chart-to = Until
chart-when = When
chart-since = since { $date }
chart-until = until { $date }
chart-since-head = Since
chart-until-head = Until
chart-code = Code
chart-status = Status
chart-recorded-by = Recorded by
chart-reason = Reason
chart-category = Kind
chart-values = Values

chart-results = Results
chart-newest = Newest value of each test
chart-results-region = Results
chart-results-none = No results yet
chart-results-none-why = Results appear here when a visit records them or another hospital's record is imported.
chart-results-no-match = No test matches
chart-results-no-match-why = Check the spelling, or look at all tests.
chart-test = Test
chart-value = Value
chart-unit = Unit
chart-flag = Flag
chart-range = Reference

chart-vitals = Vital signs
chart-vitals-all = Pulse, weight, temperature
chart-vitals-none = No vital signs yet
chart-vitals-none-why = Blood pressure, pulse, weight and temperature are drawn here once they are recorded.
chart-pressure = Blood pressure
chart-pulse = Pulse
chart-weight = Weight
chart-temperature = Temperature
chart-systolic = systolic
chart-diastolic = diastolic
chart-shaded = shaded: { $range }
chart-readings = Readings as a table
chart-all-readings = All readings
chart-readings-count = { $count ->
    [one] one reading
   *[other] the newest { $count } readings
}

chart-problems = Problems
chart-problem = Problem
chart-problems-region = Problems
chart-not-known = Not known
chart-sex-female = Female
chart-sex-male = Male
chart-sex-other = Other
chart-died-day-unknown = Day not known
chart-preferred = Likes to be called “{ $name }”
chart-archived = Archived on { $date }. Reading only.
chart-date-wrong = “{ $text }” is no date. Write it as 14.03.1984 or 1984-03-14.
chart-entries = { $count ->
    [one] One entry
   *[other] { $count } entries
}
chart-rows-shown = { $count ->
    [one] One shown
   *[other] { $count } shown
}
chart-and-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
chart-problems-counted = { $active } active, { $resolved } resolved
chart-resolved = { $count } resolved
chart-status-active = Active
chart-status-recurrence = Came back
chart-status-relapse = Relapse
chart-status-inactive = Inactive
chart-status-remission = In remission
chart-status-resolved = Resolved
chart-status-unknown = Not known

chart-allergies = Allergies
chart-allergies-region = Allergies
chart-allergies-asked-none = No known allergies.
chart-allergies-unknown = Allergies not recorded. Nobody has asked yet.
chart-allergies-checked = checked { $date }
chart-allergies-over = what was on record is over; { $asked }
chart-requests = { $count ->
    [one] One correction waits for a decision.
   *[other] { $count } corrections wait for a decision.
}
chart-requests-see = See old and new
chart-substance = Substance
chart-reaction = Reaction
chart-severity = Severity
chart-severity-mild = Mild
chart-severity-moderate = Moderate
chart-severity-severe = Severe
chart-banner-mild = mild
chart-banner-moderate = moderate
chart-status-refuted = Refuted
chart-allergy-medication = Medicine
chart-allergy-food = Food
chart-allergy-environment = Surroundings
chart-allergy-biologic = Biological
chart-risk-high = High risk

chart-medication = Medication
chart-medication-region = Medication
chart-medication-empty-why = Prescriptions, and medicines the patient takes, are listed here.
chart-medication-counted = { $active } current, { $past } past
chart-medication-counted-void = { $active } current, { $past } past, { $void } void
chart-past = { $count } past
chart-drug = Medicine
chart-dosage = Dosage
chart-prescribed-by = Prescribed by
chart-status-on-hold = On hold
chart-status-ended = Ended
chart-status-completed = Completed
chart-status-stopped = Stopped
chart-status-replaced = Replaced
chart-by-another = by { $what }
chart-status-cancelled = Cancelled
chart-status-draft = Draft
chart-status-void = Void
chart-status-arrived = Arrived
chart-status-planned = Planned
chart-status-in-progress = In progress
chart-status-not-done = Not done

chart-vaccines = Vaccines
chart-vaccine = Vaccine
chart-vaccines-region = Vaccines
chart-vaccines-none-why = Vaccines given here or elsewhere are listed with date, dose and lot.
chart-doses = { $count ->
    [one] one dose
   *[other] { $count } doses
}
chart-given = Given
chart-dose = Dose
chart-lot = Lot
chart-given-by = Given by
chart-not-given = Not given

chart-timeline = Timeline
chart-timeline-all = All of it
chart-timeline-what = Everything that happened, the newest first.
chart-event-all = Everything but single values
chart-event-visit = Visit
chart-event-problem = Problem
chart-event-allergy = Allergy
chart-event-medicine = Medicine
chart-event-vaccine = Vaccine
chart-event-procedure = Procedure
chart-event-report = Report
chart-event-plan = Plan
chart-event-note = Note
chart-event-letter = Letter
chart-event-voided = Voided: { $reason }
chart-notes = Notes
chart-event-value = Single value
chart-events-none = Nothing has happened yet
chart-events-none-why = Visits, problems, medicines and results appear here as they are written.
chart-events-no-match = Nothing matches these filters
chart-then-day = The record as it was on
chart-then-show = Show that day
chart-then-title = The record on { $date }
chart-then-what = What stood in the record at the end of that day, in the words it had then. Entries from elsewhere count from the day their sender wrote them. Name, age and allergies at the top are today’s.
chart-then-nothing = Nothing was recorded by then.
chart-then-not-asked = Nothing was recorded by then, and nobody had asked.
chart-then-whole = The whole day
chart-then-error = Later marked as an error
chart-then-before = The day before
chart-then-next = The day after
chart-then-future = That day is still to come. Choose today or a day before.
chart-visits = Visits
chart-visit = Visit
chart-visits-count = { $count ->
    [one] one visit
   *[other] { $count } visits
}
chart-visits-none = No visits yet
chart-visits-none-why = Visits here, and those of an imported record, are listed by date.
chart-visits-no-match = No visit matches
chart-visits-no-match-why = Widen the period, or look for other words.
chart-kind = Kind
chart-kind-all = All kinds
chart-kind-ambulatory = Outpatient
chart-kind-emergency = Emergency
chart-kind-inpatient = Inpatient
chart-kind-virtual = Video or phone
chart-kind-home = At home
chart-kind-other = Other
chart-words = Words in it
chart-visit-results = Results of this visit
chart-visit-nothing = None recorded at this visit.
chart-visit-who = Seen by
chart-visit-where = Where
chart-visit-reason = Reason
chart-visit-class = Kind
chart-visit-status = Status
chart-visit-discharge = Discharge
chart-visit-note = Note
chart-visit-voided = Voided { $at } by { $by }: { $reason }
chart-visit-void-entry = Void this entry
chart-visit-source = Source
chart-visit-imported = From another hospital's record: { $source }

chart-category-all = All kinds
chart-category-vital-signs = Vital signs
chart-category-laboratory = Laboratory
chart-category-imaging = Imaging
chart-category-survey = Questionnaires
chart-category-social-history = Way of life
chart-category-other = Other

chart-plans = Plans
chart-plans-none = No treatment plan recorded.
chart-goal = Goal
chart-reports = Reports
chart-report = Report
chart-reports-none = No reports recorded.
chart-reports-region = Reports
chart-conclusion = Conclusion
chart-procedures = Procedures
chart-procedure = Procedure
chart-procedures-none = No procedures recorded.
chart-procedures-region = Procedures
chart-outcome = Outcome
chart-done-by = Done by

chart-reported = Reported so far
chart-reported-all = All of it
chart-reported-opened = You opened the record
chart-reported-told = Told at once: { $names }
chart-access-title = Who opened this record
chart-access-region = Who opened this record
chart-access-what = What
chart-access-who = Who
chart-access-detail = Detail
chart-access-where = Where
chart-access-none = Nobody in this period.
chart-access-own = These are your own accesses. An administrator sees everybody’s.
chart-access-everything = Everything
chart-access-opened-kind = Opened
chart-access-changed-kind = Changed
chart-access-printed-kind = Printed, downloaded
chart-access-everybody = Everybody
chart-access-doctors = Doctors
chart-access-nurses = Nurses
chart-access-reception = Reception
chart-access-admins = Administrators
chart-access-patient = The patient
chart-access-viewed = Opened the chart
chart-access-own-words = Read what they wrote themselves
chart-access-listed = Looked who opened the record
chart-access-details = Opened the details
chart-access-printed = Printed the record
chart-access-visit-printed = Printed a visit
chart-access-imported = Imported the record
chart-access-written = Wrote in the record
chart-access-registered = Registered the patient
chart-access-changed = Changed details
chart-access-archived = Archived the record
chart-access-restored = Restored the record
chart-access-merged = Merged two records
chart-access-unmerged = Undid a merge
chart-access-photo = Changed the photo
chart-access-removal-asked = Asked for the record to be archived
chart-access-removal-declined = Declined to archive the record
chart-access-vitals-recorded = Recorded vital signs
chart-access-note-written = Wrote a note
chart-access-voided = Voided an entry
chart-access-note-amended = Amended a note
chart-access-note-handed-over = Handed an unsigned note over
chart-access-visit-started = Began a visit
chart-access-visit-signed = Signed a visit
chart-access-intake-answered = Wrote down answers to the four questions
chart-access-intake-confirmed = Confirmed what was imported
chart-access-intake-changed = Changed an answer to the four questions
chart-access-intake-asked = Asked for a correction
chart-access-intake-decided = Decided on a correction
chart-access-label = Printed a label
chart-access-emergency-kind = Emergency access
chart-access-emergency-asked = Asked for emergency access
chart-access-emergency-opened = Emergency access
chart-access-emergency-ended = Ended the emergency access
chart-access-emergency-reviewed = Reviewed an emergency access
chart-access-under-emergency = Under emergency access
chart-access-unreviewed = { $count ->
    [one] One emergency access is not reviewed yet.
   *[other] { $count } emergency accesses are not reviewed yet.
}
chart-access-review = Review it
chart-access-basket = Prepared what is signed with a visit
chart-access-prescription-written = Wrote a prescription
chart-access-prescription-ended = Ended a prescription
chart-access-prescription-reinstated = Let a prescription stand again
chart-access-prescription-voided = Voided a prescription
chart-access-prescription-printed = Printed a prescription
chart-access-letter-written = Wrote a letter
chart-access-letter-printed = Printed a letter
chart-access-letter-voided = Voided a letter
chart-access-other = Something else
chart-access-program = Wardbook ({ $name })
chart-prescribe = New prescription
