//! Taking a prescription out of the basket of a visit.

use actix_web::HttpRequest;

use crate::care::consultation::{self, lying_named};
use crate::care::prescribing::basket;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::Form;
use crate::kit::web::reply::Reply;
use crate::people::patients::Chart;
use crate::say;

/// Takes a prescription out of the basket.
pub async fn take_out(
    chart: Chart<perm::OrderWrite>,
    desk: Desk,
    request: HttpRequest,
    form: Form,
) -> Result<Reply> {
    let ((visit, item), patient) = (lying_named(&request)?, chart.id);
    desk.submit(&chart, &form, move |tx| {
        basket::take_out(tx, patient, visit, item)?;
        Ok(Reply::to(consultation::desk_path(patient, visit)).toast(say!("prescribing-basket-gone")))
    })
    .await
}
