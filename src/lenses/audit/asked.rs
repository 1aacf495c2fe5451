//! What somebody asks the audit trail for, and the filter it becomes.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::audit::{Filter, Stretch};
use crate::kit::db::Conn;
use crate::kit::db::types::is_kept;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::people::patients::{self, Mrn, PatientId};
use crate::people::staff;
use crate::say;

/// Kinds of deeds one can ask for, as they begin.
pub(super) const KINDS: [&str; 20] = [
    "session.",
    "password.",
    "second-factor.",
    "account.",
    "staff.",
    "patient.",
    "record.",
    "appointment.",
    "waiting.",
    "hours.",
    "leave.",
    "emergency.",
    "import.",
    "settings.",
    "hospital.",
    "access.",
    "audit.",
    "message.",
    "draft.",
    "demonstration.",
];

/// The words of the filter, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub who: String,
    pub what: String,
    pub patient: String,
    pub from: String,
    pub until: String,
    pub outcome: String,
    after: String,
}

impl Asked {
    pub(super) fn in_address(query: &Query) -> Self {
        Self::read(|name| query.get(name).to_owned())
    }

    pub(super) fn in_form(form: &Form) -> Self {
        Self::read(|name| form.raw(name).trim().to_owned())
    }

    fn read(get: impl Fn(&str) -> String) -> Self {
        Self {
            who: get("who"),
            what: get("what"),
            patient: get("patient"),
            from: get("from"),
            until: get("until"),
            outcome: get("outcome"),
            after: get("after"),
        }
    }

    /// Name and value of each word that is set.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("who", &self.who),
            ("what", &self.what),
            ("patient", &self.patient),
            ("from", &self.from),
            ("until", &self.until),
            ("outcome", &self.outcome),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.clone()))
        .collect()
    }

    /// The address of the page that begins after a line, or of the first page.
    pub(super) fn address(&self, after: Option<(Timestamp, Uuid)>) -> String {
        let mut pairs = self.pairs();
        pairs.extend(after.map(|(at, id)| ("after", format!("{}.{id}", at.as_microsecond()))));
        match serde_urlencoded::to_string(&pairs) {
            Ok(words) if !words.is_empty() => format!("/audit?{words}"),
            _ => "/audit".to_owned(),
        }
    }

    /// Whether this page is not the first.
    pub(super) fn is_further(&self) -> bool {
        self.line().is_some()
    }

    /// The filter, for somebody who may see all of it or only their `own`.
    pub(super) fn filter(
        &self,
        conn: &mut Conn,
        own: Option<AccountId>,
        reach: &Reach,
        zone: &TimeZone,
    ) -> Result<Filter> {
        let people = match own {
            Some(own) => Some(vec![own]),
            None if self.who.is_empty() => None,
            None => Some(staff::named(conn, &self.who)?),
        };
        let (from, until) = (day(&self.from)?, day(&self.until)?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            return Err(Error::Invalid(say!("audit-error-order")));
        }
        let start = |day: Date| day.to_zoned(zone.clone()).map(|at| at.timestamp()).map_err(Error::bug);
        Ok(Filter {
            people,
            stretches: self.stretches(conn, reach)?,
            verb: KINDS.iter().find(|kind| **kind == self.what).map(|kind| (*kind).to_owned()),
            done: match self.outcome.as_str() {
                "done" => Some(true),
                "refused" => Some(false),
                _ => None,
            },
            from: from.map(start).transpose()?,
            until: until.and_then(|day| day.tomorrow().ok()).map(start).transpose()?,
            after: self.line(),
            ..Filter::default()
        })
    }

    /// What concerns the patient who was asked for, under whatever number it was.
    fn stretches(&self, conn: &mut Conn, reach: &Reach) -> Result<Vec<Stretch>> {
        match self.patient_id(conn, reach)? {
            Some(id) => patients::trails_of(conn, id),
            None => Ok(Vec::new()),
        }
    }

    /// By id, as a patient's own pages link here, or by record number.
    fn patient_id(&self, conn: &mut Conn, reach: &Reach) -> Result<Option<PatientId>> {
        if self.patient.is_empty() {
            return Ok(None);
        }
        if let Ok(id) = self.patient.parse::<PatientId>() {
            return Ok(Some(id));
        }
        let unknown = || Error::Invalid(say!("audit-error-patient"));
        let mrn = Mrn::parse(&self.patient).ok_or_else(unknown)?;
        match patients::find_by_mrn(conn, reach, mrn) {
            Ok(patient) => Ok(Some(patient.id)),
            Err(Error::NotFound) => Err(unknown()),
            Err(error) => Err(error),
        }
    }

    fn line(&self) -> Option<(Timestamp, Uuid)> {
        let (at, id) = self.after.split_once('.')?;
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, id.parse().ok()?)).filter(|_| is_kept(at))
    }
}

/// A day of the years that dates are taken from everywhere: before and after, a clock's shift from UTC may lead to
/// where no calendar goes.
fn day(typed: &str) -> Result<Option<Date>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let day: Option<Date> = typed.parse().ok();
    let known = day.filter(|day| (1850..=2200).contains(&day.year()));
    known.map(Some).ok_or_else(|| Error::Invalid(say!("audit-error-date")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_what_was_asked_and_where_the_page_begins() {
        let asked = Asked::in_address(&Query::read("who=Falk+I&what=staff.&outcome=&x=1").unwrap());
        assert_eq!(asked.address(None), "/audit?who=Falk+I&what=staff.");
        let at = Timestamp::from_microsecond(1_700_000_000_123_456).unwrap();
        let id = Uuid::now_v7();
        let next = asked.address(Some((at, id)));
        let read = Asked::in_address(&Query::read(next.split_once('?').unwrap().1).unwrap());
        assert_eq!(read.line(), Some((at, id)));
        let before_christ = format!("-377705023201000000.{id}");
        for rubbish in ["1", "a.b", "1.x", "99999999999999999999.x", before_christ.as_str()] {
            let asked = Asked { after: rubbish.into(), ..Asked::default() };
            assert_eq!(asked.line(), None, "{rubbish}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused_in_words() {
        for wrong in
            ["2026-02-30", "9999-12-31", "2201-01-01", "1849-12-31", "-009999-01-01", "-004713-01-01"]
        {
            assert!(matches!(day(wrong), Err(Error::Invalid(_))), "{wrong}");
        }
        assert_eq!(day("").unwrap(), None);
        assert_eq!(day("2026-11-20").unwrap(), Some(jiff::civil::date(2026, 11, 20)));
    }
}
