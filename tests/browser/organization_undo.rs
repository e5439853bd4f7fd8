//! Deleting and taking back, one key and several; what was done to a key.

use crate::organization_secrets::{CANARY, choose, page_of, row, rows, shared, three};
use crate::project::of_configuration;
use envdock::api::fake::Verb;
use envdock_contract::model::Version;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_deleted_key_stays_in_its_place_until_it_is_restored() {
    let api = three();
    let stage = page_of(&api);
    stage.click("REDIS_URL, dev, configuration shop").await;
    stage.press("Delete").await;
    stage.see("REDIS_URL deleted.").await;
    stage.see_focus_on("REDIS_URL, dev, configuration shop").await;
    stage.see("can be restored for 30 days").await;
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(0));
    stage.click("Undo").await;
    stage.see_no("can be restored for 30 days").await;
    assert_eq!(rows(&stage), 3);
    assert!(row(&stage, 1).contains("restored"));
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(3));
}

#[wasm_bindgen_test]
async fn a_description_is_set_and_taken_away_without_touching_the_value() {
    let api = three();
    let stage = page_of(&api);
    stage.click("UNASKED, dev, organization").await;
    for text in ["where orders go", ""] {
        stage.click("Edit description").await;
        stage.type_into("Description, at most 500 characters", text).await;
        stage.click("Save").await;
        stage.until("the form is closed", || stage.count("textarea") == 0).await;
    }
    stage.see_no("where orders go").await;
    assert_eq!(api.stored_version(&shared("UNASKED")), Version(1));
}

#[wasm_bindgen_test]
async fn several_keys_are_deleted_together_and_taken_back_together() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.until("boxes", || stage.count("input[type=checkbox]") == 3).await;
    stage.nth("input[type=checkbox]", 0).click();
    stage.see("1 selected").await;
    stage.click("Select all shown").await;
    stage.see("3 selected").await;
    api.put_stored(shared("UNASKED"));
    stage.click("Delete (3)").await;
    stage.see("2 keys deleted.").await;
    stage.see("UNASKED was not deleted.").await;
    assert_eq!(api.n_calls(Verb::Write), 1);
    assert_eq!(api.stored_version(&shared("UNASKED")), Version(2));
    stage.click("Undo").await;
    stage.until("both are back", || stage.text().matches("restored").count() >= 2).await;
    assert_eq!(api.stored_version(&shared("DATABASE_URL")), Version(3));
}

#[wasm_bindgen_test]
async fn what_was_removed_is_listed_restored_and_deleted_for_good_after_a_question() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.until("boxes", || stage.count("input[type=checkbox]") == 3).await;
    stage.nth("input[type=checkbox]", 0).click();
    stage.nth("input[type=checkbox]", 2).click();
    stage.click("Delete (2)").await;
    stage.see("2 keys deleted.").await;
    choose(&stage, "#envdock-secrets-show", 2).await;
    stage.see("2 keys found").await;
    stage.click("DATABASE_URL, dev, organization").await;
    stage.click("Restore").await;
    stage.until("it is back", || row(&stage, 0).contains("restored")).await;
    stage.click("UNASKED, dev, organization").await;
    stage.click("Delete for good").await;
    stage.see("Delete UNASKED (dev, organization) for good?").await;
    stage.see_focus_on("Cancel").await;
    let purge = stage.nth(".envdock-notice button[data-kind=danger]", 0);
    purge.click();
    stage.until("it is gone", || rows(&stage) == 1).await;
    choose(&stage, "#envdock-secrets-show", 0).await;
    stage.see("2 keys").await;
}

#[wasm_bindgen_test]
async fn a_history_says_who_did_what_and_never_a_value() {
    let api = three();
    let stage = page_of(&api);
    stage.click("UNASKED, dev, organization").await;
    stage.click("Replace value").await;
    stage.type_into("New value of UNASKED", CANARY).await;
    stage.press_in("New value of UNASKED", "Enter").await;
    stage.see("UNASKED replaced.").await;
    stage.click("History").await;
    stage.see("Value stored · ").await;
    stage.see("by you · version 2").await;
    assert!(!stage.html().contains(CANARY), "the value is in the document");
}
