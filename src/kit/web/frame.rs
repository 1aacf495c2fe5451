//! What surrounds every page: who is signed in, where they can go, what has just happened.

use super::assets;
use crate::kit::seal::Key;

/// Everything a layout needs, loaded once per request. A handler fills nothing in here.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The house's own name.
    pub house: String,
    /// IANA name of the zone the house tells its times in; set on the pages before signing in.
    pub zone: Option<String>,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Who is signed in.
    pub person: Option<PersonChip>,
    /// Where they can go.
    pub nav: Vec<NavItem>,
    /// Proves that a form came from a page of ours.
    pub csrf: String,
    /// One sentence about what has just happened.
    pub flash: Option<Flash>,
    /// The single-use key of the form that takes it back, where it can be.
    pub undo_key: String,
    /// "", "light" or "dark".
    pub theme: String,
    /// BCP 47 tag of the interface text.
    pub lang: String,
    /// Seconds without activity until the session ends.
    pub idle_seconds: u32,
    /// Up to where the page has heard what changes, for who holds a line; "" for who does not.
    pub mark: String,
    /// Whether the header offers to find a person.
    pub can_search: bool,
    /// How many emergency accesses wait for this person's review.
    pub reviews: i64,
    /// How much is new to this person.
    pub unread: i64,
    /// What the bell in the header listens to; "" where there is none.
    pub bell: String,
    /// Whether single keys do something.
    pub keys: bool,
    /// Address of the style sheet.
    pub css: &'static str,
    /// Addresses of the scripts.
    pub js: &'static [&'static str],
    /// Address of the favicon.
    pub favicon: &'static str,
}

impl Frame {
    /// What stands in a menu of its own.
    pub fn deep_nav(&self) -> Vec<&NavItem> {
        self.nav.iter().filter(|item| item.deep).collect()
    }

    /// Whether the page is in there.
    pub fn is_deep(&self) -> bool {
        self.nav.iter().any(|item| item.deep && item.current)
    }
}

/// The signed-in person, for the header.
#[derive(Clone, Debug)]
pub struct PersonChip {
    /// As they write it.
    pub name: String,
    /// One or two letters.
    pub initials: String,
    /// What they are here, in words.
    pub role_label: String,
}

/// One entry of the main navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The word.
    pub label: String,
    /// The address.
    pub href: String,
    /// Whether the page is in there.
    pub current: bool,
    /// The keys that lead there, such as `g p`, or "".
    pub key: &'static str,
    /// Whether it stands in a menu of its own, for what is looked after rather than worked at.
    pub deep: bool,
}

/// One sentence that stands on the page for ten seconds.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// The sentence.
    pub text: String,
    /// A class, or "".
    pub kind: String,
    /// How it is taken back, where it can be.
    #[serde(default)]
    pub undo: Option<Undo>,
}

/// A form that is nothing but a button: takes back what has just been done.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Undo {
    /// Where it is sent.
    pub action: String,
    /// Where it leads afterwards.
    pub back: String,
}

impl Frame {
    /// The frame of a page for nobody in particular.
    pub fn bare(house: String) -> Self {
        let assets = assets::addresses();
        Self {
            house,
            lang: "en".into(),
            keys: true,
            css: assets.css,
            js: assets.js,
            favicon: assets.favicon,
            ..Self::default()
        }
    }
}

/// Makes the tokens that bind forms to the session (or the visitor) they were made for.
#[derive(Clone, Debug)]
pub struct FormKeys {
    csrf: Key,
    single_use: Key,
    bearer: String,
}

impl FormKeys {
    /// Tokens for whoever is known by `bearer`, an id that others cannot guess.
    pub fn new(root: &Key, bearer: String) -> Self {
        Self { csrf: root.derive("csrf"), single_use: root.derive("form key"), bearer }
    }

    /// The token of this bearer's forms.
    pub fn csrf(&self) -> String {
        self.csrf.mac(&[self.bearer.as_bytes()]).to_hex()
    }

    /// Whether a token is this bearer's.
    pub fn is_csrf(&self, token: &str) -> bool {
        crate::kit::seal::Mac::from_hex(token)
            .is_some_and(|mac| self.csrf.verify(&[self.bearer.as_bytes()], &mac))
    }

    /// A fresh single-use key: random, and signed for this bearer.
    pub fn single_use(&self) -> String {
        let random = hex::encode(rand::random::<[u8; 16]>());
        let mac = self.single_use.mac(&[self.bearer.as_bytes(), random.as_bytes()]).to_hex();
        format!("{random}.{mac}")
    }

    /// Whether a single-use key was made for this bearer.
    pub fn is_single_use(&self, key: &str) -> bool {
        key.split_once('.').is_some_and(|(random, mac)| {
            crate::kit::seal::Mac::from_hex(mac)
                .is_some_and(|mac| self.single_use.verify(&[self.bearer.as_bytes(), random.as_bytes()], &mac))
        })
    }
}
