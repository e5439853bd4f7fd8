//! An import is taken back in one step.

use crate::import_dialog::{shown, text_of};
use crate::project::{configuration_id, of_configuration, project, web};
use envdock::api::EnvApi;
use envdock::api::fake::{FakeApi, Verb};
use envdock_contract::model::Version;
use wasm_bindgen_test::wasm_bindgen_test;

const TEXT: &str = "DATABASE_URL=canary\nREDIS_URL=canary\nNEW_KEY=canary\n";

fn version(api: &FakeApi, key: &str) -> Version {
    api.stored_version(&of_configuration(key))
}

/// Whether the spec on the server lists a key.
async fn is_listed(api: &FakeApi, key: &str) -> bool {
    let read = api.configurations(Some(vec![configuration_id()])).await.unwrap();
    let spec = read.configurations[0].spec.clone().unwrap();
    spec.files.iter().flat_map(|file| &file.slots).any(|slot| slot.key.as_str() == key)
}

#[wasm_bindgen_test]
async fn undo_restores_what_was_replaced_and_removes_what_was_added_in_one_batch() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let stage = shown(&api, TEXT, "3 lines, 2 chosen.").await;
    stage.click("Choose all").await;
    stage.click("Import 3").await;
    stage.see("3 values imported.").await;
    assert!(is_listed(&api, "NEW_KEY").await);
    stage.click("Undo the import").await;
    stage.see("3 values taken back: what was stored before applies again.").await;
    assert!(text_of(&stage, 1).contains("Taken back"));
    assert_eq!(version(&api, "DATABASE_URL"), Version(0));
    assert_eq!(version(&api, "REDIS_URL"), Version(3), "the earlier value, as a newer version");
    assert_eq!(version(&api, "NEW_KEY"), Version(0));
    let writes = api.writes();
    let undo = &writes[1];
    assert_eq!((writes.len(), undo.atomic, undo.writes.len()), (2, true, 3));
    stage.until("asked to unlist", || api.n_calls(Verb::SaveSpec) == 2).await;
    stage.click("Done").await;
    stage.until("no row", || stage.button("NEW_KEY").is_none()).await;
    assert!(!is_listed(&api, "NEW_KEY").await);
    assert!(stage.button("Undo the import").is_none());
}

#[wasm_bindgen_test]
async fn where_somebody_changed_a_value_meanwhile_nothing_is_taken_back_and_it_says_so() {
    let api = project(vec![web()]);
    let stage = shown(&api, "DATABASE_URL=1\nREDIS_URL=2\n", "2 lines, 2 chosen.").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    api.put_stored(of_configuration("REDIS_URL"));
    stage.click("Undo the import").await;
    stage.until("told", || text_of(&stage, 1).contains("Imported, not taken back")).await;
    assert_eq!(version(&api, "REDIS_URL"), Version(2), "somebody else's");
}
