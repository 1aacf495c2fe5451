# When and where doctors see patients.

hours-day-1 = Monday
hours-day-2 = Tuesday
hours-day-3 = Wednesday
hours-day-4 = Thursday
hours-day-5 = Friday
hours-day-6 = Saturday
hours-day-7 = Sunday
hours-short-1 = Mon
hours-short-2 = Tue
hours-short-3 = Wed
hours-short-4 = Thu
hours-short-5 = Fri
hours-short-6 = Sat
hours-short-7 = Sun
hours-tomorrow = Tomorrow { $time }
hours-error-day = Enter a day, such as 24.12.2026 or 24 Dec 2026.
hours-error-day-far = This day is more than ten years away. Check the year.
hours-error-time = Enter a time, such as 9, 0915 or 9:15.
