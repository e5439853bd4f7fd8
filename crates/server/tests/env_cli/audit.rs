//! What `envdock env` leaves in the audit.

use crate::Fixture;
use envdock_server::cli::open_store;

#[tokio::test]
async fn what_the_command_line_did_to_env_files_is_in_the_audit() {
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    fixture.envdock(&["apply"]);
    fixture.envdock(&["scrub"]);
    let (repository, _) = open_store(fixture.data_dir.path()).await.unwrap();
    let audit = repository.audit(None, 2).await.unwrap();
    let actions: Vec<_> = audit.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["scrub", "apply"]);
}
