nav-home = Start
nav-patients = Patients
nav-hours = Hours
nav-staff = Staff
nav-directory = Staff
nav-sites = Sites
nav-import = Import
nav-audit = Audit trail
