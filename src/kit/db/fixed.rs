//! Pieces of SQL whose words are the same each time, so that a connection keeps the statement prepared.
//!
//! Diesel cannot know that of [`diesel::dsl::sql`], nor of a list of values, and parses and plans what has one of them anew
//! each time. Here the words are constants of the program; what varies is bound.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, SelectableExpression, TypedExpressionType, ValidGrouping,
    is_aggregate,
};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, SqlType, Text};

/// Words, after what stands before them.
#[derive(Clone, Debug)]
pub struct Fixed<ST, Before = ()> {
    before: Before,
    words: Vec<&'static str>,
    of_type: PhantomData<ST>,
}

/// A value, after the words before it.
#[derive(Clone, Debug)]
pub struct Bind<Before, Value> {
    before: Before,
    value: Value,
}

/// An expression of the type `ST` that begins with these words.
pub fn fixed<ST>(words: &'static str) -> Fixed<ST> {
    Fixed { before: (), words: vec![words], of_type: PhantomData }
}

impl<ST, Before> Fixed<ST, Before> {
    /// Goes on with a value.
    pub fn bind<T, V>(self, value: V) -> Bind<Self, V::Expression>
    where
        T: SqlType + TypedExpressionType,
        V: AsExpression<T>,
    {
        Bind { before: self, value: value.as_expression() }
    }

    /// Goes on with more words.
    pub fn sql(mut self, words: &'static str) -> Self {
        self.words.push(words);
        self
    }
}

impl<ST, Before, Value> Bind<Fixed<ST, Before>, Value> {
    /// Goes on with words.
    pub fn sql(self, words: &'static str) -> Fixed<ST, Self> {
        Fixed { before: self, words: vec![words], of_type: PhantomData }
    }
}

impl<ST: SqlType + TypedExpressionType, Before> Expression for Fixed<ST, Before> {
    type SqlType = ST;
}

impl<Before: Expression, Value> Expression for Bind<Before, Value> {
    type SqlType = Before::SqlType;
}

impl<DB: Backend, ST, Before: QueryFragment<DB>> QueryFragment<DB> for Fixed<ST, Before> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        self.words.iter().for_each(|words| out.push_sql(words));
        Ok(())
    }
}

impl<DB: Backend, Before: QueryFragment<DB>, Value: QueryFragment<DB>> QueryFragment<DB>
    for Bind<Before, Value>
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        self.value.walk_ast(out)
    }
}

/// Whether a column has one of these words, or none of them. The words are constants of the program.
#[derive(Clone, Debug)]
pub struct Among<Column> {
    column: Column,
    list: &'static str,
    words: Vec<&'static str>,
}

/// The column has one of these words.
pub fn one_of<C: Expression<SqlType = Text>>(
    column: C,
    words: impl IntoIterator<Item = &'static str>,
) -> Among<C> {
    Among { column, list: " IN (", words: words.into_iter().collect() }
}

/// The column has none of these words.
pub fn none_of<C: Expression<SqlType = Text>>(
    column: C,
    words: impl IntoIterator<Item = &'static str>,
) -> Among<C> {
    Among { column, list: " NOT IN (", words: words.into_iter().collect() }
}

impl<Column> Expression for Among<Column> {
    type SqlType = Bool;
}

impl<DB: Backend, Column: QueryFragment<DB>> QueryFragment<DB> for Among<Column> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        let quoted: Vec<String> =
            self.words.iter().map(|word| format!("'{}'", word.replace('\'', "''"))).collect();
        out.push_sql(self.list);
        out.push_sql(&quoted.join(", "));
        out.push_sql(")");
        Ok(())
    }
}

macro_rules! expressions {
    ($(<$($parameter:ident),+> $one:ty;)+) => {$(
        impl<$($parameter),+> QueryId for $one {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }
        impl<QS, $($parameter),+> AppearsOnTable<QS> for $one where Self: Expression {}
        impl<QS, $($parameter),+> SelectableExpression<QS> for $one where Self: Expression {}
        impl<GB, $($parameter),+> ValidGrouping<GB> for $one {
            type IsAggregate = is_aggregate::Never;
        }
    )+};
}

expressions! {
    <ST, Before> Fixed<ST, Before>;
    <Before, Value> Bind<Before, Value>;
    <Column> Among<Column>;
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use diesel::connection::InstrumentationEvent;
    use diesel::sql_types::Integer;

    use super::*;
    use crate::kit::db::Conn;

    diesel::table! { things (id) { id -> Integer, word -> Text, } }

    #[test]
    fn a_statement_of_fixed_words_is_prepared_once_and_of_literal_ones_each_time() {
        let mut conn = Conn::Sqlite(SqliteConnection::establish(":memory:").unwrap());
        diesel::sql_query("CREATE TABLE things (id INTEGER PRIMARY KEY, word TEXT NOT NULL)")
            .execute(&mut conn)
            .unwrap();
        let words = [(1, "one"), (2, "two"), (3, "o'clock")]
            .map(|(id, word)| (things::id.eq(id), things::word.eq(word)));
        for row in words {
            diesel::insert_into(things::table).values(row).execute(&mut conn).unwrap();
        }
        let kept: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&kept);
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::CacheQuery { sql, .. } = event {
                noted.lock().unwrap().push(sql.to_owned());
            }
        });
        for least in 1..4 {
            let found: Vec<i32> = things::table
                .filter(fixed::<Bool>("things.id ").sql(">= ").bind::<Integer, _>(least).sql(" and 1 = 1"))
                .filter(one_of(things::word, ["one", "o'clock"]))
                .filter(none_of(things::word, ["three"]))
                .select(things::id)
                .order(things::id)
                .load(&mut conn)
                .unwrap();
            assert_eq!(found, [1, 3].into_iter().filter(|id| *id >= least).collect::<Vec<i32>>());
        }
        let statements = kept.lock().unwrap().clone();
        assert!(
            matches!(statements.as_slice(), [one] if one.contains("IN ('one', 'o''clock')")),
            "{statements:?}"
        );
        for least in 1..4 {
            let literal = diesel::dsl::sql::<Bool>("things.id >= ").bind::<Integer, _>(least);
            things::table.filter(literal).select(things::id).load::<i32>(&mut conn).unwrap();
        }
        assert_eq!(kept.lock().unwrap().len(), 1, "what Diesel cannot know is not kept");
    }
}
