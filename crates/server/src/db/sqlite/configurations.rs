//! Configurations, and the folders they come from.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{audit, bump, sessions, specs};
use crate::db::{
    AuditRecord, Concern, Configuration, ConfigurationPage, ConfigurationQuery, Folder, NewSession,
    Registered, RepositoryError, Result,
};
use envdock_contract::model::{ConfigurationId, Environment, Revision, SessionId};
use envdock_contract::wire::{EventBody, RepositoryAnswer};
use serde::Deserialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqlitePool, Transaction};

/// Makes a folder's configuration known.
pub(super) async fn register(transaction: &mut Writing, folder: &Folder) -> Result<Registered> {
    let now = clock::now();
    sqlx::query(
        "INSERT INTO configurations (id, name, folder, created_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET folder = ?3",
    )
    .bind(folder.configuration.as_str())
    .bind(&folder.name)
    .bind(&folder.path)
    .bind(&now.0)
    .execute(&mut ***transaction)
    .await
    .map_err(failure)?;
    sqlx::query(
        "INSERT INTO configuration_repositories (configuration, position, id, name) \
         VALUES (?1, 0, ?2, ?3) ON CONFLICT (configuration, position) DO NOTHING",
    )
    .bind(folder.configuration.as_str())
    .bind(folder.repository.id.as_str())
    .bind(&folder.repository.name)
    .execute(&mut ***transaction)
    .await
    .map_err(failure)?;
    let live = live_session(transaction, &folder.configuration).await?;
    let live = live.filter(|_| !folder.setup);
    let is_new = live.is_none();
    let session = match live {
        Some(session) => session,
        None => start_session(transaction, folder).await?,
    };
    let record = AuditRecord::new(&folder.owner, "open_folder").in_session(&session);
    audit::insert(transaction, &record).await?;
    let revision = bump(transaction).await?;
    if is_new {
        let started = sessions::read(&mut ***transaction, &session).await?;
        transaction.tell(revision, EventBody::Session(started.into()));
    }
    let stored = specs::read_with(&mut ***transaction, &folder.configuration).await?;
    Ok(Registered { session, stored })
}

async fn live_session(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ConfigurationId,
) -> Result<Option<SessionId>> {
    let row = sqlx::query(
        "SELECT id FROM sessions WHERE configuration = ?1 AND ended_at IS NULL \
         ORDER BY started_revision DESC LIMIT 1",
    )
    .bind(id.as_str())
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failure)?;
    row.map(|row| SessionId::new(column(&row, "id")?).map_err(RepositoryError::unreadable))
        .transpose()
}

async fn start_session(
    transaction: &mut Transaction<'static, Sqlite>,
    folder: &Folder,
) -> Result<SessionId> {
    let session = NewSession {
        id: folder.new_session.clone(),
        configuration: folder.configuration.clone(),
        environment: folder.environment.clone(),
        owner: folder.owner.clone(),
        setup: folder.setup,
    };
    sessions::insert(transaction, &session).await?;
    Ok(session.id)
}

/// The statement up to its `WHERE`. `?1`: with specs.
macro_rules! configurations {
    ($which:literal) => {
        concat!(
            "SELECT configuration.id, name, folder, spec_version, \
             CASE WHEN ?1 THEN spec END AS spec, \
             (SELECT revision FROM organization) AS revision, \
             (SELECT json_group_array(json_object('id', own.id, 'name', own.name)) FROM \
              (SELECT id, name FROM configuration_repositories AS r \
               WHERE r.configuration = configuration.id ORDER BY position) AS own) \
             AS repositories, \
             (SELECT json_object('id', id, 'environment', environment) FROM sessions AS s \
              WHERE s.configuration = configuration.id AND s.ended_at IS NULL \
              ORDER BY started_revision DESC LIMIT 1) AS session \
             FROM configurations AS configuration WHERE ",
            $which
        )
    };
}

/// Reads a page: one statement, whatever the number of configurations.
pub(super) async fn page(
    pool: &SqlitePool,
    query: &ConfigurationQuery,
) -> Result<ConfigurationPage> {
    let ids = query.ids.as_ref().map(row::to_json).transpose()?;
    let (name, id) = query.after.clone().unwrap_or_default();
    let rows = sqlx::query(configurations!(
        "(?2 IS NULL OR configuration.id IN (SELECT value FROM json_each(?2))) \
         AND (name, configuration.id) > (?3, ?4) \
         ORDER BY name, configuration.id LIMIT ?5"
    ))
    .bind(query.with_spec)
    .bind(ids)
    .bind(name)
    .bind(id)
    .bind(query.limit + 1)
    .fetch_all(pool)
    .await
    .map_err(failure)?;
    let revision = match rows.first() {
        Some(row) => row::revision(column(row, "revision")?)?,
        None => revision(pool).await?,
    };
    let mut configurations = rows.iter().map(configuration).collect::<Result<Vec<_>>>()?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let has_more = configurations.len() > limit;
    configurations.truncate(limit);
    Ok(ConfigurationPage { revision, configurations, has_more })
}

/// Reads those that a write concerns. Only their specs are handed out and parsed: with thousands of
/// configurations that is what costs.
pub(super) async fn concerned(pool: &SqlitePool, by: &Concern) -> Result<Vec<Configuration>> {
    // A key stands in the JSON of a spec as it is: its letters need no escape.
    let keys: Vec<_> = by.keys.iter().map(|key| format!("\"{key}\"")).collect();
    let rows = sqlx::query(configurations!(
        "configuration.id IN (SELECT value FROM json_each(?2)) \
         OR EXISTS (SELECT 1 FROM json_each(?3) AS named CROSS JOIN configuration_repositories AS r \
          WHERE r.configuration = configuration.id AND r.id = named.value) \
         OR EXISTS (SELECT 1 FROM json_each(?4) AS key WHERE instr(spec, key.value) > 0)"
    ))
    .bind(true)
    .bind(row::to_json(&by.ids)?)
    .bind(row::to_json(&by.repositories)?)
    .bind(row::to_json(&keys)?)
    .fetch_all(pool)
    .await
    .map_err(failure)?;
    rows.iter().map(configuration).collect()
}

async fn revision(pool: &SqlitePool) -> Result<Revision> {
    let row = sqlx::query("SELECT revision FROM organization").fetch_one(pool).await;
    row::revision(row.and_then(|row| row.try_get(0)).map_err(failure)?)
}

#[derive(Deserialize)]
struct SessionColumn {
    id: SessionId,
    environment: Environment,
}

fn configuration(row: &SqliteRow) -> Result<Configuration> {
    let repositories: String = column(row, "repositories")?;
    let session: Option<String> = column(row, "session")?;
    let spec: Option<String> = column(row, "spec")?;
    let session: Option<SessionColumn> = session.map(|text| row::json(&text)).transpose()?;
    Ok(Configuration {
        id: ConfigurationId::new(column(row, "id")?).map_err(RepositoryError::unreadable)?,
        name: column(row, "name")?,
        folder: column(row, "folder")?,
        repositories: row::json::<Vec<RepositoryAnswer>>(&repositories)?,
        session: session.map(|session| (session.id, session.environment)),
        spec_version: row::version(column(row, "spec_version")?)?,
        spec: spec.map(|text| row::json(&text)).transpose()?,
    })
}
