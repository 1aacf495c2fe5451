//! Where goes what is written on a page of its own: into the record at once, or beside a note into the basket of its visit.

use actix_web::HttpRequest;
use jiff::Timestamp;
use uuid::Uuid;

use super::desk_path;
use crate::care::notes::{self, Note, Readers};
use crate::care::visits::{self, VisitId};
use crate::gate::access::permissions::Permission;
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::people::patients::{Chart, PatientId, record_path};
use crate::say;

/// The note of a visit of this patient that can still be written.
///
/// # Errors
/// [`Error::NotFound`] when the visit is not the patient's, or is over.
pub fn open_visit(conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Note> {
    match note_of(conn, patient, visit)? {
        (note, true) => Ok(note),
        (_, false) => Err(Error::NotFound),
    }
}

/// The note of a visit of this patient, and whether it can still be written.
fn note_of(conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<(Note, bool)> {
    let found = visits::find(conn, patient, visit)?;
    let note = notes::main_of_visit(conn, patient, found.id)?;
    let is_open = found.status == "in_progress" && note.is_draft();
    Ok((note, is_open))
}

/// Where goes what is written on a page of its own.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Into the record, at once.
    Record,
    /// Into the basket of a visit, perhaps in the place of one that lies there.
    Basket {
        /// The visit.
        visit: VisitId,
        /// What lies there already.
        item: Option<Uuid>,
    },
}

/// Something as it lies in a basket.
#[derive(Clone, Debug)]
pub struct Laid {
    /// When it was put there, or saved last: which version of it that is.
    pub at: Timestamp,
    /// What it says, on one line.
    pub said: String,
}

/// Where a form goes that comes back.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Where it goes now.
    pub place: Place,
    /// Whether what it is about says something else by now than when the form was opened: the form says what.
    pub changed: bool,
}

impl From<Place> for Found {
    fn from(place: Place) -> Self {
        Self { place, changed: false }
    }
}

/// The field with the version of what lay in the basket.
const LAID: &str = "laid";

/// The basket that a page says something goes into.
pub struct PlaceView {
    /// The visit.
    pub visit: String,
    /// What lies there already and is changed; "" for something new.
    pub item: String,
    /// The version of it that was opened.
    pub laid: String,
    /// Where that is taken out, and the key of that form.
    pub removal: Option<(String, String)>,
}

impl Place {
    /// The one that an address or a form names, for somebody who may read the note of the visit.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`open_visit`], and for what is no id.
    pub async fn of<P: Permission>(desk: &Desk, chart: &Chart<P>, visit: &str, item: &str) -> Result<Self> {
        match Self::and_open(desk, chart, visit, item).await? {
            (place, true) => Ok(place),
            (_, false) => Err(Error::NotFound),
        }
    }

    /// The same, and whether it can still be written there.
    async fn and_open<P: Permission>(
        desk: &Desk,
        chart: &Chart<P>,
        visit: &str,
        item: &str,
    ) -> Result<(Self, bool)> {
        if visit.is_empty() {
            return Ok((Self::Record, true));
        }
        let (visit, patient): (VisitId, PatientId) = (visit.parse().map_err(|_| Error::NotFound)?, chart.id);
        let readers = Readers::of(&chart.may.who, chart);
        let (note, is_open) = desk.read(move |conn| note_of(conn, patient, visit)).await?;
        if !readers.may_read(&note) {
            return Err(Error::NotFound);
        }
        let item = if item.is_empty() { None } else { Some(item_of(item)?) };
        Ok((Self::Basket { visit, item }, is_open))
    }

    /// The one that a form names which comes back. When the visit is over meanwhile, or what lay in its basket is not there
    /// any more as `lies` says, the form says so and goes elsewhere when it is sent once more. When that was changed
    /// meanwhile, the form says what it says now, and takes its place when it is sent once more.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no id, no visit of the patient, or not theirs to read.
    pub async fn of_form<P: Permission>(
        desk: &Desk,
        chart: &Chart<P>,
        form: &mut Form,
        lies: impl FnOnce(&mut Conn, VisitId, Uuid) -> Result<Laid> + Send + 'static,
    ) -> Result<Found> {
        let (place, is_open) = Self::and_open(desk, chart, form.raw("visit"), form.raw("item")).await?;
        let Self::Basket { visit, item } = place else { return Ok(place.into()) };
        if !is_open {
            form.refuse("", say!("consultation-visit-over"));
            return Ok(Self::Record.into());
        }
        let Some(item) = item else { return Ok(place.into()) };
        match desk.read(move |conn| lies(conn, visit, item)).await {
            Ok(laid) if laid.at == laid_in(form) => Ok(place.into()),
            Ok(laid) => {
                form.set(LAID, laid.at.to_string());
                form.refuse("", say!("consultation-item-changed", what = laid.said));
                Ok(Found { place, changed: true })
            }
            Err(Error::NotFound) => {
                form.refuse("", say!("consultation-item-gone"));
                Ok(Self::Basket { visit, item: None }.into())
            }
            Err(error) => Err(error),
        }
    }

    /// The visit, and what lies in its basket in the version that the form was opened with; none for the record.
    pub fn in_basket(self, form: &Form) -> Option<(VisitId, Option<(Uuid, Timestamp)>)> {
        match self {
            Self::Record => None,
            Self::Basket { visit, item } => Some((visit, item.map(|item| (item, laid_in(form))))),
        }
    }

    /// The one that a form names which somebody goes on with, since it says itself where it was going: into the record
    /// when that visit is over meanwhile. Any other form goes to this one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn or_of_draft<P: Permission>(
        self,
        desk: &Desk,
        chart: &Chart<P>,
        form: &Form,
    ) -> Result<Self> {
        if form.continued.is_none() {
            return Ok(self);
        }
        match Self::of(desk, chart, form.raw("visit"), form.raw("item")).await {
            Err(Error::NotFound) => Ok(Self::Record),
            found => found,
        }
    }

    /// What the form carries of it; `laid` is what lies there already.
    pub fn fields(self, laid: Option<&Laid>) -> Vec<(String, String)> {
        match self {
            Self::Record => Vec::new(),
            Self::Basket { visit, item } => {
                let item = item.map(|item| ("item".to_owned(), item.to_string()));
                let laid = laid.map(|laid| (LAID.to_owned(), laid.at.to_string()));
                std::iter::once(("visit".to_owned(), visit.to_string())).chain(item).chain(laid).collect()
            }
        }
    }

    /// Where one comes from and goes back to: the desk, or what lists such things in the record.
    pub fn back(self, patient: PatientId, in_record: String) -> String {
        match self {
            Self::Record => in_record,
            Self::Basket { visit, .. } => desk_path(patient, visit),
        }
    }

    /// What the page with this form says of it; `kind` is what such things are called in addresses, `key` that of the form
    /// that takes one out.
    pub fn view(self, patient: PatientId, kind: &str, key: String, form: &Form) -> Option<PlaceView> {
        let Self::Basket { visit, item } = self else { return None };
        let base = format!("{}/visits/{visit}/{kind}", record_path(patient));
        Some(PlaceView {
            visit: visit.to_string(),
            item: item.map(|item| item.to_string()).unwrap_or_default(),
            laid: item.map(|_| form.raw(LAID).to_owned()).unwrap_or_default(),
            removal: item.map(|item| (format!("{base}/{item}/removal"), key)),
        })
    }
}

fn laid_in(form: &Form) -> Timestamp {
    form.raw(LAID).parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

fn item_of(text: &str) -> Result<Uuid> {
    text.parse::<Id<()>>().map(Id::uuid).map_err(|_| Error::NotFound)
}

/// The visit and the item in its basket that stand in an address as `{visit}` and `{item}`.
///
/// # Errors
/// [`Error::NotFound`] for what is no id.
pub fn lying_named(request: &HttpRequest) -> Result<(VisitId, Uuid)> {
    let named = |name: &str| request.match_info().get(name).unwrap_or_default();
    Ok((named("visit").parse().map_err(|_| Error::NotFound)?, item_of(named("item"))?))
}
