nav-home = Start
nav-patients = Patients
nav-staff = Staff
nav-directory = Staff
nav-import = Import
nav-audit = Audit trail
