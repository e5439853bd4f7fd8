//! A check is split only at the limits of the contract.

use crate::nouns::{context, file};
use crate::story::{Story, keys};
use envdock_contract::model::{FilePath, FileRef, KeyName, RepositoryId, WorkspacePath};
use envdock_contract::wire::{CheckContextBody, ChecksBody};
use envdock_core::{CheckPart, Event, SlotId, WatchId};

const LIMIT: usize = 4 * 1024 * 1024;

/// The bytes that a request has on its way.
fn json_bytes(parts: &[CheckPart]) -> usize {
    let contexts = parts.iter().map(|part| CheckContextBody {
        environment: part.context.environment.clone(),
        session: part.context.session.clone(),
        configuration: part.context.configuration.clone(),
        file: Some(part.file.clone()),
        repositories: part.context.repositories.clone(),
        keys: part.keys.clone(),
    });
    serde_json::to_vec(&ChecksBody { contexts: contexts.collect() }).unwrap().len()
}

/// No request is too large, and none could have taken the next one's first part in.
fn assert_well_filled(checks: &[Vec<CheckPart>]) {
    for (index, check) in checks.iter().enumerate() {
        assert!(json_bytes(check) <= LIMIT, "{}", json_bytes(check));
        if let Some(next) = checks.get(index + 1) {
            let with_next = json_bytes(check) + json_bytes(&next[..1]);
            assert!(with_next > LIMIT * 17 / 20, "{with_next}");
        }
    }
}

#[test]
fn the_size_of_a_request_is_never_guessed_too_small() {
    let mut story = Story::new();
    let folder = "\"".repeat(200);
    let workspace_path = WorkspacePath::new(&folder).unwrap();
    let place = |n: usize| FileRef {
        workspace_path: workspace_path.clone(),
        path: FilePath::new(&format!("{n}/.env")).unwrap(),
    };
    let slots = (0..9_000).map(|n| {
        let mut context = context(&format!("{:c>100}@{:s>100}", n / 2, n / 2));
        context.repositories = vec![RepositoryId::new("r").unwrap()];
        SlotId::new(context, place(n), KeyName::new("A").unwrap())
    });
    story.tell(Event::KeysWanted { watch: WatchId(1), slots: slots.collect() });
    story.flush();
    let checks: Vec<_> = story.checks().into_iter().map(|check| check.parts).collect();
    assert_eq!(checks.iter().map(Vec::len).sum::<usize>(), 9_000);
    assert!(checks.len() > 1);
    assert_well_filled(&checks);
}

#[test]
fn long_keys_fill_a_request_too() {
    let mut story = Story::new();
    let context = std::sync::Arc::new(context("c1"));
    let long = |n: usize| KeyName::new(&format!("K{n:0>199}")).unwrap();
    let in_file =
        |n: usize| SlotId::new(context.clone(), file(&format!("{}.env", n / 10)), long(n));
    let slots = (0..20_000).map(in_file);
    story.tell(Event::KeysWanted { watch: WatchId(1), slots: slots.collect() });
    story.flush();
    let checks: Vec<_> = story.checks().into_iter().map(|check| check.parts).collect();
    assert_eq!(checks.len(), 2);
    assert_well_filled(&checks);
}

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
        SlotId::new(context, file(".env"), KeyName::new(&"A".repeat(200)).unwrap())
    });
    story.tell(Event::KeysWanted { watch: WatchId(1), slots: slots.collect() });
    story.flush();
    let checks = story.checks();
    let sizes: Vec<usize> = checks.iter().map(|check| check.parts.len()).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 200);
    assert_eq!(sizes.len(), 2);
    let parts: Vec<_> = checks.iter().map(|check| check.parts.clone()).collect();
    assert_well_filled(&parts);
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
