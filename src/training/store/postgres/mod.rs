//! Journals in a table of Postgres.

mod connection;
mod sql;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Config, NoTls, Socket};

use self::connection::{Connector, Database, Parameter, connector};
use self::sql::{Statement, Table};
use super::{Acquired, JournalStore, Lease, Removed, Renewed, StoredJournal, Storing, Swapped, check_key};
use crate::training::journal::{Journal, JournalStatus, MAX_SIZE};
use crate::{Error, ErrorKind};

/// The table, unless another is named.
const TABLE: &str = "voice_trainings";
/// The limit of a statement, unless another is set.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// The longest duration of a lease. Postgres has no time that is much later.
const MAX_DURATION: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
/// The largest number of characters that are kept of an owner.
const MAX_OWNER: usize = 200;

/// Keeps journals in a table of Postgres, for services that run on several machines or without a lasting disk.
///
/// ```no_run
/// # async fn sample() -> Result<(), Box<dyn std::error::Error>> {
/// use metastudio_voice::training::store::PostgresStore;
///
/// let store = PostgresStore::builder(&std::env::var("DATABASE_URL")?).build()?;
/// store.migrate().await?;
/// # Ok(())
/// # }
/// ```
///
/// # The table
/// [`migrate`](Self::migrate) creates the table, or adds to an older one what it lacks. It needs the right to do so, and
/// may be called at each start, by several replicas at once. An administrator can execute the same statements instead, any
/// number of times:
///
/// ```sql
/// CREATE TABLE IF NOT EXISTS "voice_trainings" (
///     key text COLLATE "C" PRIMARY KEY,
///     version bigint NOT NULL DEFAULT 0,
///     status text,
///     journal text,
///     changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
///     owner text,
///     token bigint NOT NULL DEFAULT 0,
///     leased_until timestamptz
/// ) WITH (fillfactor = 70, toast_tuple_target = 256);
/// ALTER TABLE "voice_trainings" ADD COLUMN IF NOT EXISTS release_requested_of bigint;
/// CREATE INDEX IF NOT EXISTS "voice_trainings_status" ON "voice_trainings" (status, key);
/// ```
///
/// The service then needs `SELECT`, `INSERT` and `UPDATE` on it. A journal is JSON: `journal::json ->> 'voice_name'`.
/// The row of a key stays when its journal is removed, because the tokens of its leases must not begin anew; it may be
/// deleted once no process that has ever held the lease is alive. The encoding of the database should be UTF8.
///
/// # Leases
/// Leases begin and end by the clock of the server. The clocks of the machines that hold them do not matter.
///
/// # Connections
/// A store connects when it is first used. Its clones share one connection, over which statements are sent without
/// waiting for each other's results. When the connection ends, or a statement exceeds the [time
/// limit](PostgresStoreBuilder::time_limit), the next statement makes another connection and ends the old session at the
/// server. A statement is never repeated by the store itself.
///
/// A proxy between must give each client a session of its own (PgBouncer: `pool_mode = session`).
///
/// # Errors
/// Every error has the kind [`JournalUnavailable`](ErrorKind::JournalUnavailable) or
/// [`JournalDamaged`](ErrorKind::JournalDamaged). It [is transient](Error::is_transient) if the database cannot be
/// reached, is being restarted, does not respond within the limit, or lacks resources, and is not if the password, the
/// database, the table or a permission is wrong. No error contains the password.
#[derive(Clone)]
pub struct PostgresStore {
    database: Arc<Database>,
}

impl PostgresStore {
    /// Returns a builder for the database of a URL, such as `postgresql://user:password@host:5432/database`.
    ///
    /// The URL, or the same as pairs (`host=… user=…`), is read as by [`tokio_postgres::Config`], which documents its
    /// options. A [`PostgresStoreBuilder`] can be made [`From`] a `Config`, too.
    pub fn builder(url: &str) -> PostgresStoreBuilder {
        // Of several '@', the first would end the password, and its rest would be shown as the host.
        let is_ambiguous = url.contains("://") && url.matches('@').count() > 1;
        PostgresStoreBuilder::new(url.parse::<Config>().ok().filter(|_| !is_ambiguous))
    }

    /// Creates the table and its index, or adds what an earlier version of this crate did not have. It does nothing if
    /// nothing is missing.
    ///
    /// # Errors
    /// See [Errors](Self#errors). Without the right to create or change a table, an administrator has to execute the
    /// [`migration`](Self::migration).
    pub async fn migrate(&self) -> Result<(), Error> {
        self.database.migrate().await
    }

    /// Returns the statements that [`migrate`](Self::migrate) executes, for an administrator.
    pub fn migration(&self) -> String {
        self.database.table.migration()
    }

    /// Reads a journal of the table.
    fn read(&self, key: &str, text: Option<&str>) -> Result<Journal, Error> {
        let damaged = |what: String| {
            Error::journal_damaged(format!("{} {what}", self.describe(key))).with_advice(
                "nothing was changed: continue with the version of this crate that wrote it, or remove it and resume \
                 its job by the id (Plan::resume_job)",
            )
        };
        let text = text.ok_or_else(|| damaged("is larger than any journal (16 MiB)".to_owned()))?;
        // serde's message quotes what it found.
        serde_json::from_str(text).map_err(|error| {
            damaged(format!("cannot be understood (line {}, column {})", error.line(), error.column()))
        })
    }

    /// Writes a journal for the table.
    fn write(&self, key: &str, journal: &Journal) -> Result<String, Error> {
        let refused = |what| {
            Error::new(ErrorKind::JournalUnavailable, format!("{} cannot be stored: {what}", self.describe(key)))
                .with_advice("nothing was changed")
        };
        let text = serde_json::to_string(journal).map_err(|_| refused("it is no JSON"))?;
        if text.len() as u64 > MAX_SIZE {
            return Err(refused("it is larger than any journal (16 MiB)"));
        }
        Ok(text)
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").field("name", &self.database.name).finish_non_exhaustive()
    }
}

impl JournalStore for PostgresStore {
    fn name(&self) -> String {
        self.database.name.clone()
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        Box::pin(async move {
            check_key(key)?;
            let rows = self.database.query(Statement::Load, vec![Box::new(key.to_owned())]).await?;
            let stored = rows.first().map(|row| {
                let journal = self.read(key, row.get(1))?;
                Ok(StoredJournal::new(key, unsigned(row.get(0)), journal))
            });
            stored.transpose()
        })
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            check_key(&lease.key)?;
            let text = self.write(&lease.key, journal)?;
            let parameters: Vec<Parameter> = vec![
                Box::new(lease.key.clone()),
                Box::new(signed(lease.token)),
                Box::new(signed(version)),
                Box::new(journal.status().as_str()),
                Box::new(text),
            ];
            let rows = self.database.query(Statement::CompareAndSwap, parameters).await?;
            let (stored, is_held) = rows.first().map_or((None, false), |row| (row.get(0), row.get(1)));
            Ok(match stored {
                Some(version) => Swapped::Stored(unsigned(version)),
                None if is_held => Swapped::Conflict,
                None => Swapped::LeaseLost,
            })
        })
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        Box::pin(async move {
            check_key(&lease.key)?;
            let rows = self.database.query(Statement::Remove, of_lease(lease)).await?;
            Ok(if rows.is_empty() { Removed::LeaseLost } else { Removed::Removed })
        })
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            check_key(key)?;
            // Postgres has no character NUL.
            let kept: String = owner.chars().filter(|char| *char != '\0').take(MAX_OWNER).collect();
            let parameters: Vec<Parameter> =
                vec![Box::new(key.to_owned()), Box::new(kept), Box::new(microseconds(duration))];
            let rows = self.database.query(Statement::Acquire, parameters).await?;
            let (token, holder) = rows.first().map_or((None, None), |row| (row.get(0), row.get(1)));
            Ok(match token {
                Some(token) => Acquired::Lease(Lease::new(key, owner, unsigned(token))),
                None => Acquired::InUse { owner: holder },
            })
        })
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        Box::pin(async move {
            if leases.is_empty() {
                return Ok(Vec::new());
            }
            leases.iter().try_for_each(|lease| check_key(&lease.key))?;
            let keys: Vec<String> = leases.iter().map(|lease| lease.key.clone()).collect();
            let tokens: Vec<i64> = leases.iter().map(|lease| signed(lease.token)).collect();
            let parameters: Vec<Parameter> = vec![Box::new(keys), Box::new(tokens), Box::new(microseconds(duration))];
            let rows = self.database.query(Statement::Renew, parameters).await?;
            let held: HashMap<(&str, i64), bool> =
                rows.iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect();
            let renewed = leases.iter().map(|lease| match held.get(&(lease.key.as_str(), signed(lease.token))) {
                Some(false) => Renewed::Held,
                Some(true) => Renewed::ReleaseRequested,
                None => Renewed::LeaseLost,
            });
            Ok(renewed.collect())
        })
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            check_key(key)?;
            self.database.query(Statement::RequestRelease, vec![Box::new(key.to_owned())]).await?;
            Ok(())
        })
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        Box::pin(async move {
            check_key(&lease.key)?;
            self.database.query(Statement::Release, of_lease(lease)).await?;
            Ok(())
        })
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        Box::pin(async move {
            let names: Vec<&'static str> = statuses.iter().map(|status| status.as_str()).collect();
            let mut listed = Vec::new();
            // No key has a NUL, which Postgres could not compare with.
            let mut after = after.unwrap_or_default().replace('\0', "");
            while listed.len() < limit && !names.is_empty() {
                let rest = i64::try_from(limit - listed.len()).unwrap_or(i64::MAX);
                let parameters: Vec<Parameter> = vec![Box::new(names.clone()), Box::new(after.clone()), Box::new(rest)];
                let rows = self.database.query(Statement::List, parameters).await?;
                let Some(last) = rows.last() else { break };
                after = last.get(0);
                listed.extend(rows.iter().filter_map(|row| {
                    let key: &str = row.get(0);
                    Some(StoredJournal::new(key, unsigned(row.get(1)), self.read(key, row.get(2)).ok()?))
                }));
            }
            Ok(listed)
        })
    }
}

/// Builds a [`PostgresStore`]; [`PostgresStore::builder`] creates it.
#[must_use = "nothing happens until it is built"]
pub struct PostgresStoreBuilder {
    /// `None` if the URL could not be read.
    config: Option<Config>,
    /// `None` without TLS.
    connector: Option<Connector>,
    table: String,
    time_limit: Duration,
}

impl PostgresStoreBuilder {
    fn new(config: Option<Config>) -> Self {
        Self { config, connector: None, table: TABLE.to_owned(), time_limit: TIME_LIMIT }
    }

    /// Sets the TLS of the connection, such as `MakeRustlsConnect` of the crate `tokio-postgres-rustls` or
    /// `MakeTlsConnector` of `postgres-native-tls`.
    ///
    /// By default there is none, and a URL with `sslmode=require` is refused. Without TLS, whoever is on the way reads
    /// and changes journals. With `sslmode=prefer`, which is the default, a server that offers no TLS is used without.
    pub fn tls<T>(mut self, tls: T) -> Self
    where
        T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        T::Stream: Send,
        T::TlsConnect: Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        self.connector = Some(connector(tls));
        self
    }

    /// Sets the table, `voice_trainings` by default: a name, or a schema and a name (`voice.trainings`), of lower-case
    /// ASCII letters, digits and `_`.
    ///
    /// Without a schema, the `search_path` of the user decides.
    pub fn table(mut self, name: impl Into<String>) -> Self {
        self.table = name.into();
        self
    }

    /// Sets the limit of a statement, with the connection that it may need first: 10 seconds by default.
    ///
    /// It should be much shorter than the leases of the trainings.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Builds the store, which connects when it is first used.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if the URL cannot be read, names no host, or requires TLS without any being set, if
    /// the name of the table is none, or if the time limit is zero.
    pub fn build(self) -> Result<PostgresStore, Error> {
        let wrong =
            |what: &'static str, advice: &'static str| Error::new(ErrorKind::Configuration, what).with_advice(advice);
        // What the parser says quotes the URL, and with it perhaps the password.
        let mut config = self.config.ok_or_else(|| {
            wrong(
                "the URL of the database cannot be read",
                "use postgresql://user:password@host:5432/database, and write '%40' for '@', '%3A' for ':', '%2F' for \
                 '/', '%3F' for '?', '%23' for '#' and '%25' for '%' in the password",
            )
        })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(wrong(
                "the URL of the database names no host",
                "use postgresql://user:password@host:5432/database",
            ));
        }
        if self.connector.is_none() && config.get_ssl_mode() == SslMode::Require {
            return Err(wrong(
                "the URL of the database requires TLS (sslmode=require), and none is set",
                "set it with PostgresStoreBuilder::tls",
            ));
        }
        if self.time_limit.is_zero() {
            return Err(wrong(
                "the time limit of a statement is zero",
                "leave the default, 10 seconds, or set a longer one",
            ));
        }
        let table = Table::parse(&self.table)?;
        if config.get_application_name().is_none() {
            config.application_name("metastudio-voice");
        }
        let name = format!("the table {} of the Postgres {}", self.table, place(&config));
        let connector = self.connector.unwrap_or_else(|| connector(NoTls));
        let database = Database::new(config, connector, table, name, self.time_limit);
        Ok(PostgresStore { database: Arc::new(database) })
    }
}

/// Takes settings for which a URL is not enough.
impl From<Config> for PostgresStoreBuilder {
    fn from(config: Config) -> Self {
        Self::new(Some(config))
    }
}

/// Shows the table only: the settings hold the password.
impl fmt::Debug for PostgresStoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStoreBuilder").field("table", &self.table).finish_non_exhaustive()
    }
}

/// Returns a database as `user@host:port/database`, without the password. With the user, because without a schema the
/// user decides which table is meant.
fn place(config: &Config) -> String {
    let user = config.get_user().unwrap_or_default();
    let names = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    let addresses = config.get_hostaddrs().iter().map(ToString::to_string);
    let hosts: Vec<String> = if config.get_hosts().is_empty() { addresses.collect() } else { names.collect() };
    let ports = config.get_ports();
    let port = |index| ports.get(index).or(ports.first()).copied().unwrap_or(5432);
    let hosts: Vec<_> = hosts.iter().enumerate().map(|(index, host)| format!("{host}:{}", port(index))).collect();
    format!("{user}@{}/{}", hosts.join(","), config.get_dbname().unwrap_or(user))
}

/// Returns the key and the token of a lease.
fn of_lease(lease: &Lease) -> Vec<Parameter> {
    vec![Box::new(lease.key.clone()), Box::new(signed(lease.token))]
}

/// Returns a number for Postgres, which has no unsigned ones. One that is too large is no version and no token.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(-1)
}

/// Returns a number of Postgres. The table has none below 0, unless somebody has changed it by hand.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn microseconds(duration: Duration) -> i64 {
    i64::try_from(duration.min(MAX_DURATION).as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "hunter2";

    fn build(url: &str) -> Result<PostgresStore, Error> {
        PostgresStore::builder(url).build()
    }

    #[test]
    fn the_documented_statements_are_those_of_the_migration() {
        let documented: String = include_str!("mod.rs")
            .lines()
            .skip_while(|line| *line != "/// ```sql")
            .skip(1)
            .take_while(|line| *line != "/// ```")
            .map(|line| format!("{}\n", line.trim_start_matches("/// ")))
            .collect();
        assert_eq!(documented, build("postgresql://host").expect("a store").migration());
    }

    #[test]
    fn a_store_is_named_by_its_database_and_table_without_the_password() {
        let url = format!("postgresql://voices:{SECRET}@db.example:6432/studio?target_session_attrs=read-write");
        let store = PostgresStore::builder(&url).table("voice.trainings").build().expect("a store");
        assert_eq!(store.name(), "the table voice.trainings of the Postgres voices@db.example:6432/studio");
        assert_eq!(
            build("host=/run/a,b user=u").expect("a store").name(),
            "the table voice_trainings of the Postgres u@/run/a:5432,b:5432/u"
        );
    }

    #[test]
    fn neither_a_store_nor_its_builder_nor_an_error_shows_the_password() {
        let url = format!("postgresql://voices:{SECRET}@db.example/studio");
        let builder = PostgresStore::builder(&url);
        assert!(!format!("{builder:?} {builder:#?}").contains(SECRET));
        let store = builder.build().expect("a store");
        assert!(!format!("{store:?} {store:#?}").contains(SECRET));
        let broken = [
            format!("postgresql://voices:a@{SECRET}@db.example/studio"),
            format!("postgresql://voices:a@{SECRET}/b@db.example/studio"),
            format!("postgresql://voices:a/{SECRET}@db.example:5432/studio?{SECRET}=1"),
            format!("postgresql://voices:{SECRET}@db.example:port/studio"),
            format!("{SECRET}=1"),
            format!("postgresql://voices:{SECRET}@/studio?sslmode=require"),
            format!("postgresql://voices:{SECRET}@db.example/studio?sslmode=require"),
        ];
        for url in broken {
            let error = build(&url).expect_err(&url);
            assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
            assert!(!format!("{error:?} {error:#?}").contains(SECRET), "{error:#?}");
        }
    }

    #[test]
    fn durations_and_numbers_that_postgres_does_not_have_do_no_harm() {
        assert_eq!(microseconds(Duration::MAX), microseconds(MAX_DURATION));
        assert_eq!(microseconds(Duration::from_millis(3)), 3_000);
        assert_eq!((signed(u64::MAX), signed(7), unsigned(-1), unsigned(7)), (-1, 7, 0, 7));
    }
}
