nav-home = Start
nav-diary = Diary
nav-patients = Patients
nav-staff = Staff
nav-directory = Staff
nav-sites = Sites
nav-import = Import
nav-audit = Audit trail
