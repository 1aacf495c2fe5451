//! Where a prescription goes, and taking one out of the basket of a visit.

use actix_web::HttpRequest;
use uuid::Uuid;

use crate::care::consultation;
use crate::care::prescribing::basket;
use crate::care::prescribing::views::PlaceView;
use crate::care::visits::VisitId;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::web::reply::Reply;
use crate::people::patients::{Chart, PatientId, record_path};
use crate::say;

/// Where a prescription goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Into the record, at once.
    Record,
    /// Into the basket of a visit, perhaps in the place of one that lies there.
    Basket { visit: VisitId, item: Option<Uuid> },
}

fn item_of(text: &str) -> Result<Uuid> {
    text.parse::<Id<()>>().map(Id::uuid).map_err(|_| Error::NotFound)
}

impl Place {
    /// The one that an address or a form names; a visit must be this patient's and not be over.
    pub(super) async fn of(
        desk: &Desk,
        chart: &Chart<perm::OrderWrite>,
        visit: &str,
        item: &str,
    ) -> Result<Self> {
        if visit.is_empty() {
            return Ok(Self::Record);
        }
        let (visit, patient): (VisitId, PatientId) = (visit.parse().map_err(|_| Error::NotFound)?, chart.id);
        desk.read(move |conn| basket::open_visit(conn, patient, visit)).await?;
        let item = if item.is_empty() { None } else { Some(item_of(item)?) };
        Ok(Self::Basket { visit, item })
    }

    /// What the form carries of it.
    pub(super) fn fields(self) -> Vec<(String, String)> {
        match self {
            Self::Record => Vec::new(),
            Self::Basket { visit, item } => {
                let item = item.map(|item| ("item".to_owned(), item.to_string()));
                std::iter::once(("visit".to_owned(), visit.to_string())).chain(item).collect()
            }
        }
    }

    /// What the page says of it.
    pub(super) fn view(self, patient: PatientId, key: String) -> Option<PlaceView> {
        let Self::Basket { visit, item } = self else { return None };
        let base = format!("{}/visits/{visit}/prescriptions", record_path(patient));
        Some(PlaceView {
            visit: visit.to_string(),
            item: item.map(|item| item.to_string()).unwrap_or_default(),
            removal: item.map(|item| (format!("{base}/{item}/removal"), key)),
        })
    }
}

/// Takes a prescription out of the basket.
pub async fn take_out(
    chart: Chart<perm::OrderWrite>,
    desk: Desk,
    request: HttpRequest,
    form: Form,
) -> Result<Reply> {
    let named = |name: &str| request.match_info().get(name).unwrap_or_default().to_owned();
    let visit: VisitId = named("visit").parse().map_err(|_| Error::NotFound)?;
    let item = item_of(&named("item"))?;
    let patient = chart.id;
    desk.submit(&chart, &form, move |tx| {
        basket::take_out(tx, patient, visit, item)?;
        Ok(Reply::to(consultation::desk_path(patient, visit)).toast(say!("prescribing-basket-gone")))
    })
    .await
}
