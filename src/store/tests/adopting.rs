use crate::store::tests::bench::{address, file, scope, slot, story};
use envdock_contract::model::{KeyName, OnDisk, SessionId, Version};
use envdock_core::{DiskFile, DiskSlot, SaveState};
use leptos::prelude::GetUntracked;

#[test]
fn adopting_stores_what_is_on_disk_without_a_draft() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let session = SessionId::new("session").unwrap();
        let key = KeyName::new("A").unwrap();
        let line = DiskSlot { key, on_disk: OnDisk::Other, line: Some(1) };
        let on_disk = DiskFile {
            file: file(),
            exists: true,
            tracked_by_git: false,
            problem: None,
            slots: vec![line],
        };
        bench.api.put_on_disk(session.clone(), vec![on_disk]);
        let slot = slot(&shop, "A");
        let _guards = (bench.store.watch(vec![slot.clone()]), bench.store.watch_files(&session));
        bench.pass(200).await;
        let files = bench.store.files(&session).get_untracked().known.unwrap();
        assert_eq!(files[0].slots[0].on_disk, OnDisk::Other);
        bench.store.adopt(&session, vec![(slot.clone(), scope(&shop))]);
        bench.pass(200).await;
        assert!(matches!(bench.entry(&slot).save, SaveState::Saved { .. }));
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(1));
        assert!(!bench.store.has_drafts().get_untracked());
    });
}
