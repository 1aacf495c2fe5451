//! Who acts: a signed-in person, a visitor at the door, or a named part of the program.

use crate::kit::id::Id;
use crate::kit::seal::Key;

/// Marks the ids of accounts.
#[derive(Debug)]
pub struct Account;
/// The id of a person's account.
pub type AccountId = Id<Account>;

/// Marks the ids of sessions.
#[derive(Debug)]
pub struct Session;
/// The id of one sign-in on one browser.
pub type SessionId = Id<Session>;

/// Who stands behind a change or a look, for the audit trail.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account, when it is a person.
    pub account: Option<AccountId>,
    /// The role of a person, or the name of a part of the program, such as `command line`.
    pub name: String,
    /// What the person is called at this moment.
    pub called: Option<String>,
    /// The session it happened in.
    pub session: Option<SessionId>,
    /// The address it came from.
    pub address: String,
    /// The request it happened in.
    pub request: String,
    pub(super) key: Key,
}

impl Actor {
    /// A part of the program that acts by itself or on the command line.
    pub fn system(name: &str, root: &Key) -> Self {
        Self {
            account: None,
            name: name.to_owned(),
            called: None,
            session: None,
            address: String::new(),
            request: String::new(),
            key: root.derive("audit"),
        }
    }

    /// Somebody at the door who has not said who they are.
    pub fn visitor(address: String, request: String, root: &Key) -> Self {
        Self { name: "visitor".into(), address, request, ..Self::system("", root) }
    }

    /// The same circumstances with a person behind them.
    pub fn person(self, account: AccountId, role: &str, called: &str, session: Option<SessionId>) -> Self {
        let called = Some(called.to_owned());
        Self { account: Some(account), name: role.to_owned(), called, session, ..self }
    }
}
