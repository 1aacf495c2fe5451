# The slip a patient takes home.

slip-file-title = Appointment slip { $mrn }
slip-copy = COPY
slip-demonstration = DEMONSTRATION: invented people
slip-unknown = Not known
slip-female = Female
slip-male = Male
slip-other = Other
slip-sex-unknown = Sex not known
slip-person = Born { $born }  { $sex }
slip-doctor = With
slip-place = Where
slip-address = Address
slip-phone = Phone
slip-kind = Kind
slip-cannot-come = If you cannot come, please tell us as early as you can.
slip-mrn = MRN { $mrn }
slip-printed = Printed by { $by }, { $when }
slip-no-font = A character of a name could not be printed.
