//! Writing: words, files, and that somebody is at it.

use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use actix_web::{HttpRequest, HttpResponse, web};

use super::super::entry::Talk;
use super::super::files::{self, LIMITS, SHELF};
use super::super::model::{FileId, SentFile, rules};
use super::super::{actions, path, store};
use super::conversation::{Asked, page};
use crate::gate::desk::Desk;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::web::upload::{self, Scratch};
use crate::say;

/// Longest message, in characters.
const LONGEST: usize = 4_000;

/// Stores a message with its files: all of it, or nothing.
pub async fn send(talk: Talk, desk: Desk, request: HttpRequest, body: web::Payload) -> Result<Answer> {
    let folder = Scratch::new(desk.house().folder().join("uploads").join(uuid::Uuid::now_v7().to_string()));
    let upload::Upload { mut form, files: sent } = upload::receive(&request, body, &folder, LIMITS).await?;
    // Sent twice, its files are put away once.
    if let Some(reply) = desk.first_answer(&form).await? {
        return Ok(reply.into());
    }
    let text = form.optional("text", LONGEST).unwrap_or_default().replace("\r\n", "\n");
    if text.is_empty() && sent.is_empty() && form.is_valid() {
        form.refuse("text", say!("chat-empty"));
    }
    if !form.is_valid() {
        return refused(&talk, &desk, form).await;
    }
    let store = desk.house().files.clone();
    let kept = SHELF.work(move || files::put_away(&store, &sent)).await??;
    let kept: Vec<SentFile> = match kept {
        Ok(kept) => kept,
        Err(file) => {
            form.refuse("files", say!("chat-file-refused", name = file.name));
            return refused(&talk, &desk, form).await;
        }
    };
    let (conversation, hung) = (talk.conversation.clone(), kept.clone());
    let done = desk
        .submit(&talk, &form, move |tx| {
            actions::send(tx, &conversation, &text, &hung)?;
            Ok(Reply::to(path(&conversation.address)).in_place())
        })
        .await;
    match done {
        Ok(reply) => Ok(reply.into()),
        Err(error) => {
            let store = desk.house().files.clone();
            SHELF.work(move || files::remove(&store, &kept)).await?;
            if !error.breaks(rules::GONE) {
                return Err(error);
            }
            form.refuse("text", say!("chat-gone"));
            refused(&talk, &desk, form).await
        }
    }
}

/// The page again, with what was typed and what is wrong.
async fn refused(talk: &Talk, desk: &Desk, form: Form) -> Result<Answer> {
    let form = form.rekeyed(desk.form().key);
    Ok(Page::invalid(&page(talk, desk, form, Asked::NEWEST).await?)?.into())
}

/// The other one sees that somebody writes.
pub async fn typing(talk: Talk, desk: Desk, _: Form) -> Result<HttpResponse> {
    let conversation = talk.conversation.clone();
    desk.write(&talk, move |tx| {
        actions::typing(tx, &conversation);
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A file of the conversation; that it was opened is on file.
pub async fn file(talk: Talk, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let asked = request.match_info().get("file").unwrap_or_default();
    let id: FileId = asked.parse().map_err(|_| Error::NotFound)?;
    let within = talk.conversation.id;
    let file = desk.read(move |conn| store::file(conn, within, id)).await?;
    let shelf = desk.house().files.clone();
    let bytes = SHELF.work(move || shelf.get(id.uuid())).await??;
    desk.record(&talk, Deed::new("conversation.file-opened").on("file", id)).await?;
    Ok(HttpResponse::Ok()
        .content_type(file.kind.media_type())
        .insert_header(disposition(&file))
        .insert_header((header::CONTENT_SECURITY_POLICY, ALONE))
        .body(bytes))
}

/// Whatever somebody sent is opened in nothing of ours: it runs nothing, fetches nothing and stands in no frame.
const ALONE: &str = "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; \
                     frame-ancestors 'none'; object-src 'none'";

/// What was sent is saved and not opened, whatever it is.
fn disposition(file: &SentFile) -> ContentDisposition {
    let disposition = DispositionType::Attachment;
    // RFC 6266: names with other letters go encoded.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '(' | ')');
    let name = if file.name.chars().all(plain) {
        DispositionParam::Filename(file.name.clone())
    } else {
        DispositionParam::FilenameExt(ExtendedValue {
            charset: actix_web::http::header::Charset::Ext("UTF-8".into()),
            language_tag: None,
            value: file.name.clone().into_bytes(),
        })
    };
    ContentDisposition { disposition, parameters: vec![name] }
}
