home-title = Start
home-new-patient = New patient
home-search = Search
home-recent = Opened recently
home-recent-none = No record opened yet
home-recent-none-why = The patients whose records you open are listed here.
home-all-patients = All patients
home-accounts = Last signed in
home-all-accounts = All employees
home-accounts-none = Nobody has signed in yet.
home-reviews = { $count ->
    [one] One emergency access waits for a review.
   *[other] { $count } emergency accesses wait for a review.
}
home-reviews-see = Review
home-corrections = { $count ->
    [one] One correction to the four questions waits for a decision.
   *[other] { $count } corrections to the four questions wait for a decision.
}
home-corrections-see = Decide
