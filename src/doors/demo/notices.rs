//! What stands on the board: for everybody, for some, and one that begins later.

use jiff::Span;
use jiff::civil::Date;

use super::hiring::sites;
use super::staff::{HARBOUR, Post, first_of};
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::talk::notices::{Audience, Sheet, publish};

struct Written {
    by: Post,
    title: &'static str,
    body: &'static str,
    pinned: bool,
    /// In how many days it begins and ends.
    days: (i64, Option<i64>),
    roles: &'static [Role],
    site: Option<usize>,
}

const WRITTEN: [Written; 4] = [
    Written {
        by: Post::Admin,
        title: "Fire drill next week",
        body: "The alarm sounds **once**, for two minutes.\n\n- Close doors and windows.\n- Meet in front of the main entrance.\n- Patients in treatment stay where they are.",
        pinned: true,
        days: (0, Some(7)),
        roles: &[],
        site: None,
    },
    Written {
        by: Post::Receptionist,
        title: "Interpreters on Thursdays",
        body: "From now on interpreters for Arabic and Ukrainian are at reception every Thursday from nine to twelve.",
        pinned: false,
        days: (0, None),
        roles: &[Role::Doctor, Role::Nurse],
        site: None,
    },
    Written {
        by: Post::Admin,
        title: "The lift is being repaired",
        body: "Please send patients who cannot climb stairs to the ground floor rooms.",
        pinned: false,
        days: (0, Some(2)),
        roles: &[],
        site: Some(HARBOUR),
    },
    Written {
        by: Post::Admin,
        title: "New gloves in store room two",
        body: "The old stock is used up first.",
        pinned: false,
        days: (5, None),
        roles: &[Role::Nurse],
        site: None,
    },
];

/// Puts them on the board.
pub(super) fn tell(tx: &mut Tx<'_>, staff: &[(AccountId, String)], today: Date) -> Result<()> {
    let sites = sites(tx.conn())?;
    for one in &WRITTEN {
        let day = |days: i64| today + Span::new().days(days);
        let sheet = Sheet {
            title: one.title.to_owned(),
            body: one.body.to_owned(),
            pinned: one.pinned,
            from: day(one.days.0),
            until: one.days.1.map(day),
            audience: Audience {
                roles: one.roles.to_vec(),
                sites: one.site.map(|site| sites[site]).into_iter().collect(),
            },
        };
        let (account, name) = &staff[first_of(one.by)];
        publish(tx, &sheet, (*account, name), today)?;
    }
    Ok(())
}
