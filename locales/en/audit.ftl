# The audit trail, for admins.

audit-title = Audit trail
audit-label = Audit trail, table
audit-who = Who
audit-what = What
audit-everything = Everything
audit-patient = Patient
audit-from = From
audit-until = Until
audit-outcome = Outcome
audit-any-outcome = Any
audit-done = Done
audit-refused = Refused
audit-show = Show
audit-when = When
audit-detail = Detail
audit-where = Where
audit-older = Older
audit-newest = Newest
audit-csv = CSV
audit-empty = Nothing matches these filters.
audit-nobody = Nobody signed in
audit-shown = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
audit-error-date = Enter a day such as 2026-11-20.
audit-error-order = The last day lies before the first.
audit-limit = The first { $count } entries. Narrow the filters for the rest.
