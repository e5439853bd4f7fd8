//! Replaced values go after 30 days, also when nobody writes.

use crate::engine::{Engine, address};
use envdock_contract::model::Scope;
use envdock_server::db::sqlite::database_path;
use rusqlite::Connection;

fn versions(connection: &Connection) -> Vec<u32> {
    let mut statement =
        connection.prepare("SELECT version FROM secret_versions ORDER BY version").unwrap();
    let rows = statement.query_map((), |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[tokio::test]
async fn replaced_values_go_after_30_days_and_the_live_one_stays() {
    let engine = Engine::sqlite().await;
    let here = address(Scope::Organization, "AA");
    for expected in 0..3 {
        engine.write(&here, expected, Some("value")).await;
    }
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    let age = "UPDATE secret_versions SET superseded_at = \
               strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?1) WHERE version = ?2";
    connection.execute(age, ("-31 days", 1)).unwrap();
    connection.execute(age, ("-29 days", 2)).unwrap();
    engine.repository.expire_values().await.unwrap();
    assert_eq!(versions(&connection), [2, 3]);
}
