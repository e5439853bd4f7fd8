//! Imports under bad conditions: nothing is lost, and it is said what happened.

use crate::import_dialog::{shown, text_of};
use crate::project::{of_configuration, open_tab, project, web};
use envdock::api::ApiError;
use envdock::api::fake::{Fault, Verb};
use envdock_contract::model::{MAX_VALUE_BYTES, Version};
use wasm_bindgen_test::wasm_bindgen_test;

const TWO: &str = "DATABASE_URL=canary-one\nREDIS_URL=canary-two\n";

#[wasm_bindgen_test]
async fn of_a_file_whose_keys_are_all_set_nothing_is_chosen_by_itself() {
    let api = project(vec![web()]);
    for key in ["DATABASE_URL", "REDIS_URL"] {
        api.put_stored(of_configuration(key));
    }
    let (stage, _store) = open_tab(&api);
    stage.click("Import…").await;
    stage.until("the field", || stage.field("Or paste its text here").is_some()).await;
    stage.paste("Or paste its text here", TWO).await;
    stage.see("2 lines, 0 chosen.").await;
    for line in 0..2 {
        assert!(text_of(&stage, line).contains("Already set, will be replaced"));
    }
    stage.click("Import 0").await;
    stage.hear("Choose a line first.").await;
    assert_eq!(api.n_calls(Verb::Write), 0);
    stage.click("Choose all").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(2));
}

#[wasm_bindgen_test]
async fn what_is_pasted_while_a_save_is_running_is_shown_and_waits_for_it() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "typed").await;
    // Longer than this test lives: what it looks at is the time before the answer.
    api.next(Verb::Write, Fault::Slow { delay_ms: 600_000 });
    stage.click("Save").await;
    stage.see("Saving…").await;
    stage.click("Fill REDIS_URL").await;
    stage.until("the field", || stage.field("Value of REDIS_URL").is_some()).await;
    stage.paste("Value of REDIS_URL", TWO).await;
    stage.see("2 lines, 1 chosen.").await;
    assert!(text_of(&stage, 0).contains("Being saved in the tab"));
    stage.click("Import 1").await;
    stage.see("1 value imported.").await;
    let sent = api.writes()[1].writes[0].value().map(|value| value.expose().to_owned());
    assert_eq!(sent.as_deref(), Some("canary-two"));
}

#[wasm_bindgen_test]
async fn when_the_network_goes_between_the_keys_and_their_values_the_rest_is_tried_again() {
    let api = project(vec![web()]);
    let stage = shown(&api, "NEW_KEY=canary\nREDIS_URL=canary\n", "2 lines, 2 chosen.").await;
    api.next(Verb::Write, Fault::Refused(ApiError::Offline));
    stage.click("Import 2").await;
    stage.see("0 values imported, 2 not. What failed stays here.").await;
    assert!(text_of(&stage, 0).contains("it is not known whether it was stored"));
    assert_eq!(api.stored_version(&of_configuration("NEW_KEY")), Version(0));
    stage.click("Try again (2)").await;
    stage.see("2 values imported.").await;
    assert_eq!(api.n_calls(Verb::SaveSpec), 1, "the keys are listed already");
    assert_eq!(api.stored_version(&of_configuration("NEW_KEY")), Version(1));
}

#[wasm_bindgen_test]
async fn a_long_key_and_a_large_value_say_which_line_and_how_much() {
    let api = project(vec![web()]);
    let (key, value) = ("K".repeat(10_000), "v".repeat(MAX_VALUE_BYTES + 1));
    let text = ["REDIS_URL=1\n", &key, "=2\nDATABASE_URL=", &value, "\n"].concat();
    let (stage, _store) = open_tab(&api);
    stage.click("Import…").await;
    stage.until("the field", || stage.field("Or paste its text here").is_some()).await;
    stage.paste("Or paste its text here", &text).await;
    stage.see("3 lines, 1 chosen, 2 cannot be imported.").await;
    let long = "Line 2 Invalid The name at column 1, 10000 characters long, is no valid key";
    assert!(text_of(&stage, 1).starts_with(long), "{}", text_of(&stage, 1));
    assert!(!stage.html().contains(&key), "people paste values there");
    let large = "The value has 262145 bytes; at most 256 KiB can be stored.";
    let told = text_of(&stage, 2);
    assert!(told.starts_with("DATABASE_URL Invalid line 3") && told.contains(large), "{told}");
    stage.click("Import 1").await;
    stage.see("1 value imported.").await;
}
