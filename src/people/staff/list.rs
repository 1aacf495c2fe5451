//! The list of employees: searched and ordered here, since no database folds names as people do, and a
//! hospital has some thousands of employees at most.

use std::collections::HashMap;

use jiff::Timestamp;

use super::model::{folded, matches};
use super::store;
use super::views::{Choice, List, Row};
use crate::gate::access::employees::{self, Employee};
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::when;
use crate::say;

/// Rows of a page.
const PAGE: usize = 50;

/// What the list is narrowed to, as it stands in the address.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrowed {
    q: String,
    role: Option<Role>,
    site: Option<SiteId>,
    state: Option<State>,
    after: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Active,
    Invited,
    Disabled,
}

impl State {
    const ALL: [Self; 3] = [Self::Active, Self::Invited, Self::Disabled];

    fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::Disabled => "disabled",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Active => say!("staff-status-active"),
            Self::Invited => say!("staff-status-invited"),
            Self::Disabled => say!("staff-status-disabled"),
        }
    }

    fn of(employee: &Employee) -> Self {
        if !employee.active {
            Self::Disabled
        } else if employee.last_sign_in_at.is_none() && employee.must_change_password {
            Self::Invited
        } else {
            Self::Active
        }
    }

    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Active => ("is-ok", "check"),
            Self::Invited => ("is-info", "mail"),
            Self::Disabled => ("is-cancelled", "st-cancelled"),
        }
    }
}

impl Narrowed {
    pub(super) fn of(query: &Query) -> Self {
        Self {
            q: query.get("q").to_owned(),
            role: query.get("role").parse().ok(),
            site: query.get("site").parse().ok(),
            state: State::ALL.into_iter().find(|state| state.word() == query.get("account")),
            after: query.get("after").parse().ok(),
        }
    }

    /// The words of the address that keep this narrowing, `?` included; "" for everything.
    pub(super) fn query(&self, after: Option<AccountId>) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        pairs.extend(self.role.map(|role| ("role", role.to_string())));
        pairs.extend(self.site.map(|site| ("site", site.to_string())));
        pairs.extend(self.state.map(|state| ("account", state.word().to_owned())));
        pairs.extend(after.map(|id| ("after", id.to_string())));
        match serde_urlencoded::to_string(&pairs) {
            Ok(words) if !words.is_empty() => format!("?{words}"),
            _ => String::new(),
        }
    }

    fn takes(&self, employee: &Employee, sites: &[SiteId], specialties: &[String]) -> bool {
        let role = say!(employee.role.label_key());
        let mut texts = vec![employee.name.as_str(), employee.email.as_str(), role.as_str()];
        texts.extend(specialties.iter().map(String::as_str));
        self.role.is_none_or(|role| role == employee.role)
            && self.site.is_none_or(|site| sites.contains(&site))
            && self.state.is_none_or(|state| state == State::of(employee))
            && (self.q.is_empty() || matches(&self.q, &texts))
    }
}

/// How many employees there are of one standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headcount {
    /// The standing in words.
    pub label: String,
    /// How many.
    pub count: usize,
    /// The list of them.
    pub href: String,
}

/// How many employees are active, invited and disabled, in one statement.
///
/// # Errors
/// What the database says.
pub fn headcounts(conn: &mut Conn) -> Result<Vec<Headcount>> {
    let everybody = employees::employees(conn)?;
    let headcount = |state: State| Headcount {
        label: state.label(),
        count: everybody.iter().filter(|one| State::of(one) == state).count(),
        href: format!("/staff{}", Narrowed { state: Some(state), ..Narrowed::default() }.query(None)),
    };
    Ok(State::ALL.into_iter().map(headcount).collect())
}

/// Loads a page of the list.
pub(super) fn load(
    conn: &mut Conn,
    narrowed: &Narrowed,
    chosen: Option<AccountId>,
    now: Timestamp,
) -> Result<List> {
    let zone = when::zone(&hospital::find(conn)?.map(|house| house.time_zone).unwrap_or_default());
    let everybody = employees::employees(conn)?;
    let sites = hospital::sites(conn)?;
    let works_at = employees::sites(conn)?;
    let specialties = store::specialties_of_all(conn)?;
    let seen = employees::last_seen(conn)?;
    let none = (Vec::new(), Vec::new());

    let total = everybody.len();
    let mut found: Vec<(String, Employee)> = everybody
        .into_iter()
        .filter(|employee| {
            narrowed.takes(
                employee,
                works_at.get(&employee.id).unwrap_or(&none.0),
                specialties.get(&employee.id).unwrap_or(&none.1),
            )
        })
        .map(|employee| (order_key(&employee.name), employee))
        .collect();
    found.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.id.cmp(&other.id)));

    let start = narrowed
        .after
        .and_then(|after| found.iter().position(|(_, employee)| employee.id == after))
        .map_or(0, |at| at + 1);
    let matching = found.len();
    let page: Vec<&Employee> = found.iter().skip(start).take(PAGE).map(|(_, employee)| employee).collect();
    let end = start + page.len();
    let rows = page
        .iter()
        .map(|employee| {
            let state = State::of(employee);
            let (family, glyph) = state.look();
            let at = seen.get(&employee.id).copied().max(employee.last_sign_in_at);
            Row {
                chosen: chosen == Some(employee.id),
                href: format!("/staff/{}{}#panel", employee.id, narrowed.query(narrowed.after)),
                name: employee.name.clone(),
                email: employee.email.clone(),
                role: say!(employee.role.label_key()),
                place: place(
                    specialties.get(&employee.id),
                    works_at.get(&employee.id).unwrap_or(&none.0),
                    &sites,
                ),
                seen: at.map_or_else(|| say!("staff-never"), |at| when::said(at, now, &zone)),
                family,
                glyph,
                state: state.label(),
            }
        })
        .collect();
    Ok(List {
        total,
        q: narrowed.q.clone(),
        role: narrowed.role.map(|role| role.to_string()).unwrap_or_default(),
        roles: with_all("staff-all-roles", employee_roles()),
        site: narrowed.site.map(|site| site.to_string()).unwrap_or_default(),
        sites: with_all("staff-all-sites", sites.iter().map(|site| (site.id.to_string(), site.name.clone()))),
        state: narrowed.state.map(|state| state.word().to_owned()).unwrap_or_default(),
        states: with_all(
            "staff-any-account",
            State::ALL.map(|state| (state.word().to_owned(), state.label())),
        ),
        rows,
        shown: say!("staff-shown", shown = end - start, total = matching),
        first: (start > 0).then(|| format!("/staff{}", narrowed.query(None))),
        more: (end < matching)
            .then(|| format!("/staff{}", narrowed.query(page.last().map(|employee| employee.id)))),
    })
}

/// The roles an employee can have, for a select.
pub(super) fn employee_roles() -> impl Iterator<Item = Choice> {
    Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Patient)
        .map(|role| (role.as_str().to_owned(), say!(role.label_key())))
}

/// What a list says about where somebody works: the specialty of who sees patients, else the sites.
fn place(specialties: Option<&Vec<String>>, works_at: &[SiteId], sites: &[Site]) -> String {
    match specialties {
        Some(names) if !names.is_empty() => names.join(", "),
        _ => site_names(works_at, sites),
    }
}

/// The names of sites, in the order of the hospital's list.
pub(super) fn site_names(works_at: &[SiteId], sites: &[Site]) -> String {
    let names: Vec<&str> =
        sites.iter().filter(|site| works_at.contains(&site.id)).map(|site| site.name.as_str()).collect();
    names.join(", ")
}

/// Names are ordered by their last word, which is how a house looks people up, then by the whole.
fn order_key(name: &str) -> String {
    let folded = folded(name);
    let last = folded.split_whitespace().next_back().unwrap_or_default();
    format!("{last} {folded}")
}

fn with_all(key: &str, choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once((String::new(), say!(key))).chain(choices).collect()
}

/// The employees whom a search by name or address means, disabled ones too.
///
/// # Errors
/// What the database says.
pub fn named(conn: &mut Conn, search: &str) -> Result<Vec<AccountId>> {
    Ok(employees::employees(conn)?
        .into_iter()
        .filter(|employee| matches(search, &[&employee.name, &employee.email]))
        .map(|employee| employee.id)
        .collect())
}

/// One line of the employee directory.
pub struct Colleague {
    /// Who.
    pub id: AccountId,
    /// As they write it.
    pub name: String,
    /// What they are here.
    pub role: Role,
    /// What they know, in their order.
    pub specialties: Vec<String>,
    /// Where they work, in words.
    pub sites: String,
    /// Whether patients are booked with them.
    pub sees_patients: bool,
}

/// Everybody who works here now, in order.
///
/// # Errors
/// What the database says.
pub fn colleagues(conn: &mut Conn) -> Result<Vec<Colleague>> {
    let sites = hospital::sites(conn)?;
    let works_at = employees::sites(conn)?;
    let mut specialties: HashMap<AccountId, Vec<String>> = store::specialties_of_all(conn)?;
    let mut all: Vec<Colleague> = employees::employees(conn)?
        .into_iter()
        .filter(|employee| employee.active)
        .map(|employee| {
            let of_one = specialties.remove(&employee.id);
            Colleague {
                id: employee.id,
                sites: works_at.get(&employee.id).map(|ids| site_names(ids, &sites)).unwrap_or_default(),
                name: employee.name,
                role: employee.role,
                sees_patients: of_one.is_some(),
                specialties: of_one.unwrap_or_default(),
            }
        })
        .collect();
    all.sort_by_cached_key(|colleague| (order_key(&colleague.name), colleague.id));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_by_their_last_word_without_marks() {
        let mut names = ["Petra Schmidt", "Aylin Çelik", "Ante Kovač", "Nils Berg", "Zoë"];
        names.sort_by_key(|name| order_key(name));
        assert_eq!(names, ["Nils Berg", "Aylin Çelik", "Ante Kovač", "Petra Schmidt", "Zoë"]);
    }

    #[test]
    fn the_address_keeps_the_narrowing_and_nothing_else() {
        let query =
            Query::read("q=m%C3%BCller+x&role=doctor&site=rubbish&account=disabled&sort=name").unwrap();
        assert_eq!(Narrowed::of(&query).query(None), "?q=m%C3%BCller+x&role=doctor&account=disabled");
        assert_eq!(Narrowed::default().query(None), "");
    }
}
