//! What was typed into the form of a notice.

use jiff::civil::Date;

use super::model::{Audience, Notice, Sheet};
use crate::gate::access::model::Role;
use crate::gate::hospital::{Site, SiteId};
use crate::kit::web::form::Form;
use crate::people::patients::parse_date;
use crate::say;

const TITLE: usize = 120;
const BODY: usize = 5_000;

/// The name of the box of a role.
pub(super) fn role_field(role: Role) -> String {
    format!("role-{role}")
}

/// The name of the box of a site.
pub(super) fn site_field(site: SiteId) -> String {
    format!("site-{site}")
}

/// The values a form starts with: of a new notice from today on, or of one that is changed.
pub(super) fn values(notice: Option<&Notice>, today: Date) -> Vec<(String, String)> {
    let text = |name: &str, value: String| (name.to_owned(), value);
    let Some(notice) = notice else { return vec![text("from", today.to_string())] };
    let sheet = &notice.sheet;
    let mut values = vec![
        text("title", sheet.title.clone()),
        text("body", sheet.body.clone()),
        text("from", sheet.from.to_string()),
        text("until", sheet.until.map(|day| day.to_string()).unwrap_or_default()),
        text("version", notice.version.to_string()),
    ];
    values.extend(sheet.pinned.then(|| text("pinned", "on".to_owned())));
    values.extend(sheet.audience.roles.iter().map(|role| (role_field(*role), "on".to_owned())));
    values.extend(sheet.audience.sites.iter().map(|site| (site_field(*site), "on".to_owned())));
    values
}

/// A notice; what is wrong stands in the form.
pub(super) fn read(form: &mut Form, sites: &[Site], today: Date) -> Option<Sheet> {
    let title = form.name("title", TITLE, "notices-title-missing");
    let body = form.required("body", BODY, "notices-body-missing");
    let from = parse_date(form.raw("from"), today);
    if from.is_none() {
        form.refuse("from", say!("notices-day-missing"));
    }
    let until = match form.raw("until").trim() {
        "" => None,
        typed => {
            let until = parse_date(typed, today);
            if until.is_none() {
                form.refuse("until", say!("notices-day-missing"));
            }
            until
        }
    };
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        form.refuse("until", say!("notices-days-order"));
    }
    if until.is_some_and(|until| until < today) {
        form.refuse("until", say!("notices-over"));
    }
    let audience = Audience {
        roles: Role::STAFF.into_iter().filter(|role| form.ticked(&role_field(*role))).collect(),
        sites: sites.iter().map(|site| site.id).filter(|id| form.ticked(&site_field(*id))).collect(),
    };
    let sheet =
        Sheet { title: title?, body: body?, pinned: form.ticked("pinned"), from: from?, until, audience };
    form.is_valid().then_some(sheet)
}
