//! Where stored keys are missing: a configuration needs one, and no shared value applies there.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::{RepositoryError, Result, SearchQuery};
use envdock_contract::wire::{SearchFilter, SecretItem};
use sqlx::{Sqlite, Transaction};

/// Environments `place.name` in which something is stored, of those of `$usable`. Each is found by
/// its place in the primary key, however much is stored in it.
macro_rules! places {
    ($usable:literal) => {
        concat!(
            "WITH RECURSIVE known (name) AS (SELECT min(environment) FROM secrets \
              UNION ALL SELECT (SELECT min(next.environment) FROM secrets AS next \
               WHERE next.environment > known.name) FROM known WHERE known.name IS NOT NULL), \
             place AS MATERIALIZED (SELECT name FROM known WHERE name IS NOT NULL \
              AND (",
            $usable,
            " IS NULL OR name IN (SELECT value FROM json_each(",
            $usable,
            "))) AND EXISTS (SELECT 1 FROM secrets AS held WHERE held.environment = name \
              AND held.is_live = 1 AND substr(held.scope, 1, 1) NOT IN ('s', 'u')))"
        )
    };
}

/// Whether no shared value applies to the slot `used` in the environment `place.name`, and the
/// configuration may be told of (`?1`).
macro_rules! lacks {
    () => {
        "used.is_needed = 1 \
         AND (?1 IS NULL OR used.configuration IN (SELECT value FROM json_each(?1))) \
         AND NOT EXISTS (SELECT 1 FROM secrets AS held WHERE held.environment = place.name \
             AND held.scope IN ('o', 'c' || char(10) || used.configuration, \
                 'f' || char(10) || used.configuration || char(10) || used.workspace_path \
                     || char(10) || used.path) \
             AND held.key = used.key AND held.is_live = 1) \
         AND NOT EXISTS (SELECT 1 FROM configuration_repositories AS own \
             CROSS JOIN secrets AS held ON held.environment = place.name \
                 AND held.scope = 'r' || char(10) || own.id \
                 AND held.key = used.key AND held.is_live = 1 \
             WHERE own.configuration = used.configuration)"
    };
}

/// Keys that are missing somewhere, each found at its first gap. `?15`: the environments that may
/// be used.
pub(super) const MISSING: &str = concat!(
    " AND s.key IN (SELECT needed.key FROM (SELECT DISTINCT key FROM spec_slots) AS needed \
     WHERE EXISTS (",
    places!("?15"),
    " SELECT 1 FROM place CROSS JOIN spec_slots AS used WHERE used.key = needed.key AND ",
    lacks!(),
    "))"
);

/// The gaps of keys: `?2` is a list of these, `?3` the environments that may be used.
pub const GAPS: &str = concat!(
    places!("?3"),
    " SELECT asked.key AS place, (SELECT json_group_array(json_object( \
       'environment', gap.environment, 'configuration', gap.id, 'name', gap.name)) \
      FROM (SELECT DISTINCT place.name AS environment, used.configuration AS id, \
        known.name AS name FROM place CROSS JOIN spec_slots AS used \
        CROSS JOIN configurations AS known ON known.id = used.configuration \
        WHERE used.key = asked.value AND ",
    lacks!(),
    " ORDER BY place.name, used.configuration LIMIT 20) AS gap) AS gaps \
     FROM json_each(?2) AS asked"
);

/// Says of every value where its key is missing, where that was looked for: one statement for all.
pub(super) async fn add(
    snapshot: &mut Transaction<'static, Sqlite>,
    query: &SearchQuery,
    items: &mut [SecretItem],
) -> Result<()> {
    if query.filter != Some(SearchFilter::Missing) {
        return Ok(());
    }
    let keys: Vec<_> = items.iter().map(|item| &item.address.key).collect();
    let rows = sqlx::query(GAPS)
        .bind(query.sight.configurations.as_ref().map(row::to_json).transpose()?)
        .bind(row::to_json(&keys)?)
        .bind(query.usable.as_ref().map(row::to_json).transpose()?)
        .fetch_all(&mut **snapshot)
        .await
        .map_err(failure)?;
    for row in &rows {
        let place: i64 = column(row, "place")?;
        let place = usize::try_from(place).map_err(RepositoryError::unreadable)?;
        let Some(item) = items.get_mut(place) else { continue };
        let gaps: String = column(row, "gaps")?;
        item.missing = row::json(&gaps)?;
    }
    Ok(())
}
