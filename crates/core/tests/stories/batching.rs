//! What is asked within one tick goes out together.

use crate::story::{Story, absent, keys};
use envdock_core::Fetch;

#[test]
fn two_views_asking_for_one_key_send_one_check() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c1/.env:B"]);
    story.wants(2, &["c1/.env:A", "c2/.env:A"]);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B", "c2/.env:A"]);
    story.answers_absent(&check, 1);
    assert_eq!(story.entry("c2/.env:A").presence, absent());
    assert_eq!(story.entry("c2/.env:A").fetch, Fetch::Idle);
}
