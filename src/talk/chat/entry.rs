//! A conversation as a key: whoever is not one of the two does not find it.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::model::{Address, Conversation};
use super::store;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::Actor;
use crate::gate::desk::{Desk, May, Pass, Standing};
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};

/// The conversation whose address stands as `{address}` in that of the page. One of two others and one that never was
/// are refused alike, and the refusal is on file.
pub struct Talk {
    /// The person.
    pub may: May<perm::ChatStaff>,
    /// Their conversation.
    pub conversation: Conversation,
}

impl Talk {
    async fn enter(desk: &Desk, asked: String) -> Result<Self> {
        let may = May::<perm::ChatStaff>::enter(desk).await?;
        let conversation = asked_for(desk, &may, asked).await?;
        Ok(Self { may, conversation })
    }
}

/// The conversation that somebody asks for by its address; that they do not find it is on file.
pub(super) async fn asked_for(
    desk: &Desk,
    may: &May<perm::ChatStaff>,
    asked: String,
) -> Result<Conversation> {
    let me = may.who.account;
    let found = match asked.parse::<Address>() {
        Ok(address) => desk.read(move |conn| store::find(conn, me, &address)).await,
        Err(_) => Err(Error::NotFound),
    };
    if let Err(Error::NotFound) = found {
        desk.record(may, refusal(asked)).await?;
    }
    found
}

fn refusal(asked: impl ToString) -> Deed {
    Deed::new("conversation.refused").on("conversation", asked).refused()
}

impl Pass for Talk {
    fn actor(&self) -> &Actor {
        self.may.actor()
    }

    fn standing(&self) -> Option<Standing> {
        let (me, id) = (self.may.who.account, self.conversation.id);
        let has = move |conn: &mut Conn| store::has(conn, me, id);
        Some(self.may.standing()?.on_record(has, refusal(id)))
    }
}

impl FromRequest for Talk {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        let asked = request.match_info().get("address").unwrap_or_default().to_owned();
        Box::pin(async move { Self::enter(&desk?, asked).await })
    }
}

impl Entry for Talk {
    const DEMAND: Demand =
        Demand { entry: "Talk", permission: Some(perm::ChatStaff::ROW.code), record: true };
}
