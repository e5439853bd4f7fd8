//! Finding keys among many: the search, and what is missing only.

use crate::dom::Stage;
use crate::project::{of_configuration, open_tab, project, two_files};
use envdock::api::fake::FakeApi;
use wasm_bindgen_test::wasm_bindgen_test;

fn with_some_stored() -> FakeApi {
    let api = project(two_files());
    for key in ["KEY_0", "KEY_1", "KEY_5"] {
        api.put_stored(of_configuration(key));
    }
    api
}

fn rows(stage: &Stage) -> u32 {
    stage.count("[data-slot]")
}

#[wasm_bindgen_test]
async fn the_search_looks_at_keys_files_and_descriptions_and_says_how_many_match() {
    let (stage, _store) = open_tab(&project(two_files()));
    stage.see("0 of 10 required set").await;
    for (text, shown) in [
        ("key_3", "1 of 10 keys shown"),
        ("MAILER/.env", "5 of 10 keys shown"),
        ("where mail", "1 of 10 keys shown"),
        ("  ", "0 of 10 required set"),
    ] {
        stage.search(text).await;
        stage.see(shown).await;
    }
    stage.until("every row", || rows(&stage) == 10).await;
    assert_eq!(stage.count(".envdock-groups__shown"), 0);
    stage.search("smtp").await;
    stage.see("1 of 10 keys shown").await;
    stage.hear("1 of 10 keys shown").await;
}

#[wasm_bindgen_test]
async fn a_search_without_a_match_says_so_and_gives_the_field_back_when_it_is_cleared() {
    let (stage, _store) = open_tab(&project(two_files()));
    stage.see("0 of 10 required set").await;
    stage.search("nothing like it").await;
    stage.see("No key matches").await;
    stage.see("0 of 10 keys shown").await;
    stage.press("Clear search").await;
    stage.until("every row", || rows(&stage) == 10).await;
    stage.until("no count", || stage.count(".envdock-groups__shown") == 0).await;
    stage.until("the search", || stage.count("input[type=search]:focus") == 1).await;
}

#[wasm_bindgen_test]
async fn missing_only_leaves_out_what_is_set_also_while_searching() {
    let (stage, _store) = open_tab(&with_some_stored());
    stage.see("3 of 10 required set").await;
    stage.click("Missing only").await;
    stage.see("7 of 10 keys shown").await;
    stage.until("seven rows", || rows(&stage) == 7).await;
    stage.search("key_").await;
    stage.see("6 of 10 keys shown").await;
    stage.search("key_0").await;
    stage.see("No key matches").await;
    stage.click("Clear search").await;
    stage.see("7 of 10 keys shown").await;
    stage.click("Missing only").await;
    stage.until("every row", || rows(&stage) == 10).await;
}

#[wasm_bindgen_test]
async fn what_somebody_is_at_stays_although_it_is_not_missing_any_more() {
    let (stage, _store) = open_tab(&with_some_stored());
    stage.see("3 of 10 required set").await;
    stage.click("KEY_5").await;
    stage.click("Missing only").await;
    stage.see("8 of 10 keys shown").await;
    stage.click("Fill KEY_2").await;
    stage.type_into("Value of KEY_2", "v").await;
    stage.press_in("Value of KEY_2", "Enter").await;
    stage.see("4 of 10 required set").await;
    stage.see_focus_on("Fill KEY_3").await;
    // Looking again leaves it out, and the row that was only looked at.
    stage.see("8 of 10 keys shown").await;
    stage.click("Missing only").await;
    stage.click("Missing only").await;
    stage.see("6 of 10 keys shown").await;
}

#[wasm_bindgen_test]
async fn a_row_with_a_draft_is_always_listed() {
    let api = with_some_stored();
    let (stage, _store) = open_tab(&api);
    stage.see("3 of 10 required set").await;
    stage.click("KEY_5").await;
    stage.click("Replace").await;
    stage.type_into("New value of KEY_5", "v").await;
    stage.press_in("New value of KEY_5", "Escape").await;
    stage.click("Missing only").await;
    stage.see("8 of 10 keys shown").await;
    assert!(stage.button("Continue KEY_5").is_some());
}

#[wasm_bindgen_test]
async fn when_nothing_is_missing_the_rest_is_one_press_away() {
    let api = project(two_files());
    let (stage, store) = open_tab(&api);
    for key in (0..9).map(|n| format!("KEY_{n}")).chain(["SMTP_HOST".to_owned()]) {
        api.put_stored(of_configuration(&key));
    }
    store.refresh();
    stage.see("10 of 10 required set").await;
    stage.click("Missing only").await;
    stage.see("Nothing is missing").await;
    stage.press("Show all keys").await;
    stage.until("every row", || rows(&stage) == 10).await;
    stage.until("the search", || stage.count("input[type=search]:focus") == 1).await;
}
