//! What uses stored values: the slots of specs that they apply to.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::scope_text;
use crate::db::{RepositoryError, Result, SearchQuery};
use envdock_contract::wire::{SecretItem, SecretUse};
use sqlx::{Sqlite, Transaction};

/// Most files that are told of one configuration, and most configurations of one value.
const MOST_USES: usize = 20;

/// Whether the value at `$scope` applies to the slot `used`, and that may be told (`?1`).
macro_rules! reaches {
    ($scope:literal) => {
        concat!(
            "CASE substr(",
            $scope,
            ", 1, 1) \
             WHEN 'f' THEN ",
            $scope,
            " = 'f' || char(10) || used.configuration || char(10) \
                 || used.workspace_path || char(10) || used.path \
             WHEN 'c' THEN ",
            $scope,
            " = 'c' || char(10) || used.configuration \
             WHEN 'r' THEN EXISTS (SELECT 1 FROM configuration_repositories AS own \
                 WHERE own.configuration = used.configuration \
                 AND ",
            $scope,
            " = 'r' || char(10) || own.id) \
             WHEN 's' THEN EXISTS (SELECT 1 FROM sessions AS run \
                 WHERE run.id = substr(",
            $scope,
            ", 3) \
                 AND run.configuration = used.configuration) \
             ELSE 1 END \
             AND (?1 IS NULL OR used.configuration IN (SELECT value FROM json_each(?1)))"
        )
    };
}

pub(super) use reaches;

/// What uses values: `?2` is a list of `[key, scope]`.
pub const USES: &str = concat!(
    "SELECT asked.key AS place, \
     (SELECT count(DISTINCT used.configuration) FROM spec_slots AS used \
      WHERE used.key = asked.value ->> 0 AND ",
    reaches!("(asked.value ->> 1)"),
    ") AS uses, \
     (SELECT json_group_array(json_object('configuration', one.id, 'name', one.name, \
      'files', json(one.files))) FROM (SELECT used.configuration AS id, known.name AS name, \
       json_group_array(json_object('workspace_path', used.workspace_path, 'path', used.path)) \
       AS files FROM spec_slots AS used \
       CROSS JOIN configurations AS known ON known.id = used.configuration \
       WHERE used.key = asked.value ->> 0 AND ",
    reaches!("(asked.value ->> 1)"),
    " GROUP BY used.configuration ORDER BY used.configuration LIMIT 20) AS one) AS used_by \
     FROM json_each(?2) AS asked"
);

/// Says of every value what uses it: one statement for all of them.
pub(super) async fn add(
    snapshot: &mut Transaction<'static, Sqlite>,
    query: &SearchQuery,
    items: &mut [SecretItem],
) -> Result<()> {
    let asked: Vec<_> = items
        .iter()
        .map(|item| (&item.address.key, scope_text::write(&item.address.scope)))
        .collect();
    let rows = sqlx::query(USES)
        .bind(query.sight.configurations.as_ref().map(row::to_json).transpose()?)
        .bind(row::to_json(&asked)?)
        .fetch_all(&mut **snapshot)
        .await
        .map_err(failure)?;
    for row in &rows {
        let place: i64 = column(row, "place")?;
        let place = usize::try_from(place).map_err(RepositoryError::unreadable)?;
        let Some(item) = items.get_mut(place) else { continue };
        let uses: i64 = column(row, "uses")?;
        item.uses = u32::try_from(uses).map_err(RepositoryError::unreadable)?;
        let used_by: String = column(row, "used_by")?;
        item.used_by = row::json::<Vec<SecretUse>>(&used_by)?;
        for used in &mut item.used_by {
            used.files.truncate(MOST_USES);
        }
    }
    Ok(())
}
