//! An employee's form beside the list of all, as it is saved and as somebody else saved it meanwhile.

use actix_web::HttpRequest;
use actix_web::web::Data;

use super::leaving::Leaving;
use super::list::{self, Narrowed, employee_roles};
use super::model::{DoctorProfile, SLOTS};
use super::pages::path;
use super::views::{ConflictPage, Panel, StaffPage};
use super::{forms, store};
use crate::gate::access::employees::{self, Employee};
use crate::gate::access::permissions::perm;
use crate::gate::access::store::open_sessions;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Hospital, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::compare::{self, Difference, Versions};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::say;

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
pub(super) struct Saved {
    employee: Employee,
    sites: Vec<SiteId>,
    profile: DoctorProfile,
}

impl Saved {
    pub(super) fn load(conn: &mut Conn, id: AccountId) -> Result<Self> {
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
pub(super) fn pick(form: &mut Form, saved: &Saved, house: &House) {
    let theirs = saved.values(house);
    for field in forms::FIELDS {
        if compare::is_theirs(form, field) {
            forms::take_theirs(form, field, &theirs, &house.sites);
        }
    }
}

pub(super) fn conflict(desk: &Desk, form: Form, saved: &Saved, house: &House) -> ConflictPage {
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

pub(super) async fn new_panel(desk: &Desk, form: Form) -> Result<Panel> {
    let house = desk.read(House::load).await?;
    Ok(panel(&house, form))
}

pub(super) async fn edit_panel(
    permit: &May<perm::StaffManage>,
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

pub(super) async fn page(
    desk: &Desk,
    request: &HttpRequest,
    chosen: Option<AccountId>,
    panel: Option<Panel>,
) -> Result<Page> {
    Page::ok(&page_with(desk, request, chosen, panel).await?)
}

pub(super) async fn page_with(
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
