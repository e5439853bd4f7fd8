//! A check is one statement, and it never walks through the table of values.

use crate::engine::{Engine, address, key};
use envdock_contract::model::Scope;
use envdock_contract::wire::{SearchFilter, SearchSort};
use envdock_server::clock;
use envdock_server::db::sqlite::{
    AUDIT_OF_ADDRESS_SQL, CHECK_SQL, DESTROY_VALUES_SQL, LIVE_SESSIONS_SQL, ONE_REQUEST_SQL,
    ONE_SESSION_SQL, REMOVE_LIVE_SQL, REQUESTS_OF_SESSION_SQL, USES_SQL, database_path,
    search_statements,
};
use envdock_server::db::{SearchPlace, SearchQuery};
use rusqlite::Connection;
use rusqlite::trace::TraceEventCodes;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

fn asked() -> String {
    let context = json!({
        "e": "dev", "s": "ses_one", "c": "cfg_one", "w": ".", "p": ".env", "k": ["AA", "BB"],
    });
    json!([context, context]).to_string()
}

/// SQLite's own words for how it runs a statement.
fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let details = statement.raw_query().mapped(|row| row.get("detail"));
    details.map(Result::unwrap).collect()
}

#[tokio::test]
async fn stored_values_are_found_by_the_primary_key() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    // With and without statistics, whatever they say.
    for statistics in ["", "ANALYZE; INSERT INTO sqlite_stat1 VALUES ('secrets', NULL, '5');"] {
        connection.execute_batch(statistics).unwrap();
        let plan = plan(&connection, CHECK_SQL);
        let is_of_values = |detail: &&String| {
            detail.split(' ').any(|word| ["secret", "held", "secrets"].contains(&word))
        };
        let mut of_values: Vec<_> = plan.iter().filter(is_of_values).collect();
        of_values.sort_unstable();
        assert_eq!(
            of_values,
            [
                "SEARCH held EXISTS USING PRIMARY KEY (environment=? AND scope=?)",
                "SEARCH secret USING PRIMARY KEY (environment=? AND scope=? AND key=?)",
            ],
            "{plan:#?}"
        );
    }
}

#[tokio::test]
async fn a_check_is_one_statement_by_sqlites_own_count() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    connection.trace_v2(
        TraceEventCodes::SQLITE_TRACE_STMT,
        Some(|_| {
            STATEMENTS.fetch_add(1, Ordering::Relaxed);
        }),
    );
    let mut statement = connection.prepare(CHECK_SQL).unwrap();
    let rows = statement.query_map((asked(), false), |_| Ok(())).unwrap();
    // The revision, the facts of two contexts: nothing is stored.
    assert_eq!(rows.count(), 3);
    assert_eq!(STATEMENTS.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn no_statement_walks_through_every_session() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    let one = plan(&connection, ONE_SESSION_SQL);
    assert!(one.contains(&"SEARCH s USING PRIMARY KEY (id=?)".to_owned()), "{one:#?}");
    let live = plan(&connection, LIVE_SESSIONS_SQL);
    assert!(live.contains(&"SCAN s USING INDEX sessions_live".to_owned()), "{live:#?}");
}

#[tokio::test]
async fn no_statement_walks_through_every_request() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    for sql in [ONE_REQUEST_SQL, REQUESTS_OF_SESSION_SQL] {
        let plan = plan(&connection, sql);
        let of_requests: Vec<_> = plan.iter().filter(|step| step.contains(" r ")).collect();
        assert_eq!(of_requests.len(), 1, "{plan:#?}");
        assert!(of_requests[0].starts_with("SEARCH r USING INDEX"), "{plan:#?}");
    }
}

#[tokio::test]
async fn the_end_of_a_session_walks_through_no_values() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    for sql in [DESTROY_VALUES_SQL, REMOVE_LIVE_SQL] {
        let plan = plan(&connection, sql);
        let walks = |step: &String| step.starts_with("SCAN secret") || step == "SCAN next";
        assert!(!plan.iter().any(walks), "{plan:#?}");
        let found = "SEARCH secrets USING PRIMARY KEY (environment=? AND scope=?)".to_owned();
        assert!(plan.contains(&found), "{plan:#?}");
    }
}

/// Page and number of what is looked for after a place.
fn searched(sort: SearchSort, filter: Option<SearchFilter>, has_keys: bool) -> (String, String) {
    search_statements(&SearchQuery {
        keys: has_keys.then(|| vec![key("AA")]),
        after: Some(SearchPlace {
            updated_at: clock::now(),
            address: address(Scope::Organization, "AA"),
        }),
        filter,
        sort,
        ..SearchQuery::default()
    })
}

#[tokio::test]
async fn a_page_of_a_search_begins_at_its_place_in_an_index() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    let place = "<expr>>?";
    let by_key = format!("SEARCH s USING COVERING INDEX secrets_by_key ({place})");
    let by_update = "SEARCH s USING COVERING INDEX secrets_by_update (updated_at<?)".to_owned();
    let removed = format!("SEARCH s USING COVERING INDEX secrets_removed ({place})");
    for (sort, filter, expected) in [
        (SearchSort::Key, None, &by_key),
        (SearchSort::Key, Some(SearchFilter::Unused), &by_key),
        (SearchSort::Key, Some(SearchFilter::Removed), &removed),
        (SearchSort::Updated, None, &by_update),
        (SearchSort::Updated, Some(SearchFilter::Unused), &by_update),
    ] {
        let (page, _) = searched(sort, filter, false);
        let plan = plan(&connection, &page);
        assert!(plan.contains(expected), "{sort:?} {filter:?}: {plan:#?}");
        let head = "SEARCH head USING PRIMARY KEY (environment=? AND scope=? AND key=?)";
        assert!(plan.contains(&head.to_owned()), "{plan:#?}");
    }
    let (page, _) = searched(SearchSort::Key, None, true);
    let plan_of_keys = plan(&connection, &page);
    let is_found = |step: &String| step.starts_with("SEARCH s USING COVERING INDEX secrets_by_key");
    assert!(plan_of_keys.iter().any(is_found), "{plan_of_keys:#?}");
}

#[tokio::test]
async fn uses_and_histories_are_found_by_their_keys() {
    let engine = Engine::sqlite().await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    let (_, unused) = searched(SearchSort::Key, Some(SearchFilter::Unused), false);
    for sql in [USES_SQL, &unused] {
        let plan = plan(&connection, sql);
        let of_slots: Vec<_> = plan.iter().filter(|step| step.contains(" used ")).collect();
        let is_found = |step: &&String| step.contains("PRIMARY KEY (key=?");
        assert!(!of_slots.is_empty() && of_slots.iter().all(is_found), "{plan:#?}");
    }
    let plan = plan(&connection, AUDIT_OF_ADDRESS_SQL);
    let found = "SEARCH audit USING INDEX audit_of_address \
                 (key=? AND scope=? AND environment=? AND id<?)";
    assert_eq!(plan, [found]);
}
