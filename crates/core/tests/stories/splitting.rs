//! A check is split only at the limits of the contract.

use crate::nouns::{context, file};
use crate::story::{Story, keys};
use envdock_contract::model::{KeyName, RepositoryId};
use envdock_core::{Event, SlotId, WatchId};

#[test]
fn a_request_has_at_most_20_000_keys() {
    let mut story = Story::new();
    let context = std::sync::Arc::new(context("c1"));
    let slots = (0..20_001).map(|n| {
        SlotId::new(context.clone(), file(".env"), KeyName::new(&format!("K{n}")).unwrap())
    });
    story.tell(Event::KeysWanted { watch: WatchId(1), slots: slots.collect() });
    story.flush();
    let checks = story.checks();
    let sizes: Vec<usize> = checks.iter().map(|check| keys(check).len()).collect();
    assert_eq!(sizes, [20_000, 1]);
    assert_ne!(checks[0].call, checks[1].call);
}

#[test]
fn a_request_has_at_most_4_mebibytes() {
    let mut story = Story::new();
    // 200 contexts of 25 KiB each: 5 MB, although the keys are few.
    let repositories: Vec<RepositoryId> =
        (0..200).map(|n| RepositoryId::new(&format!("{n:0>124}")).unwrap()).collect();
    let slots = (0..200).map(|n| {
        let mut context = context(&format!("c{n}"));
        context.repositories.clone_from(&repositories);
        SlotId::new(context, file(".env"), KeyName::new("A").unwrap())
    });
    story.tell(Event::KeysWanted { watch: WatchId(1), slots: slots.collect() });
    story.flush();
    let checks = story.checks();
    let sizes: Vec<usize> = checks.iter().map(|check| check.parts.len()).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 200);
    assert_eq!(sizes.len(), 2);
    // (124 + 3) * 200 bytes of ids and a little more in each part.
    assert!(sizes[0] > 155 && sizes[0] <= 165, "{sizes:?}");
}

#[test]
fn parts_that_do_not_fit_together_go_out_one_by_one() {
    let mut story = Story::new();
    let mut wide = context("c1");
    // 2.5 MB of context: no two parts fit into one request.
    wide.repositories =
        (0..20_000).map(|n| RepositoryId::new(&format!("{n:0>124}")).unwrap()).collect();
    let wide = std::sync::Arc::new(wide);
    let long = |n: usize| KeyName::new(&format!("K{n:0>199}")).unwrap();
    let slots: Vec<SlotId> =
        (0..3).map(|n| SlotId::new(wide.clone(), file(&format!("{n}.env")), long(n))).collect();
    story.tell(Event::KeysWanted { watch: WatchId(1), slots });
    story.flush();
    let checks = story.checks();
    assert_eq!(checks.len(), 3);
    for check in &checks {
        assert_eq!((check.parts.len(), keys(check).len()), (1, 1));
        assert_eq!(check.parts[0].context, wide);
    }
}
