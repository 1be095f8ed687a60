//! The table of the store, and the statements on it.

use std::fmt;

use crate::training::journal::MAX_SIZE;
use crate::{Error, ErrorKind};

/// The largest number of characters of a name: Postgres cuts names after 63 bytes, and the index adds some of its own.
const MAX_NAME: usize = 50;
/// The column that was added last: a table that has it has all.
pub(super) const LAST_COLUMN: &str = "release_requested_of";
/// The number of rows that one statement lists at most, so that it leaves the connection to others soon.
const LIST_ROWS: u32 = 500;

/// The table, with the schema if one was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    schema: Option<String>,
    name: String,
}

impl Table {
    /// Reads `table` or `schema.table`. The parts are names that Postgres writes without quotes.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let (schema, name) = match text.split_once('.') {
            Some((schema, name)) => (Some(schema), name),
            None => (None, text),
        };
        if !schema.is_none_or(is_name) || !is_name(name) {
            let message = format!("{text:?} cannot be the name of a table");
            return Err(Error::new(ErrorKind::Configuration, message).with_advice(
                "use a table or schema.table, each 1 to 50 lower-case ASCII letters, digits and '_', the first no digit",
            ));
        }
        Ok(Self { schema: schema.map(ToOwned::to_owned), name: name.to_owned() })
    }

    /// Returns the statements that create the table and its index, or add what an earlier version did not have.
    ///
    /// A renewal writes the whole row again, 10,000 of them at once. Therefore journals are kept out of the row
    /// (`toast_tuple_target`), and pages have room for the next version of a row (`fillfactor`).
    pub(super) fn migration(&self) -> String {
        let Self { name, .. } = self;
        format!(
            r#"CREATE TABLE IF NOT EXISTS {self} (
    key text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0,
    status text,
    journal text,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    owner text,
    token bigint NOT NULL DEFAULT 0,
    leased_until timestamptz
) WITH (fillfactor = 70, toast_tuple_target = 256);
ALTER TABLE {self} ADD COLUMN IF NOT EXISTS {LAST_COLUMN} bigint;
CREATE INDEX IF NOT EXISTS "{name}_status" ON {self} (status, key);
"#
        )
    }
}

/// Writes the name as SQL has it, in quotes, as it may be a word of SQL's own.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "\"{schema}\".")?;
        }
        write!(f, "\"{}\"", self.name)
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(allowed) && !text.as_bytes()[0].is_ascii_digit()
}

/// A statement, which is prepared once for each connection.
///
/// Each is one transaction. A lease is held while its row has its token and its end has not passed by the clock of the
/// server, `clock_timestamp()`; `now()` would be the time at which the transaction began. A row is never deleted, so
/// that tokens and versions never begin anew: one without a journal has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Statement {
    Load,
    CompareAndSwap,
    Remove,
    Acquire,
    Renew,
    RequestRelease,
    Release,
    List,
}

impl Statement {
    pub(super) const ALL: [Self; 8] = [
        Self::Load,
        Self::CompareAndSwap,
        Self::Remove,
        Self::Acquire,
        Self::Renew,
        Self::RequestRelease,
        Self::Release,
        Self::List,
    ];

    pub(super) fn sql(self, table: &Table) -> String {
        match self {
            // $1 key. A journal that is too large is null.
            Self::Load => format!(
                "SELECT version, CASE WHEN octet_length(journal) <= {MAX_SIZE} THEN journal END \
                 FROM {table} WHERE key = $1 AND journal IS NOT NULL"
            ),
            // $1 key, $2 token, $3 version, $4 status, $5 journal. One row: the new version or null, and whether the
            // lease is held. The row is locked first: a snapshot could show a lease that was lost meanwhile.
            Self::CompareAndSwap => format!(
                "WITH held AS MATERIALIZED (\
                    SELECT CASE WHEN journal IS NULL THEN 0 ELSE version END AS version FROM {table} \
                    WHERE key = $1 AND token = $2 AND leased_until > clock_timestamp() FOR UPDATE\
                 ), stored AS (\
                    UPDATE {table} AS stored SET version = stored.version + 1, status = $4, journal = $5, \
                    changed_at = clock_timestamp() FROM held WHERE stored.key = $1 AND held.version = $3 \
                    RETURNING stored.version\
                 ) SELECT (SELECT version FROM stored), EXISTS (SELECT FROM held)"
            ),
            // $1 key, $2 token. One row if the lease was held.
            Self::Remove => format!(
                "UPDATE {table} SET status = NULL, journal = NULL, changed_at = clock_timestamp() \
                 WHERE key = $1 AND token = $2 AND leased_until > clock_timestamp() RETURNING version"
            ),
            // $1 key, $2 owner, $3 microseconds. One row: the token, or null and the holder as far as it is known.
            Self::Acquire => format!(
                "WITH acquired AS (\
                    INSERT INTO {table} AS held (key, owner, token, leased_until) \
                    VALUES ($1, $2, 1, {end}) \
                    ON CONFLICT (key) DO UPDATE SET owner = $2, token = held.token + 1, leased_until = {end} \
                    WHERE held.leased_until IS NULL OR held.leased_until <= clock_timestamp() \
                    RETURNING token\
                 ) SELECT (SELECT token FROM acquired), (SELECT owner FROM {table} WHERE key = $1)",
                end = "clock_timestamp() + $3::bigint * interval '1 microsecond'",
            ),
            // $1 keys, $2 tokens, $3 microseconds. A row for each lease that was held, with whether its release was
            // requested. They are locked in one order, so that two renewals of the same leases do not wait for each
            // other.
            Self::Renew => format!(
                "WITH held AS MATERIALIZED (\
                    SELECT stored.key FROM {table} AS stored \
                    JOIN unnest($1::text[], $2::bigint[]) AS lease (key, token) \
                    ON stored.key = lease.key COLLATE \"C\" AND stored.token = lease.token \
                    WHERE stored.leased_until > clock_timestamp() ORDER BY stored.key FOR UPDATE OF stored\
                 ) UPDATE {table} AS stored \
                 SET leased_until = clock_timestamp() + $3::bigint * interval '1 microsecond' \
                 FROM held WHERE stored.key = held.key \
                 RETURNING stored.key, stored.token, stored.{LAST_COLUMN} IS NOT DISTINCT FROM stored.token"
            ),
            // $1 key. The request names the token of the lease, so that it ends with it. One that was made already
            // writes nothing.
            Self::RequestRelease => format!(
                "UPDATE {table} SET {LAST_COLUMN} = token \
                 WHERE key = $1 AND leased_until > clock_timestamp() AND {LAST_COLUMN} IS DISTINCT FROM token"
            ),
            // $1 key, $2 token.
            Self::Release => {
                format!("UPDATE {table} SET owner = NULL, leased_until = NULL WHERE key = $1 AND token = $2")
            }
            // $1 statuses, $2 the key before the first, $3 the number of rows. At least one row if there is one, and
            // of large journals as many as one journal may have bytes. A journal that is too large is null.
            Self::List => format!(
                "SELECT key, version, CASE WHEN size <= {MAX_SIZE} THEN journal END FROM (\
                    SELECT *, row_number() OVER (ORDER BY key) AS number, \
                    sum(least(size, {MAX_SIZE})) OVER (ORDER BY key) AS total FROM (\
                        SELECT key, version, journal, octet_length(journal) AS size FROM {table} \
                        WHERE status = ANY($1::text[]) AND key > $2 ORDER BY key LIMIT least($3::bigint, {LIST_ROWS})\
                    ) AS page\
                 ) AS measured WHERE number = 1 OR total <= {MAX_SIZE} ORDER BY key"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_named_with_or_without_its_schema_and_quoted() {
        let sql = |text| Table::parse(text).map(|table| table.to_string());
        assert_eq!(sql("voice_trainings").ok().as_deref(), Some("\"voice_trainings\""));
        assert_eq!(sql("voice.select").ok().as_deref(), Some("\"voice\".\"select\""));
    }

    #[test]
    fn what_could_be_more_than_a_name_is_no_table() {
        let long = "x".repeat(MAX_NAME + 1);
        for text in ["", ".", "a.", ".a", "a.b.c", "A", "1a", "a b", "a\"b", "a;b", "a\0", "声音", "a'", &long] {
            let error = Table::parse(text).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Configuration, "{text:?}");
        }
        assert!(Table::parse(&long[1..]).is_ok());
    }
}
