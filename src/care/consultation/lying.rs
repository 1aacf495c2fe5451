//! The statements on what lies in baskets, the same for whatever it is.

/// What lay in the basket was changed or taken out since it was opened.
pub const CHANGED: &str = "basket_changed_meanwhile";

/// The statements on a table of what lies in baskets. `$lying` is read from its rows and has an `id`; `$laid` is all of a
/// row but whose it is, made by its `of` from what lies there and the moment.
macro_rules! basket_store {
    ($table:ident, $lying:ident, $laid:ident) => {
        /// What lies in the basket of a visit, in the order it was put in.
        ///
        /// # Errors
        /// What the database says.
        pub fn of_visit(
            conn: &mut $crate::kit::db::Conn,
            visit: $crate::care::visits::VisitId,
        ) -> $crate::kit::error::Result<Vec<$lying>> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            Ok(lying::table
                .filter(lying::visit_id.eq(visit))
                .order(lying::id)
                .select($lying::as_select())
                .load(conn)?)
        }

        /// One of them.
        ///
        /// # Errors
        /// [`crate::kit::error::Error::NotFound`] when nothing of that id lies there.
        pub fn find_lying(
            conn: &mut $crate::kit::db::Conn,
            visit: $crate::care::visits::VisitId,
            id: uuid::Uuid,
        ) -> $crate::kit::error::Result<$lying> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            Ok(lying::table
                .filter(lying::visit_id.eq(visit))
                .filter(lying::id.eq($crate::kit::db::types::AnyId(id)))
                .select($lying::as_select())
                .first(conn)?)
        }

        /// Puts one in.
        ///
        /// # Errors
        /// What the database says.
        pub fn put_in(
            tx: &mut $crate::kit::db::Tx<'_>,
            visit: $crate::care::visits::VisitId,
            one: &$lying,
        ) -> $crate::kit::error::Result<()> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            diesel::insert_into(lying::table)
                .values((
                    lying::id.eq($crate::kit::db::types::AnyId(one.id)),
                    lying::visit_id.eq(visit),
                    $laid::of(one, tx.now()),
                ))
                .execute(tx.conn())?;
            Ok(())
        }

        /// Puts one in the place of the one with its id that was put there at `laid`; answers whether there is one still.
        ///
        /// # Errors
        /// What the database says.
        pub fn put_instead(
            tx: &mut $crate::kit::db::Tx<'_>,
            visit: $crate::care::visits::VisitId,
            one: &$lying,
            laid: jiff::Timestamp,
        ) -> $crate::kit::error::Result<bool> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            let of_visit = lying::table
                .filter(lying::visit_id.eq(visit))
                .filter(lying::id.eq($crate::kit::db::types::AnyId(one.id)))
                .filter(lying::put_at.eq($crate::kit::db::types::Utc(laid)));
            let changed = diesel::update(of_visit).set($laid::of(one, tx.now())).execute(tx.conn())?;
            Ok(changed == 1)
        }

        /// Takes one out; answers whether it lay there.
        ///
        /// # Errors
        /// What the database says.
        pub fn take_out(
            tx: &mut $crate::kit::db::Tx<'_>,
            visit: $crate::care::visits::VisitId,
            id: uuid::Uuid,
        ) -> $crate::kit::error::Result<bool> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            let one = lying::table
                .filter(lying::visit_id.eq(visit))
                .filter(lying::id.eq($crate::kit::db::types::AnyId(id)));
            Ok(diesel::delete(one).execute(tx.conn())? == 1)
        }

        /// Takes all of them out.
        ///
        /// # Errors
        /// What the database says.
        pub fn empty(
            tx: &mut $crate::kit::db::Tx<'_>,
            visit: $crate::care::visits::VisitId,
        ) -> $crate::kit::error::Result<()> {
            use diesel::prelude::*;
            use $crate::schema::$table as lying;
            diesel::delete(lying::table.filter(lying::visit_id.eq(visit))).execute(tx.conn())?;
            Ok(())
        }
    };
}
pub(crate) use basket_store;
