//! What stands between the door and every room: the house's things, the visit, the frame, the faces of errors.
//!
//! - [`House`] is built once; [`Visit`] once per request, by [`enter`], which also turns away whoever may not be there
//!   at all (default deny), checks where a change comes from, and paints every error with a face.
//! - Handlers get a [`Desk`]: database, clock, frame, submissions. Whoever writes through it is asked once more, inside
//!   the transaction, whether they still may ([`Standing`]).

mod crowd;
mod faces;
mod guards;
mod headers;
mod house;
mod enter;
mod standing;
mod typing;
mod visit;
mod working;

pub use enter::enter;
pub(crate) use faces::SignInDialog;
pub use guards::{Anyone, May, SignedIn};
pub use headers::headers;
pub use house::{Above, AskWay, House, Navigation, Offered};
pub use standing::{Pass, Standing};
pub use visit::Visit;
pub use working::Desk;
