//! A visit as it is kept.

use crate::care::directory::DirectoryEntry;
use crate::care::record::clinical_row;
use crate::diary::appointments::AppointmentId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::id::Id;

clinical_row! {
    /// A visit: who came when, to whom, where and why. `at` is its start, the code its kind.
    Visit in visits {
        /// Setting as a code of HL7: AMB, EMER, IMP …
        class: Option<String>,
        /// Until when.
        ends_at: Option<Utc>,
        /// How exactly that is known.
        ends_precision: Option<String>,
        /// The code system of the reason.
        reason_system: Option<String>,
        /// The code of the reason.
        reason_code: Option<String>,
        /// The system's words for the reason.
        reason_display: Option<String>,
        /// Why, as written.
        reason_text: Option<String>,
        /// Further codings of the reason.
        reason_other_codings: Option<Doc>,
        /// Where, if the place is in the directory.
        place_id: Option<Id<DirectoryEntry>>,
        /// The name of the place.
        place: Option<String>,
        /// How it ended.
        discharge: Option<String>,
        /// The appointment it belongs to, if any.
        appointment_id: Option<AppointmentId>,
        /// When it was voided; none for one that was begun by mistake.
        voided_at: Option<Utc>,
        /// By whom.
        voided_by: Option<AccountId>,
        /// Their name.
        voided_by_name: Option<String>,
        /// Why.
        void_reason: Option<String>,
    }
}

/// The identity of a visit.
pub type VisitId = Id<Visit>;

impl Visit {
    /// Why the patient came: the coding's words, or else the text as written.
    pub fn reason(&self) -> Option<&str> {
        self.reason_display.as_deref().or(self.reason_text.as_deref())
    }
}
