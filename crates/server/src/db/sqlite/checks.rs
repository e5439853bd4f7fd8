//! Presence of many keys in many contexts: one statement.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::{CheckFacts, CheckSnapshot, RepositoryError, Result};
use envdock_contract::model::{
    ConfigurationId, KeyName, RepositoryId, Revision, SessionId, Stored, Timestamp, UserId, Version,
};
use envdock_contract::wire::CheckContextBody;
use envdock_rules::precedence::nearer;
use serde::Serialize;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

/// The statement. `?1` is a JSON array of contexts, `?2` whether specs are wanted.
///
/// Its rows are of four kinds (`part`): the revision, what is known of each context, the
/// repositories that count, and what each scope holds of a context's keys: a list of
/// `[place of the key, version, updated_at, updated_by]` in one row, because passing rows on costs
/// more than finding them. Keys are looked up only in scopes that hold anything. The joins are
/// `CROSS` because that fixes their order: every stored value is found by the primary key, whatever
/// the statistics say.
pub const CHECK: &str = "
WITH context AS MATERIALIZED (
    SELECT asked.key AS i, asked.value ->> '$.e' AS environment, session.id AS session,
        session.owner AS owner, session.configuration AS session_configuration,
        configuration.id AS configuration,
        configuration.id || char(10) || (asked.value ->> '$.w') || char(10)
            || (asked.value ->> '$.p') AS file,
        asked.value -> '$.r' AS repositories, asked.value -> '$.k' AS keys,
        CASE WHEN ?2 THEN configuration.spec END AS spec
    FROM json_each(?1) AS asked
    LEFT JOIN sessions AS session
        ON session.id = asked.value ->> '$.s' AND session.ended_at IS NULL
    LEFT JOIN configurations AS configuration ON configuration.id = asked.value ->> '$.c'
),
repository AS MATERIALIZED (
    SELECT i, named.key AS position, named.value AS id
    FROM context CROSS JOIN json_each(context.repositories) AS named
    UNION ALL
    SELECT i, own.position, own.id
    FROM context CROSS JOIN configuration_repositories AS own
    WHERE context.repositories IS NULL AND own.configuration = context.configuration
),
applicable(i, scope) AS MATERIALIZED (
    SELECT i, 's' || char(10) || session FROM context WHERE session IS NOT NULL
    UNION ALL SELECT i, 'u' || char(10) || owner FROM context WHERE owner IS NOT NULL
    UNION ALL SELECT i, 'f' || char(10) || file FROM context WHERE file IS NOT NULL
    UNION ALL SELECT i, 'c' || char(10) || configuration FROM context
        WHERE configuration IS NOT NULL
    UNION ALL SELECT i, 'r' || char(10) || id FROM repository
    UNION ALL SELECT i, 'o' FROM context
)
SELECT 0 AS part, NULL AS i, NULL AS id, NULL AS text, revision AS number, NULL AS owner
FROM organization
UNION ALL
SELECT 1, i, session_configuration, spec, configuration IS NOT NULL, owner FROM context
UNION ALL
SELECT 2, i, id, NULL, position, NULL FROM repository
UNION ALL
SELECT 3, context.i, applicable.scope, (
    SELECT json_group_array(
        json_array(wanted.key, secret.version, secret.updated_at, secret.updated_by))
    FROM json_each(context.keys) AS wanted CROSS JOIN secrets AS secret
    WHERE secret.environment = context.environment AND secret.scope = applicable.scope
        AND secret.key = wanted.value AND secret.is_live = 1
), NULL, NULL
FROM context CROSS JOIN applicable
WHERE applicable.i = context.i AND EXISTS (
    SELECT 1 FROM secrets AS held
    WHERE held.environment = context.environment AND held.scope = applicable.scope
)";

/// Place of the key in its context, version, updated at, updated by.
type Held = (usize, Version, Timestamp, UserId);

#[derive(Serialize)]
struct Asked<'a> {
    e: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    w: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    r: &'a [RepositoryId],
    /// In order: neighbours stand on the same pages.
    k: Vec<&'a KeyName>,
}

impl<'a> Asked<'a> {
    fn new(context: &'a CheckContextBody) -> Self {
        let mut keys: Vec<_> = context.keys.iter().collect();
        keys.sort_unstable();
        keys.dedup();
        Self {
            e: context.environment.as_str(),
            s: context.session.as_ref().map(SessionId::as_str),
            c: context.configuration.as_ref().map(ConfigurationId::as_str),
            w: context.file.as_ref().map(|file| file.workspace_path.as_str()),
            p: context.file.as_ref().map(|file| file.path.as_str()),
            r: &context.repositories,
            k: keys,
        }
    }
}

/// Reads what is stored for `contexts`.
pub(super) async fn check(
    pool: &SqlitePool,
    contexts: &[CheckContextBody],
    with_spec: bool,
) -> Result<CheckSnapshot> {
    let asked: Vec<_> = contexts.iter().map(Asked::new).collect();
    let rows = sqlx::query(CHECK)
        .bind(row::to_json(&asked)?)
        .bind(with_spec)
        .fetch_all(pool)
        .await
        .map_err(failure)?;
    let mut snapshot = CheckSnapshot {
        revision: Revision::default(),
        contexts: contexts.iter().map(|_| CheckFacts::default()).collect(),
    };
    for row in &rows {
        read(row, &asked, &mut snapshot)?;
    }
    for facts in &mut snapshot.contexts {
        let repositories = &facts.repositories;
        for stored in facts.stored.values_mut() {
            stored.sort_by(|left, right| nearer(&left.scope, &right.scope, repositories));
            // A repository that was named twice finds the same value twice.
            stored.dedup();
        }
    }
    Ok(snapshot)
}

fn read(row: &SqliteRow, asked: &[Asked<'_>], snapshot: &mut CheckSnapshot) -> Result<()> {
    let part: i64 = column(row, "part")?;
    if part == 0 {
        snapshot.revision = row::revision(column(row, "number")?)?;
        return Ok(());
    }
    let index = usize::try_from(column::<i64>(row, "i")?).map_err(RepositoryError::unreadable)?;
    let (Some(facts), Some(asked)) = (snapshot.contexts.get_mut(index), asked.get(index)) else {
        return Ok(());
    };
    match part {
        1 => {
            facts.session_owner = column::<Option<String>>(row, "owner")?
                .map(|id| UserId::new(&id))
                .transpose()
                .map_err(RepositoryError::unreadable)?;
            facts.session_configuration = column::<Option<String>>(row, "id")?
                .map(|id| ConfigurationId::new(&id))
                .transpose()
                .map_err(RepositoryError::unreadable)?;
            facts.configuration_exists = column(row, "number")?;
            let spec: Option<&str> = column(row, "text")?;
            facts.spec = spec.map(row::json).transpose()?;
        }
        2 => {
            let id = RepositoryId::new(column(row, "id")?);
            facts.repositories.push(id.map_err(RepositoryError::unreadable)?);
        }
        _ => {
            let scope = row::scope(column(row, "id")?)?;
            for (place, version, updated_at, updated_by) in
                row::json::<Vec<Held>>(column(row, "text")?)?
            {
                let Some(key) = asked.k.get(place) else { continue };
                let stored = Stored { scope: scope.clone(), version, updated_at, updated_by };
                facts.stored.entry((*key).clone()).or_default().push(stored);
            }
        }
    }
    Ok(())
}
