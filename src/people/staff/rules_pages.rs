//! What sign-in asks of each role.

use super::views::RulesPage;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::say;

fn field(role: Role) -> String {
    format!("role-{role}")
}

pub async fn show(_: May<perm::SettingsManage>, desk: Desk) -> Result<Page> {
    let house = desk.read(hospital::find).await?.ok_or(Error::NotFound)?;
    let ticked = Role::ALL.into_iter().filter(|role| house.needs_second_factor(role.as_str()));
    Page::ok(&RulesPage {
        frame: desk.frame(),
        form: desk.form_with(ticked.map(|role| (field(role), "on"))),
        roles: Role::ALL.into_iter().map(|role| (field(role), say!(role.label_key()))).collect(),
    })
}

pub async fn save(permit: May<perm::SettingsManage>, desk: Desk, form: Form) -> Result<Reply> {
    let roles: Vec<&'static str> =
        Role::ALL.into_iter().filter(|role| form.ticked(&field(*role))).map(Role::as_str).collect();
    desk.submit(&permit, &form, move |tx| {
        hospital::require_second_factor(tx, &roles)?;
        tx.record(Deed::new("settings.changed").with(serde_json::json!({ "second_factor": roles })));
        Ok(Reply::to("/staff").toast(say!("security-saved")))
    })
    .await
}
