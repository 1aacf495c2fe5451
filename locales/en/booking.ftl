# New appointments.

booking-new = New appointment
booking-who = Patient
booking-find = Find the patient
booking-search = Search
booking-find-hint = Any part of the name, the MRN, a phone number or the birth date.
booking-recent = Opened lately
booking-nobody-found = Nobody is found for
booking-more-found = More are found. Type a little more.
booking-not-here = Not here yet?
booking-register = Register as a new patient
booking-born-unknown = Not known
booking-other-patient = Another patient
booking-first-page = First available times
booking-time-chosen = { $day }, { $time } with { $doctor }, { $site }

booking-doctor = Doctor
booking-doctors = Doctors
booking-first = First available
booking-first-of-all = First available, any doctor
booking-first-of = First available, { $specialty }
booking-day = Day
booking-day-today = { $day }, today
booking-day-tomorrow = { $day }, tomorrow
booking-time = Time
booking-time-with = { $time }, { $doctor }
booking-time-today = { $time } today
booking-time-tomorrow = { $time } tomorrow
booking-time-day = { $day }, { $time }
booking-no-time = No free time
booking-choose-time = Choose a time
booking-taken-times = Taken: overbook with a reason
booking-free-that-day = { $count } free that day
booking-none-that-day = None that day; the next free day is shown
booking-none-ahead = No free time within { $days } days
booking-show-times = Show the times
booking-length = Length
booking-length-usual = As usual
booking-length-usual-of = { $length }, as usual
booking-minutes = { $minutes } min
booking-hours = { $hours } h
booking-hours-minutes = { $hours } h { $minutes } min
booking-kind = Kind
booking-reason = Reason
booking-more = Room, repetition and notes for staff
booking-repeat = Repeat
booking-once = Once
booking-every = { $weeks ->
    [one] Every week
   *[other] Every { $weeks } weeks
}
booking-times = Times in all
booking-times-hint = Counting the first
booking-repeat-unknown = Choose how often.
booking-times-unknown = Say how many times in all, from 2 to { $most }.
booking-room = Room
booking-room-usual = The doctor’s usual room
booking-notes = Notes for staff
booking-why = Reason for overbooking
booking-why-hint = It stays with the appointment, for everybody to see.
booking-book = Book appointment
booking-book-at = Book { $time }
booking-overbook = Overbook { $time }
booking-booked = Booked.
booking-confirmed = Confirmed: the appointment is booked.
booking-booked-series = { $count ->
    [one] Booked once.
   *[other] Booked { $count } times.
}

booking-nobody-chosen = Choose who comes first: an appointment needs a patient. Nothing was booked.
booking-slot-missing = Choose a time.
booking-slot-stale = The doctor or the day was changed. Choose one of the times that are shown now.
booking-not-free = { $time } is not free any more. Choose one of the times that are.
booking-no-such-day = Choose a day.
booking-length-unknown = Choose one of the lengths.
booking-kind-missing = Choose the kind of appointment.
booking-follow-up-only = You can book follow-ups. Reception books other kinds.
booking-own-only = You can book with yourself. Reception books with colleagues.
booking-room-unknown = This room is not used any more. Choose another, or none.
booking-room-elsewhere = This room is at another site than the time. Choose a room there, or none.
booking-why-missing = Say why it is overbooked.

booking-died = This patient has died. No appointment can be booked.
booking-archived = This record is archived, so no appointment can be booked. An admin can restore it.
booking-nobody = Nobody can be booked: no doctor sees patients at present. An admin can change that under Staff.

booking-conflict = Choose another time
booking-conflict-none = Not booked
booking-nearest = Nearest free times
booking-back-to-form = Back to the form
booking-overbook-with-reason = Overbook { $time } with a reason
booking-wait = Put on the waiting list
booking-waits-no-more = This patient does not wait any more: somebody else may have booked them already. Nothing was booked. Send it again to book this time all the same.
booking-kept = Nothing you typed is lost.
booking-kept-nearest = Nothing you typed is lost. Nearest free times:
booking-kept-none = Nothing you typed is lost. There is no free time within { $days } days.
booking-same-time = same time
booking-another-day = another day
booking-later = { $length } later
booking-earlier = { $length } earlier
booking-taken = { $time } has just been taken
booking-taken-why = Somebody else saved first.
booking-twice = { $time } is overbooked already
booking-twice-why = Two patients are booked then; a third cannot be.
booking-elsewhere = The patient has another appointment at { $time }
booking-elsewhere-why = Nobody can be in two places at once.
booking-room-taken = The room is taken at { $time }
booking-room-taken-why = Choose another time, or go back and choose another room.
booking-on-leave = { $doctor } is away at { $time }
booking-on-leave-why = Leave cannot be overbooked.
booking-outside = { $doctor } has no hours at { $time }
booking-outside-why = The time lies outside the working hours, or reaches beyond them.
booking-past = { $time } is over
booking-past-why = A time that has passed cannot be booked.
booking-not-today = { $time } is not a time of today
booking-not-today-why = Whoever is here is seen today. Choose one of the times that are shown now.
booking-not-bookable = Nobody can be booked there any more
booking-not-bookable-why = The doctor sees no patients at present, or the site is closed.
booking-not-overbookable = { $doctor } may not be overbooked by reception
booking-not-overbookable-why = The doctor or an admin can overbook, or change that in the profile.
booking-closed = This patient cannot be booked
booking-closed-why = The record was archived, merged or marked as deceased in the meantime.

booking-first-title = First available
booking-specialty = Specialty
booking-any-doctor = Any doctor
booking-site = Site
booking-any-site = Any site
booking-from-day = From
booking-from-words = From { $day }
booking-next-times = Next free times
booking-first-none = Nobody to book
booking-none-soon = None soon
booking-slot-full = Book { $doctor }, { $day }, { $time }
booking-first-count = { $without ->
    [0] { $count ->
        [one] 1 doctor
       *[other] { $count } doctors
    }
   *[other] { $count ->
        [one] 1 doctor
       *[other] { $count } doctors
    }, { $without } without a free time within { $days } days
}
