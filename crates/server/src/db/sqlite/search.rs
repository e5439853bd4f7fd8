//! Looking through stored values by name: the page, and how many there are.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::uses::{self, reaches};
use crate::db::sqlite::{gaps, scope_text, values};
use crate::db::{RepositoryError, Result, SearchPage, SearchQuery};
use envdock_contract::model::{ScopeKind, Timestamp, UserId, Version};
use envdock_contract::wire::{RemovedItem, SearchFilter, SearchSort, SecretItem};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, Sqlite, SqlitePool};

/// What every row that is found fulfils. `?2` environments, `?3` kinds of scopes, `?4` scopes,
/// `?5` beginnings of the scopes of files, `?6` text in lower case.
const WANTED: &str = "(?2 IS NULL OR s.environment IN (SELECT value FROM json_each(?2))) \
    AND (substr(s.scope, 1, 1) IN (SELECT value FROM json_each(?3)) \
        OR s.scope IN (SELECT value FROM json_each(?4)) \
        OR substr(s.scope, 1, instr(substr(s.scope, 3), char(10)) + 2) \
            IN (SELECT value FROM json_each(?5))) \
    AND (?6 IS NULL OR instr(lower(s.key), ?6) > 0 \
        OR (s.environment, s.scope, s.key) IN (SELECT said.environment, said.scope, said.key \
            FROM secret_descriptions AS said WHERE instr(said.folded, ?6) > 0))";

/// `?7`: these keys. The first half of it is what the index begins with.
const KEYS: &str = " AND lower(s.key) IN (SELECT lower(value) FROM json_each(?7)) \
    AND s.key IN (SELECT value FROM json_each(?7))";

const UNUSED: &str = concat!(
    " AND NOT EXISTS (SELECT 1 FROM spec_slots AS used WHERE used.key = s.key AND ",
    reaches!("s.scope"),
    ")"
);

/// `?8`: kept since.
const REMOVED: &str = " AND EXISTS (SELECT 1 FROM secret_versions AS kept \
    WHERE kept.environment = s.environment AND kept.scope = s.scope AND kept.key = s.key \
    AND kept.superseded_at >= ?8)";

/// After the place `?9` to `?12`. The first half of it is what the index is entered with.
const AFTER_KEY: &str = " AND lower(s.key) >= ?9 \
    AND (lower(s.key), s.key, s.environment, s.scope) > (?9, ?10, ?11, ?12)";

/// `?13`: when that was written.
const AFTER_UPDATE: &str = " AND s.updated_at <= ?13 AND (s.updated_at < ?13 \
    OR (lower(s.key), s.key, s.environment, s.scope) > (?9, ?10, ?11, ?12))";

/// What is restorable of a removed value, and until when.
const KEPT: &str = "(SELECT json_array(kept.version, \
    strftime('%Y-%m-%dT%H:%M:%SZ', kept.superseded_at, '+30 days')) \
    FROM secret_versions AS kept WHERE kept.environment = head.environment \
    AND kept.scope = head.scope AND kept.key = head.key AND kept.superseded_at >= ?8 \
    ORDER BY kept.version DESC LIMIT 1)";

/// The statements of a search: the page (`?14`: how many rows), and how many there are in all. They
/// are put together of fixed parts, so that each is found by the index that has its order.
#[must_use]
pub fn statements(query: &SearchQuery) -> (String, String) {
    let is_removed = query.filter == Some(SearchFilter::Removed);
    let by_update = query.sort == SearchSort::Updated;
    let index = match (is_removed, by_update && query.keys.is_none()) {
        (true, _) => "secrets_removed",
        (false, true) => "secrets_by_update",
        (false, false) => "secrets_by_key",
    };
    let live = if is_removed { "0" } else { "1" };
    let keys = query.keys.as_ref().map_or("", |_| KEYS);
    let filter = match query.filter {
        Some(SearchFilter::Unused) => UNUSED,
        Some(SearchFilter::Missing) => gaps::MISSING,
        Some(SearchFilter::Removed) => REMOVED,
        None => "",
    };
    let from = |index: &str| {
        format!(
            "FROM secrets AS s INDEXED BY {index} WHERE s.is_live = {live} AND {WANTED}{keys}{filter}"
        )
    };
    let after = match query.after {
        Some(_) if by_update => AFTER_UPDATE,
        Some(_) => AFTER_KEY,
        None => "",
    };
    let order = |of: &str| {
        let newest = if by_update { format!("{of}.updated_at DESC, ") } else { String::new() };
        format!("ORDER BY {newest}lower({of}.key), {of}.key, {of}.environment, {of}.scope")
    };
    let kept = if is_removed { KEPT } else { "NULL" };
    let page = format!(
        "WITH found AS MATERIALIZED (SELECT s.environment, s.scope, s.key {}{after} {} LIMIT ?14) \
         SELECT head.environment, head.scope, head.key, head.version, head.updated_at, \
         head.updated_by, NULLIF(said.text, '') AS description, {kept} AS kept \
         FROM found CROSS JOIN secrets AS head ON head.environment = found.environment \
         AND head.scope = found.scope AND head.key = found.key \
         LEFT JOIN secret_descriptions AS said ON said.environment = head.environment \
         AND said.scope = head.scope AND said.key = head.key {}",
        from(index),
        order("s"),
        order("head"),
    );
    let all = if is_removed { "secrets_removed" } else { "secrets_by_key" };
    (page, format!("SELECT count(*) {}", from(all)))
}

/// Looks for stored values, as of one moment.
pub(super) async fn search(pool: &SqlitePool, query: &SearchQuery) -> Result<SearchPage> {
    let mut snapshot = pool.begin().await.map_err(failure)?;
    let revision = sqlx::query("SELECT revision FROM organization")
        .fetch_one(&mut *snapshot)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(failure)?;
    let (page, count) = statements(query);
    // Whoever reads on was told before.
    let total = if query.after.is_none() {
        let counted = bind(&count, query)?.fetch_one(&mut *snapshot).await.map_err(failure)?;
        let total: i64 = counted.try_get(0).map_err(failure)?;
        Some(u64::try_from(total).map_err(RepositoryError::unreadable)?)
    } else {
        None
    };
    let rows = bind(&page, query)?.fetch_all(&mut *snapshot).await.map_err(failure)?;
    let mut items = rows.iter().map(item).collect::<Result<Vec<_>>>()?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let has_more = items.len() > limit;
    items.truncate(limit);
    uses::add(&mut snapshot, query, &mut items).await?;
    gaps::add(&mut snapshot, query, &mut items).await?;
    Ok(SearchPage { revision: row::revision(revision)?, total, items, has_more })
}

type Bound<'q> = sqlx::query::Query<'q, Sqlite, sqlx::sqlite::SqliteArguments>;

fn bind<'q>(sql: &str, query: &SearchQuery) -> Result<Bound<'q>> {
    let kinds: Vec<_> = query.sight.kinds.iter().map(|kind| letter(*kind)).collect();
    let scopes: Vec<_> = query.sight.scopes.iter().map(scope_text::write).collect();
    let files_of: Vec<_> = query.sight.files_of.iter().map(|id| format!("f\n{id}\n")).collect();
    let after = query.after.as_ref();
    let address = after.map(|place| &place.address);
    let key = address.map(|address| address.key.as_str().to_owned());
    Ok(sqlx::query(AssertSqlSafe(sql))
        .bind(query.sight.configurations.as_ref().map(row::to_json).transpose()?)
        .bind(query.environments.as_ref().map(row::to_json).transpose()?)
        .bind(row::to_json(&kinds)?)
        .bind(row::to_json(&scopes)?)
        .bind(row::to_json(&files_of)?)
        .bind(query.text.as_ref().map(|text| text.to_lowercase()))
        .bind(query.keys.as_ref().map(row::to_json).transpose()?)
        .bind(values::kept_since())
        .bind(key.as_ref().map(|key| key.to_ascii_lowercase()))
        .bind(key)
        .bind(address.map(|address| address.environment.as_str().to_owned()))
        .bind(address.map(|address| scope_text::write(&address.scope)))
        .bind(after.map(|place| place.updated_at.0.clone()))
        .bind(i64::from(query.limit) + 1)
        .bind(query.usable.as_ref().map(row::to_json).transpose()?))
}

/// What the text of a scope of this kind begins with.
fn letter(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Session => "s",
        ScopeKind::User => "u",
        ScopeKind::File => "f",
        ScopeKind::Configuration => "c",
        ScopeKind::Repository => "r",
        ScopeKind::Organization => "o",
    }
}

fn item(row: &SqliteRow) -> Result<SecretItem> {
    let kept: Option<String> = column(row, "kept")?;
    let kept: Option<(Version, Timestamp)> = kept.map(|text| row::json(&text)).transpose()?;
    Ok(SecretItem {
        address: row::address(row)?,
        version: row::version(column(row, "version")?)?,
        updated_at: Timestamp(column(row, "updated_at")?),
        updated_by: UserId::new(column(row, "updated_by")?).map_err(RepositoryError::unreadable)?,
        description: column(row, "description")?,
        used_by: Vec::new(),
        uses: 0,
        missing: Vec::new(),
        removed: kept.map(|(restorable, until)| RemovedItem { restorable, until }),
    })
}
