//! Somebody saved the draft while it was written here: both versions.

use super::super::desk_path;
use super::super::model::{Section, Sections, packed};
use super::super::said::label;
use super::super::views::ConflictPage;
use super::desk::{Writer, open, title};
use super::{Lent, headed, said};
use crate::care::notes;
use crate::care::visits::VisitId;
use crate::care::vitals;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::compare::{Difference, Versions};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Answer;
use crate::say;

/// Both versions, section by section, with what the form was opened with where that is known.
pub(super) async fn both(
    desk: &Desk,
    chart: &Writer,
    lent: &Lent,
    visit: VisitId,
    form: &Form,
    mine: &Sections,
) -> Result<Answer> {
    let head = headed(desk, chart, lent).await?;
    let open = open(desk, chart, visit).await?;
    let theirs = Sections::of(&open.note)?;
    let (patient, id) = (chart.id, open.note.id);
    let opened: i64 = form.raw("version").parse().unwrap_or_default();
    let (before, last) = desk
        .read(move |conn| {
            let before = notes::version(conn, patient, id, opened)?;
            Ok((before, notes::last_change(conn, patient, id)?))
        })
        .await?;
    let before = before.map(|note| Sections::of(&note)).transpose()?;
    let mut rows: Vec<Difference> = Section::ALL
        .into_iter()
        .map(|section| Difference {
            field: section.name(),
            label: label(section),
            before: before.as_ref().map(|one| one.text(section).to_owned()),
            mine: mine.text(section).to_owned(),
            theirs: theirs.text(section).to_owned(),
        })
        .collect();
    let mut row = |field, label: &str, words: &dyn Fn(&Sections) -> String| {
        rows.push(Difference {
            field,
            label: say!(label),
            before: before.as_ref().map(words),
            mine: words(mine),
            theirs: words(&theirs),
        });
    };
    row("diagnoses", "consultation-diagnoses", &Sections::diagnoses_said);
    row("answers", "consultation-answers", &Sections::answers_said);
    row("measured", "consultation-measured", &|sections| vitals::typed_said(&sections.measured));
    row("restricted", "consultation-restricted-row", &|sections| {
        say!(if sections.restricted { "consultation-yes" } else { "consultation-no" })
    });
    let path = desk_path(patient, visit);
    let (at, who) = last.unwrap_or((open.note.at.0, None));
    let (at, who) = (said(desk, at), who.or(open.note.author).unwrap_or_default());
    let mut versions = Versions::of(form, path.clone(), open.note.version, rows)
        .leaving_to(path.clone())
        .saved_by(say!("consultation-by-at", by = who.clone(), at = at.clone()));
    // Whoever pressed "sign" has not seen the other version: choosing one saves, and nothing more.
    versions
        .typed
        .retain(|(name, _)| !["do", "go", "remove", "pick", "dx", "dx-new"].contains(&name.as_str()));
    versions.typed.extend(mine.diagnoses.iter().map(|one| ("dx".to_owned(), packed(one))));
    Ok(Page::conflict(&ConflictPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        form: desk.form(),
        path,
        title: title(desk, &open.visit),
        who,
        at,
        versions,
    })?
    .into())
}
