//! What stands on top of every page about one patient: who it is, and where one can go from here.
//!
//! Allergies and tabs live in wings above this one, so the head is filled there and handed down as [`Heads`].

use jiff::Timestamp;

use super::model::patient::Patient;
use crate::gate::access::model::Identity;
use crate::kit::db::Conn;
use crate::kit::error::Result;

/// Banner and tabs, as `layouts/record.html` takes them.
#[derive(Clone, Debug)]
pub struct Head {
    /// Who it is.
    pub banner: Banner,
    /// Where one can go.
    pub tabs: Vec<Tab>,
}

/// Fills the head of a page for a reader: connection, reader, patient, path of the page, the present instant.
/// Handlers take it as `web::Data<Heads>`.
#[derive(Clone, Copy)]
pub struct Heads(pub fn(&mut Conn, &Identity, &Patient, &str, Timestamp) -> Result<Head>);

/// Who a page is about; the words of the banner.
#[derive(Clone, Debug)]
pub struct Banner {
    /// `MARKOVIĆ, Ana`
    pub name: String,
    /// Ms, Mr, Dr …
    pub title: String,
    /// `14-Mar-1984 (42y)`; without the age when they have died.
    pub born: String,
    /// In words.
    pub sex: String,
    /// `417-229-58`
    pub mrn: String,
    /// When they died, with the age.
    pub died: Option<String>,
    /// The next appointment.
    pub next: Option<String>,
    /// Second line: preferred name.
    pub also: String,
    /// The sentence about an archived record.
    pub archived: Option<String>,
    /// The emergency access under which the reader is here.
    pub emergency: Option<Emergent>,
    /// One of three states that look different.
    pub allergies: AllergyZone,
}

/// The strip of an emergency access, on every page of the record it opens.
#[derive(Clone, Debug)]
pub struct Emergent {
    /// Until when, in words.
    pub until: String,
    /// How long still, in words.
    pub left: String,
    /// Where it is ended.
    pub end: String,
    /// Where the one entry is written, while it is not.
    pub entry: Option<String>,
}

/// The allergy zone of the banner: it is always there.
#[derive(Clone, Debug)]
pub enum AllergyZone {
    /// The allergies in force.
    List {
        /// Each of them.
        items: Vec<AllergyItem>,
        /// When somebody asked last.
        checked: String,
    },
    /// Asked, and there are none.
    None {
        /// When and by whom.
        asked: String,
    },
    /// Nobody has asked.
    Unknown {
        /// Where one asks, for those who may.
        ask: Option<String>,
    },
}

/// An allergy on the banner.
#[derive(Clone, Debug)]
pub struct AllergyItem {
    /// To what.
    pub substance: String,
    /// In a word, what makes it a grave one.
    pub mark: Option<String>,
    /// What happens, since when.
    pub detail: String,
}

/// A tab of the record.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The word.
    pub label: String,
    /// The address.
    pub href: String,
    /// Whether the page is this tab.
    pub current: bool,
}
