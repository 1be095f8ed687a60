//! The connection of a store: made when it is needed, shared by all statements, and replaced when it fails.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::error::SqlState;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Row, Socket};

use super::sql::{LAST_COLUMN, Statement, Table};
use crate::{Error, ErrorKind};

/// The key of the lock under which tables are created. Any number that nobody else has will do.
const MIGRATION_LOCK: i64 = 0x6d65_7461_766f_6963;
/// The largest value of `statement_timeout`, in milliseconds.
const MAX_STATEMENT_TIMEOUT: u128 = i32::MAX as u128;

/// A client, and the future that moves its messages.
type Connected = (Client, Pin<Box<dyn Future<Output = ()> + Send>>);
type Connecting = Pin<Box<dyn Future<Output = Result<Connected, tokio_postgres::Error>> + Send>>;

/// Connects with these settings and the TLS that it was made of.
pub(super) type Connector = Box<dyn Fn(Config) -> Connecting + Send + Sync>;

/// A value of a statement.
pub(super) type Parameter = Box<dyn ToSql + Send + Sync>;

/// The text by which a server knows one of its sessions again. A process id alone may be another session's later.
const SESSION: &str = "pid || ' ' || backend_start";

pub(super) fn connector<T>(tls: T) -> Connector
where
    T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
    T::Stream: Send,
    T::TlsConnect: Send,
    <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
{
    Box::new(move |config| {
        let tls = tls.clone();
        Box::pin(async move {
            let (client, connection) = config.connect(tls).await?;
            // Its error reaches every statement that waits.
            let moved: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move { drop(connection.await) });
            Ok((client, moved))
        })
    })
}

/// The connection to a database, and what it takes to make another.
pub(super) struct Database {
    config: Config,
    connector: Connector,
    pub(super) table: Table,
    /// The database with the table, for messages.
    pub(super) name: String,
    /// The limit of a statement, with the connection that it may need first.
    limit: Duration,
    current: Mutex<Current>,
    /// Held while a connection is made, so that there is one attempt at a time.
    connecting: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Current {
    session: Option<Arc<Session>>,
    /// The session that was given up, which the server may not have noticed.
    given_up: Option<String>,
    /// The last attempt to connect, if it failed.
    failed: Option<(Instant, Error)>,
}

/// A connection that is ready for the statements.
struct Session {
    client: Client,
    /// In the order of [`Statement::ALL`].
    statements: Vec<tokio_postgres::Statement>,
    /// What [`SESSION`] gave.
    id: Option<String>,
    task: JoinHandle<()>,
}

/// A server that does not respond would keep the task for ever.
impl Drop for Session {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Database {
    pub(super) fn new(config: Config, connector: Connector, table: Table, name: String, limit: Duration) -> Self {
        Self {
            config,
            connector,
            table,
            name,
            limit,
            current: Mutex::default(),
            connecting: tokio::sync::Mutex::default(),
        }
    }

    /// Executes a statement, within the limit.
    ///
    /// A caller that has a limit of its own may drop the future. The statement goes on in its task all the same, so that
    /// a connection that has failed without a word is given up when its time is over.
    pub(super) async fn query(
        self: &Arc<Self>,
        statement: Statement,
        parameters: Vec<Parameter>,
    ) -> Result<Vec<Row>, Error> {
        let database = Arc::clone(self);
        let executed = tokio::spawn(async move { database.execute(statement, &parameters).await });
        // The runtime of the task is shutting down.
        executed.await.unwrap_or_else(|_| Err(Error::journal_unavailable(format!("{} was left", self.name))))
    }

    async fn execute(&self, statement: Statement, parameters: &[Parameter]) -> Result<Vec<Row>, Error> {
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| &**value as _).collect();
        let mut used = None;
        let executed = timeout(self.limit, async {
            let session = used.insert(self.session().await?);
            let queried = session.client.query(&session.statements[statement as usize], &parameters).await;
            queried.map_err(|error| self.failure(&error))
        });
        match executed.await {
            Ok(Ok(rows)) => Ok(rows),
            Ok(Err(Failure { error, reconnect })) => {
                self.give_up(used.filter(|_| reconnect).as_ref());
                Err(error)
            }
            Err(_) => {
                self.give_up(used.as_ref());
                Err(self.out_of_time())
            }
        }
    }

    /// Creates the table or what it lacks, on a connection of its own: the statements need the table.
    pub(super) async fn migrate(&self) -> Result<(), Error> {
        let migrated = timeout(self.limit, async {
            let session = self.connect().await?;
            let client = &session.client;
            // Whoever may not create or change a table may not say `IF NOT EXISTS` either.
            let complete = "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1::text) \
                            AND attname = $2::text AND NOT attisdropped)";
            if client.query_one(complete, &[&self.table.to_string(), &LAST_COLUMN]).await?.get(0) {
                return Ok(());
            }
            // The statements of one message are one transaction, and the lock ends with it. It is for replicas that
            // begin at once.
            let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
            client.batch_execute(&format!("{lock};\n{}", self.table.migration())).await
        });
        match migrated.await {
            Ok(done) => done.map_err(|error| self.failure(&error).error),
            Err(_) => Err(self.out_of_time()),
        }
    }

    /// Returns the session in use, or makes one.
    async fn session(&self) -> Result<Arc<Session>, Failure> {
        let began = Instant::now();
        if let Some(session) = self.open_session() {
            return Ok(session);
        }
        let _attempt = self.connecting.lock().await;
        // Those who waited get what the attempt before has brought, so that they do not try one after the other.
        if let Some(session) = self.open_session() {
            return Ok(session);
        }
        if let Some((_, error)) = self.current().failed.as_ref().filter(|(at, _)| *at >= began) {
            return Err(Failure { error: error.shared(), reconnect: false });
        }
        // Half of the limit, so that who waited for an attempt in vain has time for one.
        let made = match timeout(self.limit / 2, self.begin_session()).await {
            Ok(made) => made.map_err(|error| self.failure(&error).error),
            Err(_) => Err(self.out_of_time()),
        };
        let mut current = self.current();
        match made {
            Ok(session) => {
                let session = Arc::new(session);
                *current = Current { session: Some(Arc::clone(&session)), given_up: None, failed: None };
                Ok(session)
            }
            Err(error) => {
                current.failed = Some((Instant::now(), error.shared()));
                Err(Failure { error, reconnect: false })
            }
        }
    }

    /// Returns the session in use, unless its connection has ended.
    fn open_session(&self) -> Option<Arc<Session>> {
        let session = self.current().session.clone()?;
        if session.client.is_closed() {
            self.give_up(Some(&session));
            return None;
        }
        Some(session)
    }

    /// Makes a session that is ready for the statements.
    async fn begin_session(&self) -> Result<Session, tokio_postgres::Error> {
        let mut session = self.connect().await?;
        // What the session before has received and not carried out yet must not happen later, as the statements of this
        // one would be overtaken.
        let given_up = self.current().given_up.clone();
        if let Some(given_up) = given_up {
            let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {SESSION} = $1");
            session.client.query(&end, &[&given_up]).await?;
        }
        let id = format!("SELECT {SESSION} FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        session.id = session.client.query_opt(&id, &[]).await?.and_then(|row| row.get(0));
        for statement in Statement::ALL {
            session.statements.push(session.client.prepare(&statement.sql(&self.table)).await?);
        }
        Ok(session)
    }

    /// Connects, and sets what must hold whatever the defaults of the database are.
    async fn connect(&self) -> Result<Session, tokio_postgres::Error> {
        let (client, messages) = (self.connector)(self.config.clone()).await?;
        let session = Session { client, statements: Vec::new(), id: None, task: tokio::spawn(messages) };
        let limit = self.limit.as_millis().clamp(1, MAX_STATEMENT_TIMEOUT);
        // A journal that a server has acknowledged must survive it.
        let settings = format!(
            "SET statement_timeout = {limit}; \
             SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED; \
             SELECT set_config('synchronous_commit', 'on', false) \
             WHERE current_setting('synchronous_commit') = 'off'"
        );
        session.client.batch_execute(&settings).await?;
        Ok(session)
    }

    /// Lets the next statement make a session, if this one is still in use.
    fn give_up(&self, session: Option<&Arc<Session>>) {
        let mut current = self.current();
        if let (Some(used), Some(session)) = (&current.session, session)
            && Arc::ptr_eq(used, session)
        {
            current.given_up = session.id.clone();
            current.session = None;
        }
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn out_of_time(&self) -> Error {
        Error::journal_unavailable(format!("{} did not respond within {:.1} s", self.name, self.limit.as_secs_f64()))
    }

    /// Decides what an error of the database means. Its detail is left out: it may quote what a row holds.
    fn failure(&self, error: &tokio_postgres::Error) -> Failure {
        let Self { name, .. } = self;
        if let Some(refusal) = error.as_db_error() {
            let code = refusal.code();
            let message = format!("{name} cannot be used: {} (SQLSTATE {})", refusal.message(), code.code());
            let meaning = Meaning::of(code);
            return Failure {
                error: Error::new(ErrorKind::JournalUnavailable, message)
                    .transient_if(meaning.is_transient)
                    .with_advice_if(meaning.advice),
                reconnect: meaning.reconnect,
            };
        }
        let cause = causes(error).last().unwrap_or(error);
        let broken = cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() != io::ErrorKind::InvalidData);
        let message = match causes(error).next() {
            Some(_) => format!("{name} cannot be reached: {error}: {cause}"),
            None => format!("{name} cannot be reached: {error}"),
        };
        Failure {
            error: Error::new(ErrorKind::JournalUnavailable, message).transient_if(broken || error.is_closed()),
            reconnect: true,
        }
    }
}

/// An error, and whether the session cannot be used after it.
struct Failure {
    error: Error,
    reconnect: bool,
}

/// What a code of Postgres means for a training.
#[derive(Debug, PartialEq, Eq)]
struct Meaning {
    is_transient: bool,
    reconnect: bool,
    advice: Option<&'static str>,
}

impl Meaning {
    /// Classes and codes are those of the appendix "PostgreSQL Error Codes" of its manual.
    fn of(code: &SqlState) -> Self {
        let class = code.code().get(..2).unwrap_or_default();
        let reconnect = match class {
            // A connection that is broken or shut down.
            "08" | "57" => *code != SqlState::QUERY_CANCELED,
            // Statements that another session's change has made unusable, or that a proxy has lost.
            "26" | "0A" => true,
            // A server that was the primary and is none any more.
            "25" => true,
            _ => false,
        };
        let is_transient = match class {
            // Connections, transactions that must be repeated, resources, locks, operators, the system. Of the last,
            // XX001 and XX002 say that data is damaged.
            "08" | "40" | "53" | "55" | "57" | "58" => true,
            "XX" => *code == SqlState::INTERNAL_ERROR,
            _ => reconnect,
        };
        let advice = match *code {
            SqlState::UNDEFINED_TABLE | SqlState::INVALID_SCHEMA_NAME => {
                Some("create the table: PostgresStore::migrate, or the statements of PostgresStore::migration")
            }
            SqlState::UNDEFINED_COLUMN => {
                Some("complete the table: PostgresStore::migrate; or, if it is none of this crate's, name another")
            }
            SqlState::INSUFFICIENT_PRIVILEGE => {
                Some("grant SELECT, INSERT and UPDATE on the table to the user, and USAGE on its schema")
            }
            SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                Some("check the user and the password of the database")
            }
            SqlState::UNTRANSLATABLE_CHARACTER => Some("use a database whose encoding is UTF8"),
            SqlState::DUPLICATE_PSTATEMENT | SqlState::INVALID_SQL_STATEMENT_NAME => {
                Some("let a proxy between give each client a session of its own (PgBouncer: pool_mode = session)")
            }
            _ => None,
        };
        Self { is_transient, reconnect, advice }
    }
}

/// Returns the causes of an error, the nearest first.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause| (*cause).source())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(code: &str) -> Meaning {
        Meaning::of(&SqlState::from_code(code))
    }

    #[test]
    fn what_may_pass_is_transient() {
        for code in ["08006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P03", "58030", "XX000"]
        {
            assert!(meaning(code).is_transient, "{code}");
        }
    }

    #[test]
    fn what_cannot_pass_is_not_transient() {
        for code in ["28P01", "28000", "3D000", "42P01", "42501", "42703", "22P05", "22021", "XX001", "?", ""] {
            assert!(!meaning(code).is_transient, "{code}");
        }
    }

    #[test]
    fn after_a_shutdown_a_failover_or_lost_statements_there_is_another_session() {
        for code in ["57P01", "57P02", "25006", "26000", "0A000", "08P01"] {
            assert!(meaning(code).reconnect && meaning(code).is_transient, "{code}");
        }
        for code in ["57014", "40001", "53300", "42P01"] {
            assert!(!meaning(code).reconnect, "{code}");
        }
    }
}
