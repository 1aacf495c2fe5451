//! The desk a handler works at.

use std::sync::Arc;

use actix_web::{FromRequest, HttpRequest, web};
use jiff::tz::TimeZone;

use super::house::House;
use super::standing::Pass;
use super::typing;
use super::visit::Visit;
use crate::gate::access::drafts::{self, Draft};
use crate::gate::access::model::{Identity, SessionState, initials};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::access::store;
use crate::gate::actor::Actor;
use crate::gate::live::bell_topic;
use crate::kit::clock::Clock;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::web::draft::{Kept, Slot};
use crate::kit::web::form::{Form, Query, Sent};
use crate::kit::web::frame::{Frame, PersonChip};
use crate::kit::web::names::DRAFT_FIELD;
use crate::kit::web::reply::Reply;
use crate::kit::web::submissions;
use crate::kit::when;
use crate::say;

/// Database, clock, frame and submissions, for one request.
#[derive(Clone)]
pub struct Desk {
    house: web::Data<House>,
    visit: Visit,
}

impl FromRequest for Desk {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(Self::of(request))
    }
}

impl Desk {
    /// The desk of a request that went through the gate.
    ///
    /// # Errors
    /// [`Error::Bug`] when it did not.
    pub fn of(request: &HttpRequest) -> Result<Self> {
        let house = request
            .app_data::<web::Data<House>>()
            .cloned()
            .ok_or_else(|| Error::bug("a request without a house"))?;
        Ok(Self { house, visit: Visit::of(request)? })
    }

    /// The things of the house.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The request.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// What tells the time.
    pub fn clock(&self) -> &Clock {
        &self.house.clock
    }

    /// Now, as the clocks on the hospital's walls show it.
    pub fn here(&self) -> jiff::Zoned {
        let zone = self
            .visit
            .identity
            .as_ref()
            .and_then(|identity| TimeZone::get(&identity.time_zone).ok())
            .unwrap_or(TimeZone::UTC);
        self.clock().now().to_zoned(zone)
    }

    /// When the day that it is on the hospital's walls began.
    ///
    /// # Errors
    /// [`Error::Bug`] when the calendar ends.
    pub fn day_began(&self) -> Result<jiff::Timestamp> {
        Ok(self.here().start_of_day().map_err(Error::bug)?.timestamp())
    }

    /// Lends a connection for reading.
    ///
    /// # Errors
    /// As [`crate::kit::db::Db::read`].
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.house.db.read(f).await
    }

    /// Runs one transaction of whoever has this pass, if they still stand where it says: for changes that no form of
    /// ours carries.
    ///
    /// # Errors
    /// As [`crate::kit::db::Db::write`]; with nothing done [`Error::SignIn`] when the session has ended meanwhile,
    /// [`Error::Forbidden`] or [`Error::NotFound`] when the right or the record is gone, [`Error::Conflict`] when
    /// they have become somebody else.
    pub async fn write<T, F>(&self, pass: &impl Pass, mut f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let Some(standing) = pass.standing() else { return self.write_as(pass.actor(), f).await };
        self.write_as(pass.actor(), move |tx| {
            let Some(fallen) = standing.ask(tx)? else { return f(tx).map(Ok) };
            match fallen.deed {
                Some(deed) => tx.record(deed),
                None => tx.nothing_to_record("a session that is over is on file already"),
            }
            Ok(Err(fallen.error))
        })
        .await?
    }

    /// Puts a deed on file that changes nothing else, such as a look or a refusal.
    ///
    /// # Errors
    /// As [`Desk::write`].
    pub async fn record(&self, pass: &impl Pass, deed: Deed) -> Result<()> {
        self.write(pass, move |tx| {
            tx.record(deed.clone());
            Ok(())
        })
        .await
    }

    /// Runs one transaction of somebody who has no session to stand on, or of the house itself.
    ///
    /// # Errors
    /// As [`crate::kit::db::Db::write`].
    pub(in crate::gate) async fn write_as<T, F>(&self, actor: &Actor, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.house.db.write(actor, f).await
    }

    /// Runs one transaction for a form, once: sent again, the form is answered as the first time.
    ///
    /// # Errors
    /// As [`Desk::write`]; [`Error::Invalid`] when the form carries no key of this session's, and
    /// [`Error::Conflict`] when its key was used with another body. Nothing is done then. What was typed is kept when
    /// the session has ended meanwhile.
    pub async fn submit<F>(&self, pass: &impl Pass, form: &Form, mut f: F) -> Result<Reply>
    where
        F: FnMut(&mut Tx<'_>) -> Result<Reply> + Send + 'static,
    {
        let sent = self.single_use(form)?;
        let account = self.visit.identity.as_ref().map(|identity| identity.account);
        let drafts: Vec<Slot> = form.slots().collect();
        let done = self
            .write(pass, move |tx| {
                if let Some(answer) = submissions::first_answer(tx.conn(), &sent)? {
                    tx.nothing_to_record("it was recorded the first time");
                    return Ok(answer);
                }
                let answer = f(tx)?;
                if let Some(account) = account {
                    for slot in &drafts {
                        drafts::discard(tx, account, slot.id)?;
                    }
                }
                submissions::keep(tx, &sent, &answer)?;
                Ok(answer)
            })
            .await;
        if let Err(Error::SignIn) = done {
            self.keep_typing(form).await?;
        }
        done
    }

    /// The first answer to this form, if it has succeeded before: for handlers whose checks read what the first
    /// sending has changed, and which would refuse the second.
    ///
    /// # Errors
    /// As [`Desk::submit`].
    pub async fn first_answer(&self, form: &Form) -> Result<Option<Reply>> {
        let sent = self.single_use(form)?;
        self.read(move |conn| submissions::first_answer(conn, &sent)).await
    }

    fn single_use(&self, form: &Form) -> Result<Sent> {
        form.sent()
            .filter(|sent| self.visit.keys.is_single_use(&sent.key))
            .cloned()
            .ok_or_else(|| Error::Invalid(say!("form-stale")))
    }

    /// Keeps a form that cannot be taken now: it is offered where it was opened.
    ///
    /// # Errors
    /// [`Error::SignIn`] without a live session.
    pub async fn keep(&self, form: &Form) -> Result<()> {
        typing::keep(self, self.visit.live()?, form).await;
        Ok(())
    }

    /// A session that ended between the head of a request and its last byte: its form is worth keeping as one that
    /// came a moment later.
    async fn keep_typing(&self, form: &Form) -> Result<()> {
        let Some(session) = self.visit.identity.as_ref().map(|identity| identity.session) else {
            return Ok(());
        };
        if self.visit.is_htmx {
            return Ok(());
        }
        let now = self.clock().now();
        let present = self.read(move |conn| store::identity(conn, session, now)).await?;
        if let Some(present) = present.filter(typing::is_worth_keeping) {
            typing::keep(self, &present, form).await;
        }
        Ok(())
    }

    /// An empty form to be shown.
    pub fn form(&self) -> Form {
        self.form_with::<&str, &str>([])
    }

    /// A form to be shown, with the values it starts with.
    pub fn form_with<K: Into<String>, V: Into<String>>(
        &self,
        values: impl IntoIterator<Item = (K, V)>,
    ) -> Form {
        Form::with(self.visit.keys.single_use(), values)
    }

    /// A form that keeps what is typed into it, for this page: begins with `values`, or with what was kept when the
    /// address says so, and offers what else is kept. `about` are the fields that tell one kept form from another.
    ///
    /// # Errors
    /// What the database says.
    pub async fn draft_form(&self, values: Vec<(String, String)>, about: &[&str]) -> Result<Form> {
        let (account, now) = (self.visit.live()?.account, self.clock().now());
        let path = self.visit.path.clone();
        let kept = self.read(move |conn| drafts::of_form(conn, account, &path, now)).await?;
        let query = self.visit.full_path.split_once('?').map_or("", |(_, query)| query);
        let wanted = Query::read(query)?.get(DRAFT_FIELD).to_owned();
        let here = self.here();
        let words = |draft: &Draft| {
            Kept::of(
                &draft.slot,
                &draft.typed.pairs,
                about,
                when::said(draft.saved_at, now, here.time_zone()),
            )
        };
        let (chosen, others): (Vec<Draft>, Vec<Draft>) =
            kept.into_iter().partition(|draft| draft.slot.id.to_string() == wanted);
        let (mut form, slot) = match chosen.first() {
            Some(draft) => (self.form_with(draft.typed.pairs.clone()), draft.slot.clone()),
            None => (self.form_with(values), Slot::new(&self.visit.path)),
        };
        form.set(DRAFT_FIELD, slot.to_string());
        form.continued = chosen.first().map(words);
        form.offered = others.iter().map(words).collect();
        Ok(form)
    }

    /// What surrounds the page. For pages before sign-in [`Desk::door_frame`] knows the hospital's name.
    pub fn frame(&self) -> Frame {
        match &self.visit.identity {
            Some(identity) => self.frame_for(identity),
            None => Frame {
                csrf: self.visit.keys.csrf(),
                flash: self.visit.flash.clone(),
                ..Frame::bare(say!("product"))
            },
        }
    }

    /// The frame of a page that nobody needs to have signed in for: reads the hospital's name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn door_frame(&self) -> Result<Frame> {
        let hospital = self.read(crate::gate::hospital::find).await?;
        let mut frame = Frame { person: None, nav: Vec::new(), can_search: false, ..self.frame() };
        if let Some(hospital) = hospital {
            frame.house = hospital.name;
            frame.demo = hospital.demonstration.is_some();
            frame.zone = Some(hospital.time_zone);
        }
        Ok(frame)
    }

    fn frame_for(&self, identity: &Arc<Identity>) -> Frame {
        let live = identity.state == SessionState::Live && !identity.must_change_password;
        let searches = perm::PatientSearch::ROW.grant(identity.role, identity.duties) != Grant::No;
        Frame {
            demo: identity.demo,
            person: (identity.state == SessionState::Live).then(|| PersonChip {
                name: identity.name.clone(),
                initials: initials(&identity.name),
                role_label: say!(identity.role.label_key()),
            }),
            nav: if live { (self.house.above.navigation)(identity, &self.visit.path) } else { Vec::new() },
            csrf: self.visit.keys.csrf(),
            undo_key: match &self.visit.flash {
                Some(flash) if flash.undo.is_some() => self.visit.keys.single_use(),
                _ => String::new(),
            },
            flash: self.visit.flash.clone(),
            theme: identity.theme.clone(),
            idle_seconds: identity.idle_seconds,
            mark: if live { self.visit.mark.to_string() } else { String::new() },
            can_search: live && searches,
            reviews: if live { identity.reviews_waiting } else { 0 },
            unread: if live { identity.unread } else { 0 },
            bell: if live { bell_topic(identity.account).to_string() } else { String::new() },
            keys: !identity.keys_off,
            ..Frame::bare(identity.house.clone())
        }
    }
}
