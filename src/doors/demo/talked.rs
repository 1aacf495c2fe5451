//! What some of the staff have said to each other until yesterday; two things nobody has read yet.

use jiff::Span;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;

use super::staff::{Post, STAFF, first_of};
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::talk::chat::{self, Said};

/// How many days ago, hour, minute, who (the first or the other), what, and whether it was read.
type Line = (i32, i8, i8, usize, &'static str, bool);

/// Two who talk, by their place among the staff.
fn conversations() -> [([usize; 2], &'static [Line]); 3] {
    let (doctor, nurse, desk) = (first_of(Post::Doctor), first_of(Post::Nurse), first_of(Post::Receptionist));
    let colleague = STAFF
        .iter()
        .position(|one| one.post == Post::Doctor && one.email != STAFF[doctor].email)
        .unwrap_or_default();
    [
        (
            [doctor, nurse],
            &[
                (2, 16, 48, 1, "Mrs Marković called: morning headaches again. She comes tomorrow.", true),
                (
                    2,
                    16,
                    52,
                    0,
                    "Thanks. Please take blood pressure on both arms when she comes, and weight.",
                    true,
                ),
                (1, 9, 32, 1, "148/92 right, 146/90 left, pulse 84, 71.5 kg. All entered.", true),
                (1, 9, 34, 1, "She brought a list from home, I put it into her record.", true),
                (1, 9, 37, 0, "Very good. Can you draw potassium again before she leaves?", true),
                (1, 9, 39, 1, "Potassium is drawn, on its way to the laboratory", true),
            ],
        ),
        (
            [doctor, colleague],
            &[
                (9, 12, 5, 0, "The echo report is signed now", true),
                (9, 12, 20, 1, "Fine for me, thank you", true),
                (1, 17, 22, 1, "Can you take my 11:15 tomorrow?", false),
                (1, 17, 23, 1, "Mrs Petrova, only a dressing to look at.", false),
            ],
        ),
        (
            [desk, doctor],
            &[
                (1, 11, 5, 0, "Mr Horvat cannot be reached by SMS, I wrote him a letter.", true),
                (1, 11, 41, 1, "Thank you", true),
            ],
        ),
    ]
}

/// Says it all.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    staff: &[(AccountId, String)],
    zone: &TimeZone,
    today: Date,
) -> Result<()> {
    for (two, lines) in conversations() {
        for (days, hour, minute, who, text, is_read) in lines {
            let day = today - Span::new().days(*days);
            let at =
                day.to_datetime(time(*hour, *minute, 0, 0)).to_zoned(zone.clone()).map_err(Error::bug)?;
            let (from, to) = (staff[two[*who]].0, staff[two[1 - who]].0);
            chat::recall(tx, &Said { from, to, at: at.timestamp(), text, is_read: *is_read })?;
        }
    }
    tx.nothing_to_record("what was said until now is recalled as it is");
    Ok(())
}
