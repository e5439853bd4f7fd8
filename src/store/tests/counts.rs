use crate::api::fake::{Fault, Verb};
use crate::store::EnvStore;
use crate::store::tests::bench::{address, slot, story};
use envdock_core::SummaryId;
use leptos::prelude::GetUntracked;

#[test]
fn twenty_summaries_in_four_roots_and_a_tab_send_one_check() {
    story(|bench| async move {
        let ids: Vec<_> =
            (0..20).map(|i| bench.needs(&format!("c{i}"), &["A", "B", "C"])).collect();
        // Every root comes a little later, and every spec answer 50 ms after the one before.
        let mut guards = Vec::new();
        for (root, part) in (1_u64..).zip(ids.chunks(5)) {
            bench.api.next(Verb::Configurations, Fault::Slow { delay_ms: root * 45 });
            guards.extend(part.iter().map(|id| bench.store.watch_configuration(id)));
            bench.pass(5).await;
        }
        guards.push(bench.store.watch(vec![slot(&ids[0], "A")]));
        bench.pass(1_000).await;
        assert_eq!(bench.api.n_calls(Verb::Configurations), 4);
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        let n_keys: usize = bench.api.checks()[0].iter().map(|part| part.keys.len()).sum();
        assert_eq!(n_keys, 60);

        guards.push(bench.store.watch_configuration(&ids[7]));
        bench.pass(1_000).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        assert_eq!(bench.api.n_calls(Verb::Configurations), 4);
    });
}

#[test]
fn a_summary_counts_what_is_set() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A", "B", "C"]);
        bench.api.put_stored(address(&configuration, "B"));
        let id = SummaryId::new(EnvStore::context(&configuration), configuration);
        let _guard = bench.store.watch_summary(&id);
        bench.pass(200).await;
        let count = bench.store.summary(&id).get_untracked().count;
        assert_eq!((count.required, count.required_set, count.required_missing), (3, 1, 2));
    });
}
