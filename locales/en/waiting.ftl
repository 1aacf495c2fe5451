# The waiting list.

waiting-title = Waiting list
waiting-people = Who waits
waiting-count = { $count ->
    [one] 1 patient
   *[other] { $count } patients
}
waiting-first = The first { $count } patients
waiting-add = Put somebody on the list
waiting-none = Nobody waits
waiting-none-why = Patients who want an earlier time, or any, are put on the list and offered what becomes free.
waiting-who = Patient
waiting-phone = Phone
waiting-no-phone = No phone
waiting-wish = Waits for
waiting-since = Since
waiting-do = Book or take off the list
waiting-book = Book
waiting-withdraw = Take off
waiting-withdrawn = Taken off the waiting list.
waiting-returned = Waits again.
waiting-added = Put on the waiting list.
waiting-closed = This patient does not wait any more: somebody else has booked them or taken them off the list. Nothing was changed.
waiting-nobody = Choose who waits first. Nothing was changed.
waiting-born-unknown = Not known
waiting-anybody = Any doctor
waiting-any-of = Any doctor, { $specialty }
waiting-any-site = Any site
waiting-minutes = { $minutes } min
waiting-from = From { $from }
waiting-from-until = From { $from } until { $until }

waiting-new-title = Put on the waiting list
waiting-for = Waits for
waiting-site = Site
waiting-earliest = Earliest day
waiting-latest = Latest day
waiting-length = Length
waiting-reason = Reason
waiting-put = Put on the list
waiting-for-unknown = Choose somebody from the list.
waiting-site-unknown = Choose one of the sites, or any.
waiting-latest-before = The latest day lies before the earliest one.
waiting-latest-past = The latest day is over.
waiting-length-unknown = Choose one of the lengths.

waiting-fits = { $count ->
    [one] 1 patient on the waiting list wants such a time
   *[other] { $count } patients on the waiting list want such a time
}
waiting-offers-title = Free
waiting-offers-what = Whom this time fits, whoever has waited longest first. Phone them: whoever says yes first is booked.
waiting-offers-other = Book somebody else
waiting-offers-gone = This time is not free any more
waiting-offers-gone-why = It has been booked, or it is over. Whoever waits goes on waiting.
waiting-offers-none = Nobody waits for such a time
waiting-offers-none-why = Nobody on the list asks for this doctor, this day and this length, or they are expected elsewhere then.
