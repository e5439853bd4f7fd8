//! Repositories and configurations that hosts declare.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{audit, bump};
use crate::db::{
    AuditRecord, Declared, Expected, NewConfiguration, NewRepository, RepositoryError, Result,
};
use envdock_contract::model::{RepositoryId, Revision, UserId, Version};
use envdock_contract::wire::{EventBody, RepositoryAnswer};
use sqlx::Row;

/// What is stored of a thing.
struct Current {
    name: String,
    version: Version,
}

/// Declares a repository.
pub(super) async fn put_repository(
    transaction: &mut Writing,
    new: &NewRepository,
) -> Result<Declared> {
    let RepositoryAnswer { id, name } = &new.repository;
    let current =
        current(transaction, "SELECT name, version FROM repositories WHERE id = ?1", id.as_str());
    let current = current.await?;
    if current.is_none() && is_of_folder(transaction, id).await? {
        return Ok(Declared::OfFolder);
    }
    let repositories = vec![new.repository.clone()];
    if let Some(Current { version, .. }) = current.as_ref().filter(|known| known.name == *name) {
        let revision = revision(transaction).await?;
        return Ok(Declared::Stands { revision, version: *version, repositories });
    }
    let version = next(current.as_ref(), new.expected)?;
    sqlx::query(
        "INSERT INTO repositories (id, name, version, created_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET name = ?2, version = ?3",
    )
    .bind(id.as_str())
    .bind(name)
    .bind(row::number(version))
    .bind(clock::now().0)
    .execute(&mut ***transaction)
    .await
    .map_err(failure)?;
    sqlx::query("UPDATE configuration_repositories SET name = ?2 WHERE id = ?1")
        .bind(id.as_str())
        .bind(name)
        .execute(&mut ***transaction)
        .await
        .map_err(failure)?;
    let revision = record(transaction, &new.by, "put_repository", version).await?;
    Ok(Declared::Stands { revision, version, repositories })
}

/// Declares a configuration. Its spec stays as it is.
pub(super) async fn put_configuration(
    transaction: &mut Writing,
    new: &NewConfiguration,
) -> Result<Declared> {
    let id = new.id.as_str();
    let current =
        current(transaction, "SELECT name, version FROM configurations WHERE id = ?1", id);
    let current = current.await?;
    if current.as_ref().is_some_and(|known| known.version.0 == 0) {
        return Ok(Declared::OfFolder);
    }
    let (before, found) =
        (own(transaction, id).await?, find(transaction, &new.repositories).await?);
    let unknown = |(place, known): (usize, &Option<_>)| known.is_none().then_some(place);
    let unknown: Vec<_> = found.iter().enumerate().filter_map(unknown).collect();
    if let Some(Current { name, version }) = &current
        && *name == new.name
        && before.iter().eq(&new.repositories)
    {
        let (revision, repositories) = (revision(transaction).await?, found.into_iter().flatten());
        let repositories = repositories.collect();
        return Ok(Declared::Stands { revision, version: *version, repositories });
    }
    let version = next(current.as_ref(), new.expected)?;
    if !unknown.is_empty() {
        return Ok(Declared::Unknown(unknown));
    }
    let repositories: Vec<_> = found.into_iter().flatten().collect();
    write(transaction, new, version, &repositories).await?;
    let revision = record(transaction, &new.by, "put_configuration", version).await?;
    if current.is_some() && !before.iter().eq(&new.repositories) {
        // Other values apply: what a page knows of every slot may be wrong.
        transaction.tell(revision, EventBody::Resync);
    }
    Ok(Declared::Stands { revision, version, repositories })
}

async fn write(
    transaction: &mut Writing,
    new: &NewConfiguration,
    version: Version,
    repositories: &[RepositoryAnswer],
) -> Result<()> {
    sqlx::query(
        "INSERT INTO configurations (id, name, version, created_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET name = ?2, version = ?3",
    )
    .bind(new.id.as_str())
    .bind(&new.name)
    .bind(row::number(version))
    .bind(clock::now().0)
    .execute(&mut ***transaction)
    .await
    .map_err(failure)?;
    sqlx::query("DELETE FROM configuration_repositories WHERE configuration = ?1")
        .bind(new.id.as_str())
        .execute(&mut ***transaction)
        .await
        .map_err(failure)?;
    sqlx::query(
        "INSERT INTO configuration_repositories (configuration, position, id, name) \
         SELECT ?1, key, value ->> 'id', value ->> 'name' FROM json_each(?2)",
    )
    .bind(new.id.as_str())
    .bind(row::to_json(&repositories)?)
    .execute(&mut ***transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// The version that a declaration makes of what is there.
fn next(current: Option<&Current>, expected: Expected) -> Result<Version> {
    match (current, expected) {
        (None, Expected::Version(Version(0))) => Ok(Version(1)),
        (None, Expected::Version(_) | Expected::Any) => Err(RepositoryError::NotFound),
        (Some(known), Expected::Version(version)) if version != known.version => {
            Err(RepositoryError::Conflict { current: known.version })
        }
        (Some(known), Expected::Version(_) | Expected::Any) => Ok(Version(known.version.0 + 1)),
    }
}

async fn current(
    transaction: &mut Writing,
    statement: &'static str,
    id: &str,
) -> Result<Option<Current>> {
    let row = sqlx::query(statement).bind(id).fetch_optional(&mut ***transaction).await;
    let read = |row| {
        Ok(Current {
            name: column(&row, "name")?,
            version: row::version(column(&row, "version")?)?,
        })
    };
    row.map_err(failure)?.map(read).transpose()
}

/// Whether a repository that no host has declared is that of a folder.
async fn is_of_folder(transaction: &mut Writing, id: &RepositoryId) -> Result<bool> {
    let row = sqlx::query("SELECT EXISTS (SELECT 1 FROM configuration_repositories WHERE id = ?1)")
        .bind(id.as_str())
        .fetch_one(&mut ***transaction)
        .await
        .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

/// The repositories of a configuration, in order.
async fn own(transaction: &mut Writing, id: &str) -> Result<Vec<RepositoryId>> {
    let rows = sqlx::query(
        "SELECT id FROM configuration_repositories WHERE configuration = ?1 ORDER BY position",
    )
    .bind(id)
    .fetch_all(&mut ***transaction)
    .await
    .map_err(failure)?;
    let id = |row| RepositoryId::new(column(row, "id")?).map_err(RepositoryError::unreadable);
    rows.iter().map(id).collect()
}

/// The declared repositories with these ids, in their order.
async fn find(
    transaction: &mut Writing,
    ids: &[RepositoryId],
) -> Result<Vec<Option<RepositoryAnswer>>> {
    let rows = sqlx::query(
        "SELECT known.name AS name FROM json_each(?1) AS asked \
         LEFT JOIN repositories AS known ON known.id = asked.value ORDER BY asked.key",
    )
    .bind(row::to_json(&ids)?)
    .fetch_all(&mut ***transaction)
    .await
    .map_err(failure)?;
    let found = rows.iter().zip(ids).map(|(row, id)| {
        let name: Option<String> = column(row, "name")?;
        Ok(name.map(|name| RepositoryAnswer { id: id.clone(), name }))
    });
    found.collect()
}

async fn revision(transaction: &mut Writing) -> Result<Revision> {
    let row = sqlx::query("SELECT revision FROM organization").fetch_one(&mut ***transaction).await;
    row::revision(row.and_then(|row| row.try_get(0)).map_err(failure)?)
}

async fn record(
    transaction: &mut Writing,
    by: &UserId,
    action: &'static str,
    version: Version,
) -> Result<Revision> {
    let record = AuditRecord { version: Some(version), ..AuditRecord::new(by, action) };
    audit::insert(transaction, &record).await?;
    bump(transaction).await
}
