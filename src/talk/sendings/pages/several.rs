//! Reception or an admin writes to all patients of a list of the diary: how many they are, the words, and it is sent.

use actix_web::HttpRequest;
use uuid::Uuid;

use super::super::model::By;
use super::super::views::{Nobody, SeveralPage, Told};
use super::super::{actions, forms, path};
use crate::diary::days::{self, Chosen, Reader};
use crate::gate::access::permissions::perm;
use crate::gate::access::reach::Reach;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{self, Contact, PatientId};
use crate::say;

/// More patients than these are not written to at once.
const MOST: usize = 300;

type Sender = May<perm::SendToPatients>;

/// Who asks for a list, with whose appointments and records they reach.
#[derive(Clone)]
struct Asker {
    reader: Reader,
    reach: Reach,
    /// Their own record: nobody writes to themselves as a patient.
    own: Option<Uuid>,
}

impl Asker {
    async fn enter(desk: &Desk) -> Result<Self> {
        let looks = May::<perm::AppointmentView>::enter(desk).await?;
        let reach = May::<perm::PatientSearch>::enter(desk).await?.reach;
        Ok(Self { reader: Reader::of(&looks, desk), reach, own: looks.who.patient })
    }
}

/// Whom a list means, and how each is told.
struct Found {
    chosen: Chosen,
    /// By name; without those whom nobody tells anything.
    to: Vec<(PatientId, Contact)>,
    left_out: usize,
}

impl Found {
    fn load(conn: &mut Conn, asker: &Asker, list: &str) -> Result<Self> {
        let chosen = days::chosen(conn, &asker.reader, &asker.reach, list, MOST)?.ok_or(Error::NotFound)?;
        let mut to = Vec::new();
        if !chosen.is_more {
            let mut contacts = patients::contacts(conn, &chosen.patients)?;
            let others = chosen.patients.iter().filter(|id| asker.own != Some(id.uuid()));
            to.extend(others.filter_map(|id| Some((*id, contacts.remove(id)?))));
            to.retain(|(_, contact)| *contact != Contact::Nobody);
            to.sort_by_cached_key(|(id, contact)| (name(contact).to_lowercase(), *id));
        }
        let left_out = if chosen.is_more { 0 } else { chosen.patients.len() - to.len() };
        Ok(Self { chosen, to, left_out })
    }

    fn count(&self, by: By) -> usize {
        self.to.iter().filter(|(_, contact)| By::of(contact) == Some(by)).count()
    }
}

fn name(contact: &Contact) -> &str {
    match contact {
        Contact::Message(to) => &to.name,
        Contact::Call { name, .. } => name,
        Contact::Nobody => "",
    }
}

/// The form, under how many it is for.
pub async fn new(_: Sender, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asker = Asker::enter(&desk).await?;
    let list = request.query_string().to_owned();
    let found = desk.read(move |conn| Found::load(conn, &asker, &list)).await?;
    Page::ok(&page(&desk, desk.form(), &found))
}

/// Sends it to exactly those who were shown.
pub async fn send(may: Sender, desk: Desk, mut form: Form) -> Result<Answer> {
    // Whoever clicks twice gets the first answer, whoever has come or gone meanwhile.
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let words = forms::words(&mut form);
    let asker = Asker::enter(&desk).await?;
    let (asks, list) = (asker.clone(), form.raw("list").to_owned());
    let found = desk.read(move |conn| Found::load(conn, &asks, &list)).await?;
    if found.chosen.is_more {
        form.refuse("", say!("sendings-too-many", most = MOST));
    } else if found.to.is_empty() {
        form.refuse("", say!("sendings-no-patients"));
    }
    let mark = forms::mark_of_patients(&found.to);
    let was_seen = form.raw("seen") == mark;
    let Some(words) = words.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, form, &found))?.into());
    };
    if !was_seen {
        let form = form.rekeyed(desk.form().key);
        let shown = SeveralPage { problem: say!("sendings-others-now"), ..page(&desk, form, &found) };
        return Ok(Page::conflict(&shown)?.into());
    }
    let (me, name, list) = (may.who.account, may.who.name.clone(), form.raw("list").to_owned());
    let done = desk.submit(&may, &form, move |tx| {
        let now = Found::load(tx.conn(), &asker, &list)?;
        if now.chosen.is_more || forms::mark_of_patients(&now.to) != mark {
            return Err(Error::Conflict(say!("sendings-others-now")));
        }
        let id = actions::send_to_patients(tx, &words, &now.chosen.words, &now.to, (me, &name))?;
        Ok(Reply::to(path(id)).toast(say!("sendings-queued-several", count = now.to.len())))
    });
    Ok(done.await?.into())
}

fn page(desk: &Desk, form: Form, found: &Found) -> SeveralPage {
    let Found { chosen, to, left_out } = found;
    let post = &desk.house().post;
    let missing = [
        (By::Mail, post.mailer.is_set_up(), "outbox-no-mail"),
        (By::Text, post.texter.is_set_up(), "outbox-no-text"),
    ];
    let told = |(_, contact): &(PatientId, Contact)| {
        let by = By::of(contact)?;
        Some((name(contact).to_owned(), say!(&format!("sendings-by-{}", by.word()))))
    };
    let all_called = found.count(By::Call) == to.len();
    let send = if all_called { "sendings-to-call-list" } else { "sendings-send-to-patients" };
    SeveralPage {
        frame: desk.frame(),
        form,
        which: chosen.words.clone(),
        list: chosen.query.clone(),
        back: chosen.list.clone(),
        nobody: match (chosen.is_more, to.is_empty()) {
            (true, _) => Some(Nobody {
                title: say!("sendings-too-many-title"),
                why: say!("sendings-too-many", most = MOST),
            }),
            (false, true) => Some(Nobody {
                title: say!("sendings-no-patients"),
                why: if chosen.expected_only { say!("sendings-expected-only") } else { String::new() },
            }),
            (false, false) => None,
        },
        title: say!("sendings-to-count", count = to.len()),
        told: By::ALL
            .into_iter()
            .map(|by| Told { count: found.count(by), words: say!(&format!("sendings-by-{}", by.word())) })
            .filter(|told| told.count > 0)
            .collect(),
        people: to.iter().filter_map(told).collect(),
        notes: [
            (*left_out > 0).then(|| say!("sendings-left-out", count = *left_out)),
            chosen.expected_only.then(|| say!("sendings-expected-only")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        missing: missing
            .into_iter()
            .filter(|(by, is_set_up, _)| !is_set_up && found.count(*by) > 0)
            .map(|(_, _, key)| say!(key))
            .collect(),
        send: say!(send, count = to.len()),
        mark: forms::mark_of_patients(to),
        problem: String::new(),
        subject_size: forms::SUBJECT,
        body_size: forms::BODY,
    }
}
