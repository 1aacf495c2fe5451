//! The whole contract of who may do what, as one table of data.
//!
//! Each line is one row (or one action of a row) of the contract, with its cells in the order admin, doctor, nurse,
//! receptionist, patient, anonymous. A permission has a type (`perm::PatientSearch`) only when there is a route for
//! it; the rest are listed as not built. Deny is the default: there is no cell that is not written down.

use super::model::{Duties, Identity, Role};

/// What a cell of the contract grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// All of it.
    All,
    /// Only what concerns patients in relation.
    Relation,
    /// Only what concerns patients of the nurse's own sites and wards.
    Wards,
    /// Only one's own.
    Own,
    /// Only as participant.
    Participant,
    /// Nothing.
    No,
}

/// Work that adds a permission to those of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Bills, payments, drawers.
    Till,
    /// Stock and dispensing.
    Pharmacy,
    /// Results for orders.
    Laboratory,
}

/// One line of the contract.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The row of the contract it belongs to; 0 when a rule beneath the table gives it.
    pub number: u8,
    /// Unique name, `noun.verb`; also names the catalogue key `permission-noun-verb`.
    pub code: &'static str,
    /// What it is, in the contract's words.
    pub text: &'static str,
    /// Cells for admin, doctor, nurse, receptionist, patient, anonymous.
    pub cells: [Grant; 6],
    /// Duties that grant it to any employee.
    pub duties: &'static [Duty],
    /// Whether there is a route for it.
    pub built: bool,
}

impl Row {
    /// What a person of this role with these duties is granted.
    pub fn grant(&self, role: Role, duties: Duties) -> Grant {
        let cell = match role {
            Role::Admin => self.cells[0],
            Role::Doctor => self.cells[1],
            Role::Nurse => self.cells[2],
            Role::Receptionist => self.cells[3],
            Role::Patient => self.cells[4],
        };
        let by_duty = role != Role::Patient
            && self.duties.iter().any(|duty| match duty {
                Duty::Till => duties.till,
                Duty::Pharmacy => duties.pharmacy,
                Duty::Laboratory => duties.laboratory,
            });
        if by_duty { Grant::All } else { cell }
    }

    /// Whether an emergency access opens this too, for a role that has it at all.
    pub fn is_for_emergencies(&self) -> bool {
        IN_AN_EMERGENCY.contains(&self.code)
    }
}

impl Identity {
    /// Whether this person may do this at all; on a record that an emergency access alone opens, whether that includes
    /// it.
    pub fn may(&self, row: &Row) -> bool {
        let is_alone = self.emergency.as_ref().is_some_and(|under| under.alone);
        row.grant(self.role, self.duties) != Grant::No && (!is_alone || row.is_for_emergencies())
    }
}

/// What an emergency access lets somebody do with the one record it opens: read it on the screen. The new entry that
/// belongs to it has a page of its own.
const IN_AN_EMERGENCY: &[&str] =
    &["patient.view", "record.view", "record.access-report", "order.view", "document.view"];

/// A permission as a type, for guards.
pub trait Permission: 'static {
    /// Its line of the contract.
    const ROW: &'static Row;
}

const A: Grant = Grant::All;
const R: Grant = Grant::Relation;
const W: Grant = Grant::Wards;
const O: Grant = Grant::Own;
const P: Grant = Grant::Participant;
const N: Grant = Grant::No;

macro_rules! contract {
    (
        built { $($number:literal $name:ident $code:literal $text:literal $cells:tt $duties:expr;)* }
        planned { $($pnumber:literal $pcode:literal $ptext:literal $pcells:tt $pduties:expr;)* }
    ) => {
        /// The contract, line by line.
        pub const TABLE: &[Row] = &[
            $(Row { number: $number, code: $code, text: $text, cells: $cells, duties: $duties, built: true },)*
            $(Row { number: $pnumber, code: $pcode, text: $ptext, cells: $pcells, duties: $pduties, built: false },)*
        ];
        /// Permissions that have routes, as types.
        pub mod perm {
            use super::{Permission, Row, row};
            $(
                #[doc = $text]
                #[derive(Debug)]
                pub struct $name;
                impl Permission for $name {
                    const ROW: &'static Row = row($code);
                }
            )*
        }
    };
}

/// Finds a line by its code, while compiling.
const fn row(code: &str) -> &'static Row {
    let mut at = 0;
    while at < TABLE.len() {
        if same(TABLE[at].code.as_bytes(), code.as_bytes()) {
            return &TABLE[at];
        }
        at += 1;
    }
    panic!("no such permission")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

const TILL: &[Duty] = &[Duty::Till];
const PHARMACY: &[Duty] = &[Duty::Pharmacy];
const LABORATORY: &[Duty] = &[Duty::Laboratory];

contract! {
    built {
        1 StaffManage "staff.manage" "Employees: create, edit, disable, role, private data" [A, N, N, N, N, N] &[];
        2 StaffDirectory "staff.directory" "Employee directory (name, specialty; nothing private)" [A, A, A, A, A, N] &[];
        3 StaffReset "staff.reset" "Start an employee's password reset" [A, N, N, N, N, N] &[];
        4 AccountOwn "account.own" "Own profile, password, sessions, second factor" [O, O, O, O, O, N] &[];
        5 SessionsEnd "sessions.end" "End another person's sessions" [A, N, N, N, N, N] &[];
        6 PatientRegister "patient.register" "Patient: register" [A, N, N, A, N, N] &[];
        7 PatientSearch "patient.search" "Patient: list, search, type-ahead" [A, R, W, A, N, N] &[];
        8 PatientView "patient.view" "Patient demographics: view" [A, R, W, A, O, N] &[];
        9 PatientEdit "patient.edit" "Patient demographics: edit" [A, R, W, A, O, N] &[];
        10 PatientRemove "patient.remove" "Patient: remove (no clinical or financial history)" [A, N, N, A, N, N] &[];
        10 PatientArchive "patient.archive" "Patient: archive, restore" [A, N, N, N, N, N] &[];
        10 PatientAskArchive "patient.ask-archive" "Patient: ask for removal" [A, N, N, A, N, N] &[];
        11 RecordView "record.view" "Medical record: view" [A, R, W, A, O, N] &[];
        12 RecordWrite "record.write" "Medical record: write, amend" [A, R, N, N, N, N] &[];
        12 RecordNursing "record.write-nursing" "Medical record: vitals, nursing notes, intake" [A, R, W, N, N, N] &[];
        13 RecordVoid "record.void" "Medical record: void an entry (one's own; admins any)" [A, R, W, N, N, N] &[];
        14 RecordPrint "record.print" "Medical record: PDF, print" [A, R, W, A, O, N] &[];
        15 IntakeAnswer "intake.answer" "Intake questions: first answers" [A, R, W, N, N, N] &[];
        16 IntakeAsk "intake.ask" "Intake: ask for a change" [A, R, W, A, N, N] &[];
        16 IntakeDecide "intake.decide" "Intake: change, decide on a change" [A, R, N, N, N, N] &[];
        22 AppointmentBook "appointment.book" "Appointment: book (doctors: follow-ups with themselves)" [A, R, N, A, N, N] &[];
        23 AppointmentView "appointment.view" "Appointment: view" [A, O, W, A, N, N] &[];
        24 AppointmentMove "appointment.move" "Appointment: reschedule, cancel" [A, O, N, A, N, N] &[];
        25 AppointmentCheckIn "appointment.check-in" "Appointment: check in" [A, O, W, A, N, N] &[];
        26 AppointmentRun "appointment.run" "Appointment: start, complete" [A, O, N, N, N, N] &[];
        26 AppointmentNoShow "appointment.no-show" "Appointment: no-show" [A, O, N, A, N, N] &[];
        27 HoursEdit "hours.edit" "Doctor's hours and leave: edit" [A, O, N, N, N, N] &[];
        27 HoursView "hours.view" "Doctor's hours and leave: view" [A, O, N, A, N, N] &[];
        0 EmergencyOpen "emergency.open" "Emergency access: open one record for 60 minutes (rule 11)" [A, A, A, N, N, N] &[];
        17 OrderWrite "order.write" "Prescription, treatment plan, procedure, order: write" [A, R, N, N, N, N] &[];
        18 OrderView "order.view" "Prescription, treatment plan, procedure, order: view" [A, R, W, A, O, N] &[];
        0 PatientMerge "patient.merge" "Patients: merge (rule 19)" [A, N, N, A, N, N] &[];
        0 PatientUnmerge "patient.unmerge" "Patients: undo a merge (rule 19)" [A, N, N, N, N, N] &[];
        41 AuditView "audit.view" "Audit trail: view, export" [A, O, O, O, N, N] &[];
        41 AccessReport "record.access-report" "Who opened this record (employees other than admins: their own accesses)" [A, R, W, A, O, N] &[];
        41 EmergencyReview "emergency.review" "Emergency access: review" [A, N, N, N, N, N] &[];
        38 CallList "notification.call-list" "Messages that did not reach patients: call list" [A, N, N, A, N, N] &[];
        38 NotificationRetry "notification.retry" "Notification: retry (reception: what they caused)" [A, N, N, O, N, N] &[];
        38 SendToPatients "notification.send" "Notification: send by hand to a patient" [A, N, N, A, N, N] &[];
        38 SendToStaff "notification.send-staff" "Notification: send by hand to a person, a role, a site" [A, N, N, N, N, N] &[];
        42 OutboxView "outbox.view" "Outbox: what went out and what did not" [A, N, N, N, N, N] &[];
        35 NoticeWrite "notice.write" "Notices: write" [A, N, N, A, N, N] &[];
        36 ChatStaff "chat.staff" "Chat between employees" [P, P, P, P, N, N] &[];
        42 SettingsManage "settings.manage" "Settings, imports, sites" [A, N, N, N, N, N] &[];
    }
    planned {
        2 "staff.directory-public" "Doctors' directory for visitors" [A, A, A, A, A, A] &[];
        3 "patient.reset" "Start a patient's password reset" [A, N, N, A, N, N] &[];
        6 "patient.request" "Patient: ask to be registered, with a first appointment" [N, N, N, N, N, A] &[];
        10 "patient.ask-own-archive" "Patient: ask for one's own removal" [N, N, N, N, O, N] &[];
        16 "intake.ask-own" "Intake: ask for a change of one's own answers" [N, N, N, N, O, N] &[];
        19 "document.upload" "Document, image: upload" [A, R, W, A, O, N] &[];
        20 "document.view" "Document, image: view, download" [A, R, W, A, O, N] &[];
        21 "document.void" "Document, image: void" [A, O, O, N, N, N] &[];
        22 "appointment.book-own" "Appointment: book for oneself, ask for one" [N, N, N, N, O, A] &[];
        23 "appointment.view-own" "Appointment: view one's own" [N, N, N, N, O, N] &[];
        24 "appointment.move-own" "Appointment: reschedule, cancel one's own until the deadline" [N, N, N, N, O, N] &[];
        27 "hours.free" "Doctors' free slots for patients and visitors" [N, N, N, N, A, A] &[];
        28 "invoice.write" "Invoice: create, edit while draft, issue" [A, N, N, A, N, N] TILL;
        29 "invoice.view" "Invoice: view, PDF" [A, N, N, A, O, N] TILL;
        30 "payment.take" "Payment: take" [A, N, N, A, O, N] TILL;
        31 "payment.correct" "Refund, write-off, credit note, till correction" [A, N, N, N, N, N] &[];
        32 "ledger.manage" "Expenses, other incomes, revenue reports" [A, N, N, N, N, N] &[];
        33 "stock.view" "Inventory: view" [A, A, A, A, N, N] PHARMACY;
        33 "stock.dispense" "Inventory: dispense" [A, R, W, N, N, N] PHARMACY;
        33 "stock.change" "Inventory: receive, adjust" [A, N, N, N, N, N] PHARMACY;
        33 "stock.count" "Inventory: count" [A, N, A, N, N, N] PHARMACY;
        34 "report.view" "Reports without names" [A, O, N, A, N, N] &[];
        37 "chat.patient" "Chat patient and hospital" [P, P, N, P, P, N] &[];
        39 "video.join" "Video visit: join" [P, P, N, N, P, N] &[];
        40 "review.write" "Review: write" [N, N, N, N, O, N] &[];
        40 "review.moderate" "Review: moderate" [A, N, N, N, N, N] &[];
        40 "review.read" "Review: read published" [A, A, A, A, A, A] &[];
        42 "backup.manage" "Backup, tokens of others" [A, N, N, N, N, N] &[];
        43 "result.enter" "Result: enter" [A, R, W, N, N, N] LABORATORY;
        43 "result.release" "Result: release to the patient" [A, R, N, N, N, N] &[];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_every_row_of_the_contract_is_there() {
        let mut codes: Vec<&str> = TABLE.iter().map(|row| row.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), TABLE.len());
        for number in 1..=43 {
            assert!(TABLE.iter().any(|row| row.number == number), "row {number}");
        }
    }

    /// The oldest rule of the product, with the contract's own exceptions.
    #[test]
    fn an_admin_can_do_whatever_another_employee_can() {
        for row in TABLE.iter().filter(|row| ![36, 37, 39, 40].contains(&row.number) && row.number != 4) {
            let another_can = row.cells[1..4].iter().any(|cell| *cell != Grant::No);
            assert!(!another_can || row.cells[0] == Grant::All, "{}", row.code);
        }
    }

    #[test]
    fn a_receptionist_never_writes_clinical_content() {
        for number in [12, 13, 15, 17, 43] {
            for row in TABLE.iter().filter(|row| row.number == number) {
                assert_eq!(row.grant(Role::Receptionist, Duties::default()), Grant::No, "{}", row.code);
            }
        }
    }

    #[test]
    fn an_emergency_opens_nothing_but_reading() {
        let opened: Vec<&Row> = TABLE.iter().filter(|row| row.is_for_emergencies()).collect();
        assert_eq!(opened.len(), IN_AN_EMERGENCY.len(), "each is a line of the contract");
        for row in opened {
            assert!(row.text.contains("view") || row.text.starts_with("Who opened"), "{}", row.text);
        }
    }

    #[test]
    fn duties_add_to_employees_only() {
        let till = Duties { till: true, ..Duties::default() };
        let invoice = TABLE.iter().find(|row| row.code == "invoice.write").unwrap();
        assert_eq!(invoice.grant(Role::Nurse, till), Grant::All);
        assert_eq!(invoice.grant(Role::Nurse, Duties::default()), Grant::No);
        assert_eq!(invoice.grant(Role::Patient, till), Grant::No);
    }
}
