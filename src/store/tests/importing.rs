use crate::api::ApiError;
use crate::api::fake::{Fault, Verb};
use crate::store::tests::bench::{Bench, address, scope, slot, story};
use crate::store::{
    ActionFailure, ActionState, Import, ImportItem, ImportOrder, ImportReader, MOST_AT_ONCE,
};
use envdock_contract::model::{ConfigurationId, Version};
use envdock_core::{CheckFailure, SaveFailure, SaveState};
use leptos::prelude::GetUntracked;
use std::fmt::Write as _;
use std::rc::Rc;

fn read(text: &str) -> Rc<Import> {
    let mut reader = ImportReader::new(text.as_bytes()).unwrap();
    while reader.read_on(100) {}
    Rc::new(reader.finish().unwrap())
}

impl Bench {
    /// Orders all lines of an import.
    fn import(&self, shop: &ConfigurationId, import: &Rc<Import>, atomic: bool) {
        let item = |index: usize, key: &str| {
            let slot = slot(shop, key);
            let is_unconfirmed =
                matches!(self.entry(&slot).save, SaveState::Failed(SaveFailure::Unconfirmed(_)));
            ImportItem { index, slot, scope: scope(shop), is_unconfirmed }
        };
        let lines = import.lines().iter().enumerate();
        let items = lines.map(|(index, line)| item(index, line.key.as_ref().unwrap().as_str()));
        let order = ImportOrder { configuration: shop.clone(), atomic, items: items.collect() };
        self.store.import(Rc::clone(import), order);
    }

    fn sent(&self, n: usize) -> Vec<String> {
        let writes = &self.api.writes()[n].writes;
        writes.iter().map(|write| write.value().unwrap().expose().to_owned()).collect()
    }
}

#[test]
fn all_chosen_lines_go_out_as_one_batch_and_each_slot_has_its_result() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        let import = read("A=a\nB=b\n");
        assert_eq!(bench.api.n_calls(Verb::Write), 0);
        bench.import(&shop, &import, true);
        bench.pass(10).await;
        assert_eq!((bench.api.n_calls(Verb::SaveSpec), bench.api.n_calls(Verb::Write)), (0, 1));
        assert!(bench.api.writes()[0].atomic);
        assert_eq!(bench.sent(0), ["a", "b"]);
        for key in ["A", "B"] {
            assert!(matches!(bench.entry(&slot(&shop, key)).save, SaveState::Saved { .. }));
            assert_eq!(bench.api.stored_version(&address(&shop, key)), Version(1));
        }
        assert!(!bench.store.has_drafts().get_untracked());
    });
}

#[test]
fn keys_that_the_spec_does_not_have_come_into_it_first_with_their_comments() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        bench.import(&shop, &read("A=a\n# what for\nNEW=n\n"), false);
        bench.pass(10).await;
        assert_eq!((bench.api.n_calls(Verb::SaveSpec), bench.api.n_calls(Verb::Write)), (1, 1));
        let known = bench.store.configuration(&shop).get_untracked().known.unwrap();
        let slots = &known.spec.as_ref().unwrap().files[0].slots;
        assert_eq!(slots[1].key.as_str(), "NEW");
        assert_eq!(slots[1].description.as_deref(), Some("what for"));
        assert_eq!(bench.api.stored_version(&address(&shop, "NEW")), Version(1));
        let state = bench.store.import_state(&shop).get_untracked();
        assert_eq!(state, ActionState::Done(()));
    });
}

#[test]
fn when_the_spec_cannot_be_saved_no_value_is_sent_and_the_same_import_works_later() {
    story(|bench| async move {
        let shop = bench.needs("shop", &[]);
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        let import = read("NEW=n\n");
        bench.api.next(Verb::SaveSpec, Fault::Refused(ApiError::Offline));
        bench.import(&shop, &import, false);
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Write), 0);
        let failure = ActionFailure::Unanswered(CheckFailure::Offline);
        let state = bench.store.import_state(&shop).get_untracked();
        assert_eq!(state, ActionState::Failed(failure));
        bench.import(&shop, &import, false);
        bench.pass(10).await;
        assert_eq!(bench.sent(0), ["n"]);
    });
}

#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_bytes_and_key() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        let import = read("A=a\nB=b\n");
        bench.api.next(Verb::Write, Fault::Cut);
        bench.import(&shop, &import, false);
        assert!(bench.store.has_drafts().get_untracked());
        bench.pass(10).await;
        let failure = SaveFailure::Unconfirmed(CheckFailure::Offline);
        assert_eq!(bench.entry(&slot(&shop, "B")).save, SaveState::Failed(failure));
        bench.import(&shop, &import, false);
        bench.pass(10).await;
        let writes = bench.api.writes();
        assert_eq!(writes.len(), 2);
        assert_eq!(writes[0].idempotency_key, writes[1].idempotency_key);
        assert_eq!(bench.sent(0), bench.sent(1));
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(1));
    });
}

#[test]
fn what_can_be_saved_is_and_the_rest_says_why_not() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        bench.api.put_stored(address(&shop, "B"));
        bench.import(&shop, &read("A=a\nB=b\n"), false);
        bench.pass(10).await;
        assert!(matches!(bench.entry(&slot(&shop, "A")).save, SaveState::Saved { .. }));
        let failed = bench.entry(&slot(&shop, "B")).save;
        assert!(matches!(failed, SaveState::Failed(SaveFailure::Conflict { .. })), "{failed:?}");
        assert_eq!(bench.api.stored_version(&address(&shop, "B")), Version(1));
    });
}

#[test]
fn more_than_a_request_carries_goes_out_in_several() {
    story(|bench| async move {
        let mut text = String::new();
        let keys: Vec<String> = (0..=MOST_AT_ONCE).map(|n| format!("K{n}")).collect();
        for key in &keys {
            writeln!(text, "{key}=v").unwrap();
        }
        let shop = bench.needs("shop", &keys.iter().map(String::as_str).collect::<Vec<_>>());
        let _guard = bench.store.watch_configuration(&shop);
        bench.pass(10).await;
        bench.import(&shop, &read(&text), true);
        bench.pass(10).await;
        let writes = bench.api.writes();
        let sizes: Vec<_> = writes.iter().map(|order| (order.writes.len(), order.atomic)).collect();
        assert_eq!(sizes, [(MOST_AT_ONCE, false), (1, false)]);
        assert_eq!(bench.api.stored_version(&address(&shop, "K1000")), Version(1));
    });
}

#[test]
fn an_import_that_is_looked_at_counts_as_something_to_lose() {
    story(|bench| async move {
        let has_drafts = bench.store.has_drafts();
        let guard = bench.store.hold_import();
        assert!(has_drafts.get_untracked());
        drop(guard);
        assert!(!has_drafts.get_untracked());
    });
}
