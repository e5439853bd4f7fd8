//! Measures a search among 100,000 stored values in SQLite.
#![expect(clippy::print_stdout, reason = "it prints figures")]

use envdock_contract::model::ScopeKind;
use envdock_contract::wire::{SearchFilter, SearchSort};
use envdock_server::db::sqlite::{database_path, open};
use envdock_server::db::{Repository, SearchPlace, SearchQuery};
use envdock_server::policy::Sight;
use rusqlite::Connection;
use std::error::Error;
use std::time::{Duration, Instant};

const RUNS: usize = 200;

/// 200 configurations that list 250 keys each; 50,000 values of configurations and as many of the
/// organization, of which every tenth is described.
const FILL: &str = "
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
INSERT INTO configurations (id, name, created_at)
SELECT 'cfg_' || i, 'name ' || i, '2026-11-01T00:00:00Z' FROM n;
WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 249)
UPDATE configurations SET spec = (SELECT json_object('files', json_array(json_object(
    'workspace_path', '.', 'path', '.env',
    'slots', json_group_array(json_object('key', 'SOME_USUAL_KEY_' || (k.i * 2)))))) FROM k);
WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 249)
INSERT INTO secrets (environment, scope, key, version, is_live, updated_at, updated_by)
SELECT 'dev', 'c' || char(10) || id, 'SOME_USUAL_KEY_' || k.i, 1, 1,
    strftime('%Y-%m-%dT%H:%M:%SZ', '2026-11-01', '+' || (k.i * 977) || ' seconds'), 'local'
FROM configurations CROSS JOIN k;
WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 49999)
INSERT INTO secrets (environment, scope, key, version, is_live, updated_at, updated_by)
SELECT 'dev', 'o', 'ORGANIZATION_KEY_' || k.i, 1, 1,
    strftime('%Y-%m-%dT%H:%M:%SZ', '2026-11-01', '+' || (k.i * 31) || ' seconds'), 'local' FROM k;
INSERT INTO secret_descriptions (environment, scope, key, text, folded)
SELECT environment, scope, key, 'Whom to ask about ' || key, 'whom to ask about ' || lower(key)
FROM secrets WHERE key LIKE '%0';
COMMIT;";

fn query(text: Option<&str>, sort: SearchSort, filter: Option<SearchFilter>) -> SearchQuery {
    let kinds =
        [ScopeKind::File, ScopeKind::Configuration, ScopeKind::Repository, ScopeKind::Organization];
    SearchQuery {
        text: text.map(str::to_owned),
        sight: Sight { kinds: kinds.into(), ..Sight::default() },
        filter,
        sort,
        limit: 100,
        ..SearchQuery::default()
    }
}

/// One page after the other, from the beginning again after the last.
async fn measure(
    repository: &dyn Repository,
    name: &str,
    mut query: SearchQuery,
) -> Result<(), Box<dyn Error>> {
    let (mut times, mut total) = (Vec::with_capacity(RUNS), 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        let page = repository.search(&query).await?;
        times.push(start.elapsed());
        total = page.total.unwrap_or(total);
        query.after = page.items.last().filter(|_| page.has_more).map(|item| SearchPlace {
            updated_at: item.updated_at.clone(),
            address: item.address.clone(),
        });
    }
    times.sort_unstable();
    let at = |per_mille: usize| -> f64 {
        let index = (times.len() * per_mille / 1_000).min(times.len() - 1);
        times.get(index).map_or(0.0, Duration::as_secs_f64) * 1_000.0
    };
    println!("{name:<28} {total:>7} found, p50 {:6.1} ms, p99 {:6.1} ms", at(500), at(990));
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (repository, _) = open(folder.path(), None).await?;
    let connection = Connection::open(database_path(folder.path()))?;
    connection.execute_batch(FILL)?;
    let n: i64 = connection.query_row("SELECT count(*) FROM secrets", (), |row| row.get(0))?;
    println!("stored values {n}; pages of 100, one after the other");
    let (key, updated) = (SearchSort::Key, SearchSort::Updated);
    measure(&repository, "by key", query(None, key, None)).await?;
    measure(&repository, "newest first", query(None, updated, None)).await?;
    measure(&repository, "text in many", query(Some("key_1"), key, None)).await?;
    measure(&repository, "text in a description", query(Some("about org"), key, None)).await?;
    measure(&repository, "text in none", query(Some("not there"), key, None)).await?;
    measure(&repository, "unused", query(None, key, Some(SearchFilter::Unused))).await?;
    measure(&repository, "missing", query(None, key, Some(SearchFilter::Missing))).await?;
    Ok(())
}
