//! The only place where features meet that may not know each other: navigation, and who reacts to what.

use std::sync::Arc;

use crate::care::consultation::{Basket, UnsignedNotes, VisitsOnAppointments};
use crate::care::letters::LettersInBasket;
use crate::care::prescribing::PrescriptionsInBasket;
use crate::care::templates as care_templates;
use crate::care::{
    codes, intake, letters, notes, observations, plans, prescriptions, problems, procedures, record, reports,
    visits,
};
use crate::diary::appointments::Dependants;
use crate::diary::days::WriteTo;
use crate::diary::sites::Beside;
use crate::diary::{appointments, hours, leave, messages, timetable, waiting};
use crate::doors::fhir;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::desk::Above;
use crate::gate::live::{BellWatch, Watchers};
use crate::gate::notifications::bell::{Asking, Tellers};
use crate::gate::notifications::outbox;
use crate::kit::seal::Key;
use crate::kit::web::frame::NavItem;
use crate::lenses;
use crate::people::emergency;
use crate::people::patients::{self, Heads, Neighbours};
use crate::people::staff::Leaving;
use crate::say;
use crate::talk::{chat, notices, sendings};

/// What fills the head of every page about a patient.
pub const HEADS: Heads = Heads(lenses::chart::head);

/// What the features built on patients lend them. Every table with a patient in it must be here, or its rows stay
/// behind when two records become one.
pub const NEIGHBOURS: Neighbours = Neighbours {
    held: &[
        &patients::HeldAccounts,
        &patients::HeldDeliveries,
        &patients::HeldConsents,
        &emergency::HeldEmergencyAccesses,
        &appointments::HeldAppointments,
        &waiting::HeldWaitingEntries,
        &record::HeldRecordVersions,
        &visits::HeldVisits,
        &problems::HeldProblems,
        &intake::HeldAllergies,
        &intake::HeldVaccines,
        &intake::HeldIntakeAnswers,
        &intake::HeldIntakeRequests,
        &prescriptions::HeldPrescriptions,
        &observations::HeldObservations,
        &observations::HeldObservationParts,
        &procedures::HeldProcedures,
        &reports::HeldReports,
        &plans::HeldPlans,
        &plans::HeldGoals,
        &notes::HeldNotes,
        &letters::HeldLetters,
        &sendings::HeldSendings,
        &sendings::HeldSendingPatients,
        &fhir::HeldImportItems,
        &fhir::HeldImportedPatients,
    ],
    write: sendings::patient_path,
    last_seen: appointments::last_seen,
    book: |patient| {
        appointments::new_path(&appointments::Wish { patient: Some(patient), ..Default::default() })
    },
};

/// What the diary's lists lead to besides the diary.
pub const WRITE_TO: WriteTo = WriteTo(sendings::patients_path);

/// What the house asks of features that live higher up.
pub const ABOVE: Above = Above { navigation, way_to_patient: patients::way_now };

/// The main navigation, by what the person may do.
pub fn navigation(who: &Identity, path: &str) -> Vec<NavItem> {
    let may = |row: &crate::gate::access::permissions::Row| row.grant(who.role, who.duties) != Grant::No;
    let item = |label: &str, href: &str, key| NavItem {
        label: say!(label),
        href: href.to_owned(),
        current: if href == "/" {
            path == "/"
        } else {
            path == href || path.starts_with(&format!("{href}/"))
        },
        key,
        deep: false,
    };
    // Whoever looks after the installation has so much of it that it is a menu.
    let upkeep = may(perm::SettingsManage::ROW);
    let deep = |label: &str, href: &str| NavItem { deep: upkeep, ..item(label, href, "") };
    let mut items = vec![item("nav-home", "/", "")];
    if may(perm::AppointmentView::ROW) {
        let diary = item("nav-diary", "/diary", "g d");
        let beside = ["/appointments/", "/walk-in", "/waiting-list"];
        let current = diary.current || beside.iter().any(|place| path.starts_with(place));
        items.push(NavItem { current, ..diary });
    }
    if may(perm::PatientSearch::ROW) {
        items.push(item("nav-patients", "/patients", "g p"));
    }
    if may(perm::ChatStaff::ROW) {
        items.push(item("nav-messages", chat::PATH, "g m"));
    }
    if may(perm::HoursView::ROW) {
        let hours = item("nav-hours", "/hours", "");
        let beside = ["/rooms", "/holidays"].iter().any(|place| path.starts_with(place));
        items.push(NavItem { current: hours.current || beside, ..hours });
    }
    // An admin's reach has no end.
    if may(perm::RecordNursing::ROW) && !may(perm::StaffManage::ROW) {
        items.push(item("nav-written", lenses::written::PATH, ""));
    }
    if may(perm::StaffManage::ROW) {
        items.push(item("nav-staff", "/staff", ""));
    } else {
        items.push(item("nav-directory", "/directory", ""));
    }
    if may(perm::RecordWrite::ROW) {
        items.push(deep("nav-codes", codes::PATH));
    }
    if upkeep {
        items.push(deep("nav-sites", "/sites"));
        items.push(deep("nav-templates", care_templates::PATH));
        items.push(deep("nav-import", "/import"));
    }
    if may(perm::EmergencyReview::ROW) {
        items.push(deep("nav-emergency", emergency::REVIEWS_PATH));
    }
    if may(perm::AuditView::ROW) {
        items.push(deep("nav-audit", "/audit"));
    }
    // The outbox has the call list beside it.
    if may(perm::OutboxView::ROW) {
        items.push(deep("nav-outbox", outbox::PATH));
    } else if may(perm::CallList::ROW) {
        items.push(item("nav-calls", outbox::CALLS_PATH, ""));
    }
    if may(perm::SendToPatients::ROW) {
        items.push(deep("nav-sendings", sendings::PATH));
    }
    items
}

/// What there is at a site besides its employees.
pub fn beside() -> Beside {
    Beside(vec![
        Arc::new(appointments::AppointmentsAtSite),
        Arc::new(timetable::HoursAtSite),
        Arc::new(messages::MessagesAtSite),
    ])
}

/// What may still hang on an employee who leaves.
pub fn leaving() -> Leaving {
    Leaving(vec![
        Arc::new(appointments::FutureAppointments),
        Arc::new(leave::CoveredLeaves),
        Arc::new(UnsignedNotes),
    ])
}

/// Who may hear that something changed.
pub fn watchers() -> Watchers {
    Watchers(Arc::new([
        Arc::new(appointments::DiaryWatch),
        Arc::new(appointments::DoctorWatch),
        Arc::new(BellWatch),
        Arc::new(hours::HOURS),
        Arc::new(patients::REMOVALS),
        Arc::new(intake::CORRECTIONS),
        Arc::new(notices::NOTICES),
        Arc::new(chat::ConversationWatch),
        Arc::new(chat::InboxWatch),
        Arc::new(chat::TypingWatch),
    ]))
}

/// Who puts notifications into words.
pub fn tellers() -> Tellers {
    Tellers(Arc::new([
        Arc::new(appointments::AppointmentTeller),
        Arc::new(emergency::EmergencyTeller),
        Arc::new(patients::REMOVAL_TELLER),
        Arc::new(intake::CORRECTION_TELLER),
        Arc::new(notices::NoticeTeller),
        Arc::new(sendings::SendingTeller),
        Arc::new(chat::MessageTeller),
    ]))
}

/// What is noted when a page has asked what is new.
pub const ASKING: Asking = Asking { is_due: chat::is_undelivered, note: chat::delivered };

/// What may hang on an appointment that is to be removed for good.
pub fn dependants() -> Dependants {
    Dependants(vec![Arc::new(waiting::WaitingOnAppointments), Arc::new(VisitsOnAppointments)])
}

/// What is signed with a visit besides its note. A referral takes along what was prescribed with it: letters come last.
pub fn basket(root: &Key) -> Basket {
    Basket(vec![Arc::new(PrescriptionsInBasket { key: root.clone() }), Arc::new(LettersInBasket)])
}
