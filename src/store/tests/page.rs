use crate::api::fake::{FakeApi, Verb};
use crate::store::tests::bench::{slot, story};
use crate::store::{Source, StoreOptions, configure, shared};
use std::rc::Rc;

fn options(api: &FakeApi) -> StoreOptions {
    StoreOptions { source: Source::Adapter(Rc::new(api.clone())) }
}

#[test]
fn all_roots_of_a_page_share_the_store_that_was_configured_first() {
    story(|bench| async move {
        assert!(configure(options(&bench.api)));
        assert!(!configure(options(&FakeApi::new())));
        let slot = slot(&"shop".to_owned().try_into().unwrap(), "A");
        let (first, second) = (shared(), shared());
        assert!(first.entry(&slot) == second.entry(&slot));
        let _guards = (first.watch(vec![slot.clone()]), second.watch(vec![slot]));
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
    });
}
