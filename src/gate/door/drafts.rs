//! Keeps what is being typed into a long form.

use askama::Template;

use crate::gate::access::drafts::{self, Typed};
use crate::gate::desk::{Desk, SignedIn};
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::draft::typed;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::submissions;
use crate::say;

/// More than this is not typing.
const MOST: usize = 256 * 1024;

#[derive(Template)]
#[template(path = "gate/door/_draft.html")]
struct Note {
    kept: bool,
    words: String,
}

/// Keeps the form as it stands now, and says when. Of a form that was taken already nothing is kept: its last typing
/// may arrive after it.
pub async fn save(permit: SignedIn, desk: Desk, form: Form) -> Result<Page> {
    let slot = form.slot().ok_or_else(|| Error::Invalid(say!("form-broken")))?;
    let sent = form
        .sent()
        .filter(|sent| desk.visit().keys.is_single_use(&sent.key))
        .cloned()
        .ok_or_else(|| Error::Invalid(say!("form-stale")))?;
    let typed = Typed { to: String::new(), pairs: typed(&form) };
    if typed.pairs.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MOST {
        return Page::ok(&Note { kept: false, words: say!("draft-too-long") });
    }
    let account = permit.who.account;
    let kept = desk
        .write(&permit, move |tx| {
            tx.nothing_to_record("typing is not a deed");
            if submissions::is_used(tx, &sent)? {
                return Ok(false);
            }
            drafts::save(tx, account, &slot, &typed)?;
            Ok(true)
        })
        .await?;
    let time = desk.here().strftime("%H:%M").to_string();
    let words = if kept { say!("draft-saved", time = time) } else { say!("draft-form-gone") };
    Page::ok(&Note { kept, words })
}
