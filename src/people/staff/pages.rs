//! The handlers about employees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use jiff::{SignedDuration, Timestamp};

use super::leaving::Leaving;
use super::list::{self, Narrowed, employee_roles};
use super::model::{DoctorProfile, SLOTS};
use super::views::{ConflictPage, InvitationPage, Panel, ResetPage, StaffPage};
use super::{actions, forms, store};
use crate::gate::access::employees::{self, CHANGED, EMAIL_TAKEN, Employee, LAST_ADMIN, OWN_ACCOUNT};
use crate::gate::access::hasher::HashError;
use crate::gate::access::one_time;
use crate::gate::access::password::Password;
use crate::gate::access::permissions::perm;
use crate::gate::access::store::{credentials, open_sessions};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Hospital, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::compare::{self, Difference, Versions};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// How long a one-time password can be used.
const ONE_TIME: SignedDuration = SignedDuration::from_hours(72);

type Admin = May<perm::StaffManage>;

/// The address of an employee's page.
pub fn path(id: AccountId) -> String {
    format!("/staff/{id}")
}

pub async fn show_list(_: Admin, desk: Desk, request: HttpRequest) -> Result<Page> {
    page(&desk, &request, None, None).await
}

pub async fn show_new(_: Admin, desk: Desk, request: HttpRequest) -> Result<Page> {
    let form = desk.form_with([("role", "doctor"), ("slot", "15")]);
    page(&desk, &request, None, Some(new_panel(&desk, form).await?)).await
}

pub async fn create(permit: Admin, desk: Desk, request: HttpRequest, mut form: Form) -> Result<Answer> {
    let house = desk.read(House::load).await?;
    if let Some(sheet) = forms::read(&mut form, &house.sites, &house.hospital.currency) {
        let (password, hash, until) = one_time_password(&desk).await?;
        let is_first = Arc::new(AtomicBool::new(false));
        let (first, made) = (is_first.clone(), sheet.clone());
        let created = desk
            .submit(&permit, &form, move |tx| {
                let id = actions::create(tx, &made, &hash, until)?;
                first.store(true, Ordering::Relaxed);
                Ok(Reply::to(path(id)).toast(say!("staff-invitation-gone")))
            })
            .await;
        match created {
            Err(error) if error.breaks(EMAIL_TAKEN) => form.refuse("email", say!("staff-error-email-taken")),
            Err(error) => return Err(error),
            Ok(reply) if !is_first.load(Ordering::Relaxed) => return Ok(reply.into()),
            Ok(reply) => {
                return invitation(&desk, &house, &sheet.name, &sheet.email, password, until, reply.path());
            }
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = new_panel(&desk, form).await?;
    Ok(page_with(&desk, &request, None, Some(panel)).await?.into_invalid()?.into())
}

pub async fn show(
    permit: Admin,
    desk: Desk,
    request: HttpRequest,
    id: Path<String>,
    work: Data<Leaving>,
) -> Result<Page> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let panel = edit_panel(&permit, &desk, id, None, &work).await?;
    page(&desk, &request, Some(id), Some(panel)).await
}

pub async fn save(
    permit: Admin,
    desk: Desk,
    request: HttpRequest,
    id: Path<String>,
    work: Data<Leaving>,
    mut form: Form,
) -> Result<Answer> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let house = desk.read(House::load).await?;
    let saved = desk.read(move |conn| Saved::load(conn, id)).await?;
    pick(&mut form, &saved, &house);
    if let Some(sheet) = forms::read(&mut form, &house.sites, &house.hospital.currency) {
        let by = permit.who.account;
        let done = desk
            .submit(&permit, &form, move |tx| {
                actions::edit(tx, by, id, version, &sheet)?;
                Ok(Reply::to(path(id)).toast(say!("staff-saved")))
            })
            .await;
        match done {
            Ok(reply) => return Ok(reply.into()),
            Err(error) if error.breaks(CHANGED) => {
                let saved = desk.read(move |conn| Saved::load(conn, id)).await?;
                return Ok(Page::conflict(&conflict(&desk, form, &saved, &house))?.into());
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = edit_panel(&permit, &desk, id, Some(form), &work).await?;
    Ok(page_with(&desk, &request, Some(id), Some(panel)).await?.into_invalid()?.into())
}

pub async fn ask_to_reset(_: May<perm::StaffReset>, desk: Desk, id: Path<String>) -> Result<Page> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let (employee, has_factor) = desk
        .read(move |conn| Ok((employees::employee(conn, id)?, credentials(conn, id)?.totp_secret.is_some())))
        .await?;
    Page::ok(&ResetPage {
        frame: desk.frame(),
        title: say!("staff-reset-title", name = employee.name.clone()),
        name: employee.name,
        action: format!("{}/reset", path(id)),
        back: path(id),
        form: desk.form(),
        has_factor,
    })
}

pub async fn reset(
    permit: May<perm::StaffReset>,
    desk: Desk,
    id: Path<String>,
    form: Form,
) -> Result<Answer> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let house = desk.read(House::load).await?;
    let employee = desk.read(move |conn| employees::employee(conn, id)).await?;
    let (password, hash, until) = one_time_password(&desk).await?;
    let factor_too = form.ticked("factor");
    let is_first = Arc::new(AtomicBool::new(false));
    let first = is_first.clone();
    let reply = desk
        .submit(&permit, &form, move |tx| {
            actions::reset(tx, id, &hash, until, factor_too)?;
            first.store(true, Ordering::Relaxed);
            Ok(Reply::to(path(id)).toast(say!("staff-invitation-gone")))
        })
        .await?;
    if is_first.load(Ordering::Relaxed) {
        invitation(&desk, &house, &employee.name, &employee.email, password, until, reply.path())
    } else {
        Ok(reply.into())
    }
}

pub async fn end_sessions(
    permit: May<perm::SessionsEnd>,
    desk: Desk,
    id: Path<String>,
    form: Form,
) -> Result<Reply> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    desk.submit(&permit, &form, move |tx| {
        let ended = actions::end_sessions(tx, id)?;
        Ok(Reply::to(path(id)).toast(say!("staff-sessions-ended", count = ended)))
    })
    .await
}

pub async fn enable(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Reply> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let by = permit.who.account;
    desk.submit(&permit, &form, move |tx| {
        actions::enable(tx, by, id)?;
        Ok(Reply::to(path(id)).toast(say!("staff-enabled")))
    })
    .await
}

/// Puts a rule's refusal beside the field it is about; any other error goes on.
pub(super) fn refuse(form: &mut Form, error: Error) -> Result<()> {
    if error.breaks(EMAIL_TAKEN) {
        form.refuse("email", say!("staff-error-email-taken"));
    } else if error.breaks(OWN_ACCOUNT) {
        form.refuse("role", say!("staff-refused-self-role"));
    } else if error.breaks(LAST_ADMIN) {
        form.refuse("role", say!("staff-refused-last-admin"));
    } else {
        return Err(error);
    }
    Ok(())
}

/// The hospital and its sites.
pub(super) struct House {
    pub hospital: Hospital,
    pub sites: Vec<Site>,
}

impl House {
    pub(super) fn load(conn: &mut Conn) -> Result<Self> {
        let hospital = hospital::find(conn)?.ok_or_else(|| Error::bug("employees without a hospital"))?;
        Ok(Self { hospital, sites: hospital::sites(conn)? })
    }
}

/// An employee as saved.
struct Saved {
    employee: Employee,
    sites: Vec<SiteId>,
    profile: DoctorProfile,
}

impl Saved {
    fn load(conn: &mut Conn, id: AccountId) -> Result<Self> {
        Ok(Self {
            employee: employees::employee(conn, id)?,
            sites: employees::sites_of(conn, id)?,
            profile: store::profile(conn, id)?.unwrap_or_default(),
        })
    }

    fn values(&self, house: &House) -> Vec<(String, String)> {
        forms::values(&self.employee, &self.sites, &self.profile, &house.hospital.currency)
    }
}

/// After a conflict: takes the saved value wherever it was picked.
fn pick(form: &mut Form, saved: &Saved, house: &House) {
    let theirs = saved.values(house);
    for field in forms::FIELDS {
        if compare::is_theirs(form, field) {
            forms::take_theirs(form, field, &theirs, &house.sites);
        }
    }
}

fn conflict(desk: &Desk, form: Form, saved: &Saved, house: &House) -> ConflictPage {
    let (opened, theirs) = (form.opened(), Form::with(String::new(), saved.values(house)));
    let rows = forms::FIELDS
        .into_iter()
        .map(|field| Difference {
            field,
            label: say!(&format!("staff-field-{field}")),
            before: opened.as_ref().map(|opened| forms::in_words(field, opened, &house.sites)),
            mine: forms::in_words(field, &form, &house.sites),
            theirs: forms::in_words(field, &theirs, &house.sites),
        })
        .collect();
    ConflictPage {
        frame: desk.frame(),
        name: saved.employee.name.clone(),
        versions: Versions::of(&form, path(saved.employee.id), saved.employee.version, rows),
        form: form.rekeyed(desk.visit().keys.single_use()),
    }
}

async fn new_panel(desk: &Desk, form: Form) -> Result<Panel> {
    let house = desk.read(House::load).await?;
    Ok(panel(&house, form))
}

async fn edit_panel(
    permit: &Admin,
    desk: &Desk,
    id: AccountId,
    form: Option<Form>,
    work: &Data<Leaving>,
) -> Result<Panel> {
    let (now, work) = (desk.clock().now(), work.clone());
    let (house, saved, sessions, open) = desk
        .read(move |conn| {
            let open = work.sentences(conn, id, now)?;
            Ok((House::load(conn)?, Saved::load(conn, id)?, open_sessions(conn, id, now)?.len(), open))
        })
        .await?;
    let form = form.unwrap_or_else(|| desk.form_with(saved.values(&house)).remembering());
    let version = form.raw("version").parse().unwrap_or(saved.employee.version);
    let own = permit.who.account == id;
    Ok(Panel {
        id: Some(id.to_string()),
        title: saved.employee.name.clone(),
        action: path(id),
        version: Some(version),
        role_note: if own { say!("staff-role-own-note") } else { say!("staff-role-note") },
        save: say!("staff-save"),
        active: saved.employee.active,
        own,
        sessions,
        leaving: if open.is_empty() {
            say!("staff-leaving-none")
        } else {
            format!("{}. {}", open.join(", "), say!("staff-leaving-note"))
        },
        ..panel(&house, form)
    })
}

fn panel(house: &House, form: Form) -> Panel {
    Panel {
        id: None,
        title: say!("staff-new"),
        close: "/staff".into(),
        action: "/staff".into(),
        version: None,
        sites: sites_to_choose(house, &form),
        form,
        roles: employee_roles().collect(),
        role_note: String::new(),
        slots: SLOTS
            .map(|minutes| (minutes.to_string(), say!("staff-slot-minutes", minutes = minutes)))
            .to_vec(),
        fee_label: say!("staff-fee", currency = house.hospital.currency.clone()),
        save: say!("staff-create"),
        active: true,
        own: false,
        sessions: 0,
        leaving: String::new(),
    }
}

/// The open sites, and the closed ones where somebody works still: saving the rest of the form must not lose that.
fn sites_to_choose(house: &House, form: &Form) -> Vec<(String, String)> {
    house
        .sites
        .iter()
        .map(|site| (forms::site_field(site.id), site))
        .filter(|(field, site)| site.active || form.ticked(field))
        .map(|(field, site)| {
            let name = site.name.clone();
            (field, if site.active { name } else { say!("staff-site-closed", name = name) })
        })
        .collect()
}

async fn page(
    desk: &Desk,
    request: &HttpRequest,
    chosen: Option<AccountId>,
    panel: Option<Panel>,
) -> Result<Page> {
    Page::ok(&page_with(desk, request, chosen, panel).await?)
}

async fn page_with(
    desk: &Desk,
    request: &HttpRequest,
    chosen: Option<AccountId>,
    panel: Option<Panel>,
) -> Result<StaffPage> {
    let narrowed = Narrowed::of(&Query::read(request.query_string())?);
    let now = desk.clock().now();
    let list = {
        let narrowed = narrowed.clone();
        desk.read(move |conn| list::load(conn, &narrowed, chosen, now)).await?
    };
    let close = format!("/staff{}", narrowed.query(None));
    Ok(StaffPage { frame: desk.frame(), list, panel: panel.map(|panel| Panel { close, ..panel }) })
}

impl StaffPage {
    fn into_invalid(self) -> Result<Page> {
        Page::invalid(&self)
    }
}

/// A one-time password, its hash, and until when it can be used.
async fn one_time_password(desk: &Desk) -> Result<(String, String, Timestamp)> {
    let password = one_time::password();
    let hash = desk.house().hasher.hash(Password::new(&password)).await.map_err(|error| match error {
        HashError::Busy => Error::Unavailable("too many passwords are being checked"),
        HashError::Failed(cause) => Error::bug(cause),
    })?;
    let until = desk.clock().now().saturating_add(ONE_TIME).map_err(Error::bug)?;
    Ok((password, hash, until))
}

fn invitation(
    desk: &Desk,
    house: &House,
    name: &str,
    email: &str,
    password: String,
    until: Timestamp,
    back: &str,
) -> Result<Answer> {
    let page = InvitationPage {
        frame: desk.frame(),
        title: say!("staff-invitation-title", name = name.to_owned()),
        name: name.to_owned(),
        address: desk.visit().base.clone(),
        email: email.to_owned(),
        password,
        until: say!(
            "staff-invitation-until",
            until = when::full(until, &when::zone(&house.hospital.time_zone))
        ),
        back: back.to_owned(),
    };
    Ok(Page::ok(&page)?.into())
}
