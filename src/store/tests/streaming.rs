use crate::api::fake::Verb;
use crate::store::tests::bench::{
    Bench, address, in_session, request_id, scope, session_id, slot, story,
};
use envdock_contract::model::{Address, RequestState, Scope, Version};
use envdock_core::{SaveState, SlotId};
use leptos::prelude::GetUntracked;

/// The server tells what changes, and somebody is signed in to it.
async fn listens(bench: &Bench) {
    let mut me = bench.api.me_now();
    me.capabilities.events = true;
    bench.api.put_me(Some(me));
    bench.store.identify();
    bench.pass(10).await;
    assert_eq!(bench.api.n_streams(), 1);
}

#[test]
fn what_another_person_stores_shows_without_a_check() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let _guard = bench.store.watch(vec![slot(&shop, "A")]);
        listens(&bench).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        bench.api.put_stored(address(&shop, "A"));
        bench.api.tell_stored(&address(&shop, "A"));
        assert!(bench.entry(&slot(&shop, "A")).presence.winner().is_some());
        bench.pass(60_000).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
    });
}

#[test]
fn a_page_with_the_tab_three_forms_and_twenty_summaries_makes_one_check_and_none_after_a_save() {
    story(|bench| async move {
        let names: Vec<String> = (0..20).map(|number| format!("c{number}")).collect();
        let configurations: Vec<_> = names.iter().map(|id| bench.needs(id, &["A", "B"])).collect();
        let shop = &configurations[0];
        for id in ["r1", "r2", "r3"] {
            bench.asks(id, shop, &["A", "X"]);
        }
        let mut guards = vec![
            bench.store.watch_summary(&in_session(shop)),
            bench.store.watch_session(&session_id()),
            bench.store.watch_requests(&session_id()),
            bench.store.watch_conversation(&session_id()),
        ];
        guards.extend(["r1", "r2", "r3"].map(|id| bench.store.watch_request(&request_id(id))));
        guards.extend(configurations.iter().map(|id| bench.store.watch_configuration(id)));
        listens(&bench).await;
        bench.pass(2_000).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        let slot = SlotId::of_request(
            &bench.store.request(&request_id("r1")).get_untracked().known.unwrap(),
        )
        .remove(0);
        bench.store.type_value(&slot, "hunter2".to_owned());
        bench.store.save(vec![(slot.clone(), scope(shop))]);
        bench.pass(10).await;
        bench.api.tell_stored(&address(shop, "A"));
        bench.pass(60_000).await;
        assert!(matches!(bench.entry(&slot).save, SaveState::Saved { .. }));
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        drop(guards);
    });
}

#[test]
fn a_stream_that_is_cut_is_opened_again_and_ends_with_the_sign_in() {
    story(|bench| async move {
        listens(&bench).await;
        bench.api.cut_streams();
        bench.pass(1).await;
        assert_eq!(bench.api.n_streams(), 0);
        bench.pass(2_000).await;
        assert_eq!((bench.api.n_streams(), bench.api.n_calls(Verb::Subscribe)), (1, 2));
        bench.store.sign_out();
        bench.pass(1).await;
        assert_eq!(bench.api.n_streams(), 0);
        bench.pass(600_000).await;
        assert_eq!(bench.api.n_calls(Verb::Subscribe), 2);
    });
}

#[test]
fn the_stream_ends_with_the_store() {
    story(|bench| async move {
        listens(&bench).await;
        let Bench { api, store } = bench;
        drop(store);
        tokio::task::yield_now().await;
        assert_eq!(api.n_streams(), 0);
    });
}

#[test]
fn a_value_for_this_session_is_kept_for_longer_without_being_read() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        bench.asks("r1", &shop, &["A"]);
        let for_session =
            Address { scope: Scope::Session { id: session_id() }, ..address(&shop, "A") };
        bench.api.put_stored(for_session.clone());
        let _form = bench.store.watch_request(&request_id("r1"));
        bench.pass(500).await;
        let request = bench.store.request(&request_id("r1")).get_untracked().known.unwrap();
        assert_eq!(request.state, RequestState::Open);
        let slot = SlotId::of_request(&request).remove(0);
        bench.store.move_value(&slot, for_session.scope.clone(), scope(&shop), Version(0));
        bench.pass(10).await;
        assert_eq!(bench.api.stored_version(&for_session), Version(0));
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(1));
        let winner = bench.entry(&slot).presence.winner().cloned();
        assert_eq!(winner.map(|winner| winner.scope), Some(scope(&shop)));
        assert!(bench.api.writes()[0].writes[0].value().is_none());
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
    });
}
