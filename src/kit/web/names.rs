//! All names of htmx headers and of our cookies and form fields, so that none is spelled twice.

/// Sent by htmx with each of its requests.
pub const HX_REQUEST: &str = "HX-Request";
/// Where the browser is, as htmx says it.
pub const HX_CURRENT_URL: &str = "HX-Current-URL";
/// Tells htmx to go to another page.
pub const HX_REDIRECT: &str = "HX-Redirect";
/// Tells htmx to load the page anew.
pub const HX_REFRESH: &str = "HX-Refresh";
/// Tells htmx to put the answer elsewhere than the page asked.
pub const HX_RETARGET: &str = "HX-Retarget";
/// Tells htmx how to put the answer there.
pub const HX_RESWAP: &str = "HX-Reswap";
/// Tells htmx which part of the answer to take, whatever the page meant to take of it.
pub const HX_RESELECT: &str = "HX-Reselect";
/// Raises events in the page.
pub const HX_TRIGGER: &str = "HX-Trigger";
/// The event that gives the form which was sent a new key.
pub const FRESH_KEY: &str = "fresh-key";
/// Requests that differ by these headers are different to a cache.
pub const VARY: &str = "HX-Request, HX-Request-Type";

/// The form field that proves that the form came from a page of ours.
pub const CSRF_FIELD: &str = "csrf";
/// The form field that makes a form act once.
pub const KEY_FIELD: &str = "key";
/// The form field (and the word in an address) that names where a long form keeps what is being typed.
pub const DRAFT_FIELD: &str = "draft";

/// Where an open page holds its line to the server; opening it is no activity either.
pub const LIVE: &str = "/live";

/// Set by polling elements: their requests are not activity.
pub const BACKGROUND: &str = "X-Background";

/// The session's cookie on plain HTTP; over HTTPS it carries the prefix `__Host-`.
pub const SESSION_COOKIE: &str = "wardbook";
/// Binds the forms of somebody who has not signed in to their browser.
pub const VISITOR_COOKIE: &str = "wardbook-visitor";
/// Marks a browser on which somebody has signed in before.
pub const KNOWN_COOKIE: &str = "wardbook-known";
/// Carries one sentence over a redirect.
pub const FLASH_COOKIE: &str = "wardbook-flash";
/// Remembers the paper in the printer beside a browser; what is printed follows after a hyphen.
pub const PAPER_COOKIE: &str = "wardbook-paper";
