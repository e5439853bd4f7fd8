//! Measures a check of 1,000 slots in 20 contexts against 1,000,000 stored values in SQLite.
#![expect(clippy::print_stdout, reason = "it prints figures")]

use envdock_contract::wire::CheckContextBody;
use envdock_server::db::Repository;
use envdock_server::db::sqlite::{CHECK_SQL, database_path, open};
use rusqlite::Connection;
use rusqlite::trace::TraceEventCodes;
use serde_json::{Value, json};
use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CONTEXTS: usize = 20;
const KEYS: usize = 50;
const RUNS: usize = 1_000;

/// 2,000 configurations of one repository each; 250 values per configuration, and as many per
/// repository: a million.
const FILL: &str = "
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
INSERT INTO configurations (id, name, created_at)
SELECT 'cfg_' || i, 'name ' || i, '2026-11-01T00:00:00Z' FROM n;
INSERT INTO configuration_repositories (configuration, position, id, name)
SELECT id, 0, 'repo_' || substr(id, 5), name FROM configurations;
INSERT INTO sessions (id, configuration, environment, owner, started_at)
SELECT 'ses_' || substr(id, 5), id, 'dev', 'local', created_at FROM configurations;
WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 249)
INSERT INTO secrets (environment, scope, key, version, is_live, updated_at, updated_by)
SELECT 'dev', kind || char(10) || prefix || substr(id, 5), 'SOME_USUAL_KEY_' || k.i, 1, 1,
    '2026-11-01T00:00:00Z', 'local'
FROM (SELECT 'c' AS kind, 'cfg_' AS prefix UNION ALL SELECT 'r', 'repo_')
CROSS JOIN configurations CROSS JOIN k;
COMMIT;";

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

fn contexts(seed: usize) -> Vec<Value> {
    let context = |n: usize| {
        // Another set of configurations in every run, spread over the table.
        let id = (seed * 7919 + n * 97) % 2_000;
        let keys: Vec<_> = (0..KEYS).map(|k| format!("SOME_USUAL_KEY_{}", k * 6)).collect();
        json!({
            "environment": "dev", "session": format!("ses_{id}"),
            "configuration": format!("cfg_{id}"), "file": { "path": ".env" }, "keys": keys,
        })
    };
    (0..CONTEXTS).map(context).collect()
}

/// What the check is asked, as the statement's parameter.
fn asked() -> String {
    let asked: Vec<_> = contexts(1)
        .into_iter()
        .map(|c| {
            json!({ "e": "dev", "s": c.get("session"), "c": c.get("configuration"),
                    "w": ".", "p": ".env", "k": c.get("keys") })
        })
        .collect();
    Value::from(asked).to_string()
}

/// How SQLite finds the stored values, in its own words; a test holds the whole plan.
fn plan(connection: &Connection) -> Result<String, Box<dyn Error>> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {CHECK_SQL}"))?;
    let details = statement.query_map((asked(), false), |row| row.get::<_, String>("detail"))?;
    let details = details.collect::<Result<Vec<_>, _>>()?;
    let steps = details
        .into_iter()
        .filter(|step| step.split(' ').any(|word| ["secret", "held"].contains(&word)));
    Ok(steps.collect::<Vec<_>>().join("; "))
}

/// Counts the statements with SQLite's own trace, on a connection of its own.
fn count(connection: &Connection) -> Result<usize, Box<dyn Error>> {
    connection.trace_v2(
        TraceEventCodes::SQLITE_TRACE_STMT,
        Some(|_| {
            STATEMENTS.fetch_add(1, Ordering::Relaxed);
        }),
    );
    let mut statement = connection.prepare(CHECK_SQL)?;
    let mut rows = statement.query((asked(), false))?;
    let mut n_rows = 0;
    while rows.next()?.is_some() {
        n_rows += 1;
    }
    println!("rows of the answer          {n_rows}");
    Ok(STATEMENTS.load(Ordering::Relaxed))
}

fn at(sorted: &[Duration], per_mille: usize) -> f64 {
    let index = (sorted.len() * per_mille / 1_000).min(sorted.len() - 1);
    sorted.get(index).copied().unwrap_or_default().as_secs_f64() * 1_000.0
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (repository, _) = open(folder.path(), None).await?;
    let path = database_path(folder.path());
    let start = Instant::now();
    let connection = Connection::open(&path)?;
    connection.execute_batch(FILL)?;
    let n: i64 = connection.query_row("SELECT count(*) FROM secrets", (), |row| row.get(0))?;
    println!("stored values               {n} (made in {:.1} s)", start.elapsed().as_secs_f64());
    println!("statements (SQLite's trace) {}", count(&connection)?);
    println!("query plan of the values    {}", plan(&connection)?);
    drop(connection);

    let mut times = Vec::with_capacity(RUNS);
    let mut found = 0;
    for run in 0..RUNS {
        let asked: Vec<CheckContextBody> = serde_json::from_value(Value::from(contexts(run)))?;
        let start = Instant::now();
        let snapshot = repository.check(&asked, false).await?;
        times.push(start.elapsed());
        found = snapshot.contexts.iter().map(|facts| facts.stored.len()).sum();
    }
    times.sort_unstable();
    println!("slots asked, present        {}, {found}", CONTEXTS * KEYS);
    println!("check p50                   {:.2} ms", at(&times, 500));
    println!("check p99                   {:.2} ms (aim: at most 10)", at(&times, 990));
    Ok(())
}
