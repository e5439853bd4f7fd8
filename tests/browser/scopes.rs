// long: choosing, deleting, moving and undoing share their words
//! Where a value applies: choosing, overriding, deleting, moving, and taking it back.

use crate::dom::Stage;
use crate::project::{
    address, configuration, configuration_id, file, of_configuration, open_tab, project, session,
    slot, web,
};
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock_contract::model::{
    Address, FilePath, RepositoryId, Role, Scope, Version, WorkspacePath,
};
use envdock_contract::wire::ErrorCode;
use envdock_core::{Me, Repository};
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "DATABASE_URL";
const NEW: &str = "New value of DATABASE_URL";

fn of_file(folder: &str, key: &str) -> Address {
    let scope = Scope::File {
        configuration: configuration_id(),
        workspace_path: WorkspacePath::new(folder).unwrap(),
        path: FilePath::new(".env.local").unwrap(),
    };
    address(key, scope)
}

fn everywhere() -> Address {
    address(KEY, Scope::Organization)
}

/// Sees that exactly these versions are stored.
async fn see_stored(stage: &Stage, api: &FakeApi, expected: &[(&Address, u64)]) {
    let is_so = || expected.iter().all(|(at, version)| api.stored_version(at) == Version(*version));
    stage.until("what is stored", is_so).await;
}

/// A repository whose project has one file, and who looks at it.
fn with_repositories() -> FakeApi {
    let api = FakeApi::new();
    let repositories = ["acme/web", "acme/api"].map(|name| Repository {
        id: RepositoryId::new(&name.replace('/', ":")).unwrap(),
        name: name.to_owned(),
    });
    let mut known = configuration(Some(vec![web()]));
    known.repositories = repositories.to_vec();
    api.put_configuration(known);
    api
}

/// What can be chosen, in its order.
fn offered(stage: &Stage) -> String {
    let labels = (0..).map_while(|number| stage.try_nth("label:has([type=radio])", number));
    labels.map(|label| label.inner_text().trim().to_owned()).collect::<Vec<_>>().join(", ")
}

fn of_repository(name: &str) -> Address {
    address(KEY, Scope::Repository { id: RepositoryId::new(name).unwrap() })
}

fn sign_in(api: &FakeApi, role: Role) {
    api.put_me(Some(Me { role, ..api.me_now() }));
}

fn not_kept() -> Fault {
    Fault::Refused(ApiError::Refused {
        status: 409,
        code: ErrorCode::NotKept,
        detail: None,
        problems: Vec::new(),
        missing: Vec::new(),
        retry_after_ms: None,
    })
}

#[wasm_bindgen_test]
async fn every_scope_is_offered_nearest_first_with_who_gets_it() {
    let (stage, _store) = open_tab(&with_repositories());
    stage.click("Fill DATABASE_URL").await;
    stage.see("Save for").await;
    let expected = "This session only, Only this file, This configuration, Repository acme/web, \
        Repository acme/api, Organization";
    assert_eq!(offered(&stage), expected);
    stage.see("Every env file of this configuration that lists the key").await;
    for (label, hint) in [
        ("This session only", "It is gone when the session ends."),
        ("Only this file", "Only web/.env.local, in this session and all future ones."),
        ("Repository acme/api", "Every configuration with acme/api that lists the key"),
        ("Organization", "Everybody in the organization"),
    ] {
        stage.choose(label, 0).await;
        stage.see(hint).await;
    }
}

#[wasm_bindgen_test]
async fn a_value_for_a_repository_is_stored_there_and_named() {
    let api = with_repositories();
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.choose("Repository acme/api", 0).await;
    stage.type_into("Value of DATABASE_URL", "v").await;
    stage.click("Save").await;
    stage.see("for repository acme/api").await;
    see_stored(&stage, &api, &[(&of_repository("acme:api"), 1), (&of_configuration(KEY), 0)]).await;
}

#[wasm_bindgen_test]
async fn a_row_says_which_scope_won_and_what_it_shadows() {
    let api = with_repositories();
    api.put_stored(of_repository("acme:web"));
    api.put_stored(of_repository("acme:api"));
    api.put_stored(everywhere());
    let (stage, _store) = open_tab(&api);
    stage.see("for repository acme/web").await;
    stage.see("shadows repository acme/api, organization").await;
}

#[wasm_bindgen_test]
async fn a_member_is_offered_what_a_member_may_write() {
    let api = with_repositories();
    sign_in(&api, Role::Member);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.see("Save for").await;
    assert_eq!(offered(&stage), "This session only, Only this file, This configuration");
}

#[wasm_bindgen_test]
async fn a_member_overrides_a_shared_value_for_the_session_only() {
    let api = with_repositories();
    api.put_stored(everywhere());
    sign_in(&api, Role::Member);
    let (stage, _store) = open_tab(&api);
    stage.see("for organization").await;
    stage.click(KEY).await;
    stage.see("Ask an owner or an admin to change it.").await;
    assert!(stage.button("Replace").is_none());
    assert!(stage.button("Delete the value for organization").is_none());
    stage.click("Override here").await;
    stage.type_into(NEW, "v").await;
    stage.click("Save").await;
    stage.see("for this session only").await;
    let here = address(KEY, Scope::Session { id: session() });
    see_stored(&stage, &api, &[(&here, 1), (&everywhere(), 1)]).await;
}

#[wasm_bindgen_test]
async fn replace_writes_where_the_winner_is_and_override_here_nearer() {
    let api = project(vec![web()]);
    api.put_stored(everywhere());
    let (stage, _store) = open_tab(&api);
    stage.see("for organization").await;
    stage.click(KEY).await;
    stage.click("Replace").await;
    stage.see("The stored value is never shown. Saving replaces it.").await;
    stage.type_into(NEW, "v").await;
    stage.click("Save").await;
    see_stored(&stage, &api, &[(&everywhere(), 2), (&of_configuration(KEY), 0)]).await;
    stage.see("Undo").await;
    stage.click(KEY).await;
    stage.click("Override here").await;
    stage.see("A value applies already: the one for organization.").await;
    stage.type_into(NEW, "w").await;
    stage.click("Save").await;
    stage.see("for this configuration").await;
    stage.see("shadows organization").await;
    see_stored(&stage, &api, &[(&everywhere(), 2), (&of_configuration(KEY), 1)]).await;
}

#[wasm_bindgen_test]
async fn override_here_proposes_the_configuration_and_leaves_the_choice() {
    let api = with_repositories();
    api.put_stored(everywhere());
    let (stage, _store) = open_tab(&api);
    stage.see("for organization").await;
    stage.click(KEY).await;
    stage.click("Override here").await;
    stage.see("Every env file of this configuration that lists the key").await;
    assert!(offered(&stage).contains("Repository acme/web"));
    stage.type_into(NEW, "v").await;
    stage.click("Save").await;
    stage.see("for this configuration").await;
    see_stored(&stage, &api, &[(&of_configuration(KEY), 1), (&everywhere(), 1)]).await;
}

#[wasm_bindgen_test]
async fn saving_farther_names_the_winner_and_removes_it_in_the_same_step() {
    let api = project(vec![web()]);
    api.put_stored(of_file("web", KEY));
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("shadows this configuration").await;
    stage.click(KEY).await;
    stage.click("Replace").await;
    stage.choose("Organization", 0).await;
    stage.see("Another value applies first: the one for this file.").await;
    stage.see("delete the value for this file, this configuration, so that yours applies").await;
    stage.click_first("input[type=checkbox]").await;
    stage.type_into(NEW, "v").await;
    stage.click("Save").await;
    stage.see("for organization").await;
    stage.see_no("shadows").await;
    assert_eq!(api.n_calls(Verb::Write), 1);
    assert!(api.writes()[0].atomic);
    let nothing = [(&of_file("web", KEY), 0), (&of_configuration(KEY), 0)];
    see_stored(&stage, &api, &nothing).await;
    stage.press("Undo DATABASE_URL").await;
    stage.see("for this file").await;
    see_stored(&stage, &api, &[(&everywhere(), 0)]).await;
    stage.see("shadows this configuration").await;
}

#[wasm_bindgen_test]
async fn two_apps_of_one_repository_have_different_ports() {
    let app = |folder| file(folder, ".env.local", vec![slot("PORT")]);
    let api = project(vec![app("web"), app("api")]);
    let (stage, _store) = open_tab(&api);
    for (nth, folder) in ["web", "api"].into_iter().enumerate() {
        stage.see(&[&nth.to_string(), " of 2 required set"].concat()).await;
        stage.click("Fill PORT").await;
        stage.choose("Only this file", 0).await;
        stage.type_into("Value of PORT", folder).await;
        stage.click("Save").await;
    }
    stage.see("2 of 2 required set").await;
    let mut sent = api.writes().into_iter().map(|order| {
        let write = &order.writes[0];
        (write.address.clone(), write.value().unwrap().expose().to_owned())
    });
    let (first, second) = (sent.next().unwrap(), sent.next().unwrap());
    assert_eq!([first.0, second.0], ["web", "api"].map(|folder| of_file(folder, "PORT")));
    assert_ne!(first.1, second.1);
}

#[wasm_bindgen_test]
async fn the_only_value_deleted_is_missing_until_it_is_undone() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    stage.see("Then nothing is set.").await;
    stage.click("Delete the value for this configuration").await;
    stage.see("0 of 3 required set").await;
    stage.see("Missing").await;
    stage.click("Undo DATABASE_URL").await;
    stage.see("1 of 3 required set").await;
}

#[wasm_bindgen_test]
async fn a_first_save_is_undone_by_deleting_it() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "v").await;
    stage.click("Save").await;
    stage.see("1 of 3 required set").await;
    stage.press("Undo DATABASE_URL").await;
    stage.see("0 of 3 required set").await;
    see_stored(&stage, &api, &[(&of_configuration(KEY), 0)]).await;
    // Typing ends it: the row speaks of something else then.
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "w").await;
    let is_gone = || stage.button("Undo DATABASE_URL").is_none();
    stage.until("no undo", is_gone).await;
}

#[wasm_bindgen_test]
async fn a_server_that_keeps_nothing_offers_no_undo_of_a_deletion() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let mut me = api.me_now();
    me.capabilities.restore = false;
    api.put_me(Some(me));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    stage.click("Delete the value for this configuration").await;
    stage.click("Delete for good").await;
    stage.see("Deleted.").await;
    assert!(stage.button("Undo DATABASE_URL").is_none());
    stage.see_no("It can be undone").await;
}

#[wasm_bindgen_test]
async fn what_somebody_replaced_meanwhile_is_not_deleted_unasked() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    api.put_stored(of_configuration(KEY));
    stage.click("Delete the value for this configuration").await;
    stage.see("Changed meanwhile").await;
    stage.see("Somebody stored another value meanwhile (").await;
    stage.see("by you). It was not deleted.").await;
    see_stored(&stage, &api, &[(&of_configuration(KEY), 2)]).await;
    stage.click("Delete anyway").await;
    stage.see("0 of 3 required set").await;
    see_stored(&stage, &api, &[(&of_configuration(KEY), 0)]).await;
}

#[wasm_bindgen_test]
async fn what_somebody_deleted_meanwhile_is_told_to_whoever_deletes_or_replaces_it() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    api.take_stored(&of_configuration(KEY));
    stage.click("Delete the value for this configuration").await;
    stage.see("Somebody else has deleted the value meanwhile (").await;
    stage.see("by grace).").await;
    assert!(stage.button("Delete anyway").is_none());
    stage.click("Leave it as it is").await;
    stage.until("nothing to decide", || stage.button("Leave it as it is").is_none()).await;
    stage.see("0 of 3 required set").await;
    stage.see_focus_on(KEY).await;
}

#[wasm_bindgen_test]
async fn an_undo_says_who_was_faster_and_what_is_no_longer_kept() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    stage.click("Delete the value for this configuration").await;
    stage.see("Deleted.").await;
    api.next(Verb::Write, not_kept());
    stage.click("Undo DATABASE_URL").await;
    stage.see("Not changed").await;
    stage.see("The earlier value is no longer kept, so it cannot come back. Type it again.").await;
    stage.click("Leave it as it is").await;
    stage.see("Missing").await;

    stage.click("Fill").await;
    stage.type_into("Value of DATABASE_URL", "v").await;
    stage.click("Save").await;
    stage.see("1 of 3 required set").await;
    api.put_stored(of_configuration(KEY));
    stage.click("Undo DATABASE_URL").await;
    stage.see("Somebody stored another value meanwhile (").await;
    see_stored(&stage, &api, &[(&of_configuration(KEY), 4)]).await;
}

#[wasm_bindgen_test]
async fn a_deletion_without_an_answer_is_sent_again_as_it_was() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    api.next(Verb::Write, Fault::Cut);
    stage.click("Delete the value for this configuration").await;
    stage.see("it is not known whether it was done").await;
    stage.click("Send again").await;
    stage.see("Deleted.").await;
    let keys: Vec<_> = api.writes().into_iter().map(|order| order.idempotency_key).collect();
    assert!(keys.iter().all(|key| *key == keys[0]));
    see_stored(&stage, &api, &[(&of_configuration(KEY), 0)]).await;
}

#[wasm_bindgen_test]
async fn a_value_is_moved_to_another_scope_unread_and_back() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("for this configuration").await;
    stage.click(KEY).await;
    stage.see("Move").await;
    stage.select("Move the value for this configuration to", "organization");
    stage.press("Move the value for this configuration").await;
    stage.see("for organization").await;
    stage.see("Moved.").await;
    see_stored(&stage, &api, &[(&everywhere(), 1), (&of_configuration(KEY), 0)]).await;
    stage.press("Undo DATABASE_URL").await;
    stage.see("for this configuration").await;
    see_stored(&stage, &api, &[(&everywhere(), 0)]).await;
    assert!(api.writes().iter().all(|order| order.writes[0].value().is_none()));
}
