//! The Environment tab: what it shows and in which order.

use crate::project::{
    configuration, file, of_configuration, on_disk, open_tab, project, slot, web,
};
use envdock::api::fake::{FakeApi, Verb};
use envdock_contract::model::{OnDisk, Scope, Slot};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn files_and_keys_are_listed_with_what_is_set_and_where_they_are_found() {
    let api = project(vec![web(), file(".", ".env", vec![slot("PORT_TOKEN")])]);
    api.put_stored(of_configuration("REDIS_URL"));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 4 required set").await;
    stage.see("web/.env.local").await;
    stage.see("1/3").await;
    stage.see("0/1").await;
    stage.see("Missing").await;
    stage.see("src/main.ts:7").await;
    stage.see("for this configuration").await;
    assert_eq!(api.n_calls(Verb::Check), 1);
}

#[wasm_bindgen_test]
async fn what_is_missing_comes_first() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("DATABASE_URL"));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    let in_order = || {
        let text = stage.text();
        let place = |key: &str| text.find(key).unwrap();
        place("REDIS_URL") < place("SENTRY_DSN") && place("SENTRY_DSN") < place("DATABASE_URL")
    };
    stage.until("missing, optional, set", in_order).await;
}

#[wasm_bindgen_test]
async fn the_winning_scope_names_what_it_shadows() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    api.put_stored(crate::project::address("REDIS_URL", Scope::Organization));
    let (stage, _store) = open_tab(&api);
    stage.see("for this configuration").await;
    stage.see("shadows organization").await;
}

#[wasm_bindgen_test]
async fn of_a_group_one_value_is_enough() {
    let member = |key| Slot { any_of: Some("model".to_owned()), ..slot(key) };
    let api = project(vec![file(".", ".env", vec![member("FIRST_KEY"), member("SECOND_KEY")])]);
    let (stage, store) = open_tab(&api);
    stage.see("0 of 1 required set").await;
    stage.see("one of several is enough").await;
    api.put_stored(of_configuration("SECOND_KEY"));
    store.refresh();
    stage.see("1 of 1 required set").await;
    stage.see("SECOND_KEY is set, which is enough").await;
}

#[wasm_bindgen_test]
async fn a_description_is_quoted_and_never_markup() {
    let words = "<b>bold</b> words".to_owned();
    let described = Slot { description: Some(words), ..slot("QUOTED") };
    let (stage, _store) = open_tab(&project(vec![file(".", ".env", vec![described])]));
    stage.see("<b>bold</b> words").await;
    assert_eq!((stage.count("q bdi"), stage.count("b")), (1, 0));
}

#[wasm_bindgen_test]
async fn a_search_appears_with_seven_keys_and_finds_some_of_them() {
    let keys = |count: usize| (0..count).map(|index| slot(&format!("KEY_{index}"))).collect();
    let (few, _store) = open_tab(&project(vec![file(".", ".env", keys(6))]));
    few.see("KEY_5").await;
    assert_eq!(few.count("input[type=search]"), 0);
    drop(few);
    let (many, _store) = open_tab(&project(vec![file(".", ".env", keys(7))]));
    many.see("KEY_6").await;
    many.search("key_3").await;
    many.see("1 of 7 keys shown").await;
    many.see_no("KEY_5").await;
    many.search("nothing").await;
    many.see("No key matches").await;
    many.click("Clear search").await;
    many.see("KEY_5").await;
}

#[wasm_bindgen_test]
async fn a_heading_closes_and_opens_its_file() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.see("DATABASE_URL").await;
    stage.click("web/.env.local, 0 of 3 required set").await;
    stage.see_no("DATABASE_URL").await;
    stage.click("web/.env.local, 0 of 3 required set").await;
    stage.see("DATABASE_URL").await;
}

#[wasm_bindgen_test]
async fn hundreds_of_keys_are_all_drawn_without_anybody_scrolling() {
    let keys = (0..200).map(|index| slot(&format!("KEY_{index}"))).collect();
    let (stage, _store) = open_tab(&project(vec![file(".", ".env", keys)]));
    stage.see("0 of 200 required set").await;
    stage.until("200 rows", || stage.count("[role=listitem]") == 200).await;
}

#[wasm_bindgen_test]
async fn of_ten_thousand_keys_only_those_in_sight_are_drawn() {
    let files = (0..250).map(|file_number| {
        let key = |key: usize| slot(&format!("KEY_{file_number}_{key}"));
        file(&format!("service{file_number}"), ".env", (0..40).map(key).collect())
    });
    let (stage, _store) = open_tab(&project(files.collect()));
    stage.see("0 of 10000 required set").await;
    stage.see("KEY_0_0").await;
    let drawn = stage.count("[role=listitem]");
    assert!(drawn < 1_000, "{drawn} rows were drawn");
}

#[wasm_bindgen_test]
async fn keys_in_a_file_can_be_adopted_one_or_all() {
    let api = project(vec![web()]);
    on_disk(&api, "REDIS_URL", OnDisk::Other);
    let (stage, _store) = open_tab(&api);
    stage.see("1 key is in an env file but not stored").await;
    stage.see("In file, not stored").await;
    stage.click("Adopt REDIS_URL").await;
    stage.see("1 of 3 required set").await;
    stage.see_no("but not stored").await;
    assert_eq!(api.n_calls(Verb::Adopt), 1);
}

#[wasm_bindgen_test]
async fn a_proposed_key_waits_until_a_person_accepts_it() {
    let proposed = Slot { proposed: true, ..slot("ORG_TOKEN") };
    let api = project(vec![file("web", ".env.local", vec![proposed])]);
    api.put_stored(crate::project::address("ORG_TOKEN", Scope::Organization));
    let (stage, _store) = open_tab(&api);
    stage.see("Proposed").await;
    stage.click("Accept ORG_TOKEN").await;
    stage.see_no("Proposed").await;
    assert_eq!(api.n_calls(Verb::SaveSpec), 1);
}

#[wasm_bindgen_test]
async fn before_any_spec_and_with_an_empty_one_the_tab_says_so() {
    let api = FakeApi::new();
    api.put_configuration(configuration(None));
    let (before, _store) = open_tab(&api);
    before.see("Not looked at yet").await;
    let (empty, _store) = open_tab(&project(vec![]));
    empty.see("Nothing needed").await;
}
