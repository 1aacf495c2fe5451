//! Entries: the first argument of every handler says who may come in.

use actix_web::FromRequest;

/// What an entry demands, for the route list and the census.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The entry's name, such as `May`.
    pub entry: &'static str,
    /// The code of the permission it demands, if any.
    pub permission: Option<&'static str>,
    /// Whether it also demands the record named in the address.
    pub record: bool,
}

/// A guard that decides, before the handler runs, whether this visitor may come in.
///
/// Only guards implement it; implementing it for anything that lets everybody in is a hole.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entry, so anybody could call this handler",
    label = "the handler's first argument is not an entry",
    note = "begin the handler's arguments with `May<perm::…>`, `Chart<perm::…>`, `SignedIn` or `Anyone`"
)]
pub trait Entry: FromRequest {
    /// What it demands.
    const DEMAND: Demand;
}

/// Arguments of a handler whose first is an [`Entry`].
#[diagnostic::on_unimplemented(
    message = "this handler's first argument is not an entry, so anybody could call it",
    label = "cannot be registered as a route",
    note = "begin the handler's arguments with `May<perm::…>`, `Chart<perm::…>`, `SignedIn` or `Anyone`"
)]
pub trait Guarded: FromRequest {
    /// What the first argument demands.
    const DEMAND: Demand;
}

macro_rules! guarded {
    ($($rest:ident)*) => {
        impl<E: Entry + 'static, $($rest: FromRequest + 'static),*> Guarded for (E, $($rest,)*) {
            const DEMAND: Demand = E::DEMAND;
        }
    };
}
guarded!();
guarded!(A);
guarded!(A B);
guarded!(A B C);
guarded!(A B C D);
guarded!(A B C D F);
