//! The page written by hand, beside which `cargo xtask bench page` measures ours, has the same
//! elements. Where ours changes, what is in `tests/e2e/by_hand` has to follow.

use crate::asking::{asked, open_form, request};
use crate::dom::{Stage, open};
use crate::project::{context, file, of_configuration, open_tab, project, slot};
use envdock::EnvStore;
use envdock_contract::model::{EnvFile, Presence, Slot, Spec};
use envdock_core::SlotId;
use leptos::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

#[wasm_bindgen(module = "/tests/e2e/by_hand/tab.js")]
extern "C" {
    #[wasm_bindgen(js_name = drawTab)]
    fn draw_tab(place: &Element, configuration: &JsValue, stored: &JsValue, user: &str) -> JsValue;
}

#[wasm_bindgen(module = "/tests/e2e/by_hand/form.js")]
extern "C" {
    #[wasm_bindgen(js_name = drawForm)]
    fn draw_form(place: &Element, request: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/tests/e2e/by_hand/import.js")]
extern "C" {
    #[wasm_bindgen(js_name = offerImport)]
    fn offer_import(place: &Element, configuration: &JsValue, check: &js_sys::Function);
}

/// Two files, one of them with enough keys for two parts of a list.
fn files() -> Vec<EnvFile> {
    let described =
        |number: usize| number.is_multiple_of(3).then(|| format!("What {number} is for"));
    let key = |number| Slot { description: described(number), ..slot(&format!("KEY_{number}")) };
    vec![
        file(".", ".env", vec![slot("PORT_TOKEN")]),
        file("web", ".env.local", (0..45).map(key).collect()),
    ]
}

/// A place for what is drawn by hand.
fn place() -> Stage {
    open(|| ())
}

fn json(value: &impl serde::Serialize) -> JsValue {
    js_sys::JSON::parse(&serde_json::to_string(value).unwrap()).unwrap()
}

/// A configuration, as the page written by hand reads it.
fn as_read(files: &[EnvFile]) -> JsValue {
    let configuration = js_sys::Object::new();
    let spec = json(&Spec { files: files.to_vec() });
    js_sys::Reflect::set(&configuration, &"spec".into(), &spec).unwrap();
    configuration.into()
}

/// What is known to be stored for every slot of `files`, in their order.
fn stored(store: &EnvStore, files: &[EnvFile]) -> JsValue {
    let context = Arc::new(context());
    let slots = files.iter().flat_map(|file| {
        let context = &context;
        let id =
            move |slot: &Slot| SlotId::new(Arc::clone(context), file.file_ref(), slot.key.clone());
        file.slots.iter().map(id)
    });
    let held = |id: SlotId| match store.entry(&id).get_untracked().presence {
        Presence::Stored(stored) => stored,
        Presence::Unknown { .. } => panic!("{id:?} is not checked"),
    };
    json(&slots.map(held).collect::<Vec<_>>())
}

/// Every element below what matches, a line each, with its attributes and its own text.
fn tree_of(stage: &Stage, selector: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let found = stage.root().query_selector_all(selector).unwrap();
    for index in 0..found.length() {
        describe(found.item(index).unwrap().unchecked_ref(), 0, &mut lines);
    }
    lines
}

fn describe(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let mut line = format!("{}{}", "  ".repeat(depth), element.tag_name().to_lowercase());
    let mut names: Vec<String> =
        element.get_attribute_names().iter().map(|name| name.as_string().unwrap()).collect();
    names.sort();
    // Marks what waits to be drawn: it means nothing once it is.
    for name in names.iter().filter(|name| *name != "data-lazy") {
        let value = element.get_attribute(name).unwrap();
        write!(line, " {name}={:?}", without_instance(&value)).unwrap();
    }
    let children = element.child_nodes();
    let nodes = || (0..children.length()).map(|index| children.item(index).unwrap());
    let is_text = |node: &web_sys::Node| node.node_type() == web_sys::Node::TEXT_NODE;
    let text: String = nodes().filter(is_text).filter_map(|node| node.text_content()).collect();
    write!(line, " {:?}", text.trim()).unwrap();
    lines.push(line);
    for child in nodes().filter_map(|node| node.dyn_into::<Element>().ok()) {
        describe(&child, depth + 1, lines);
    }
}

/// Ids tell forms of one page apart by their number, which no other form has.
fn without_instance(value: &str) -> String {
    let Some((start, rest)) = value.split_once("envdock-asked-") else { return value.to_owned() };
    format!("{start}envdock-asked{}", rest.trim_start_matches(|digit: char| digit.is_numeric()))
}

async fn expect_same(ours: &Stage, theirs: &Stage, selector: &str) {
    let is_drawn = || ours.count("[data-drawn=\"false\"]") == 0;
    ours.until("all of it is drawn", is_drawn).await;
    let (ours, theirs) = (tree_of(ours, selector), tree_of(theirs, selector));
    assert!(theirs.len() > 40, "{} elements", theirs.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
}

#[wasm_bindgen_test]
async fn the_tab_written_by_hand_has_the_same_elements() {
    let api = project(files());
    for key in ["KEY_7", "KEY_9"] {
        api.put_stored(of_configuration(key));
    }
    let (stage, store) = open_tab(&api);
    stage.see("2 of 46 required set").await;
    stage.see("by you").await;
    let theirs = place();
    draw_tab(theirs.root(), &as_read(&files()), &stored(&store, &files()), "ada");
    expect_same(&stage, &theirs, ".envdock-groups").await;
    // A difference would be seen.
    theirs.nth("bdi", 0).set_text_content(Some("another"));
    assert_ne!(tree_of(&stage, ".envdock-groups"), tree_of(&theirs, ".envdock-groups"));
}

#[wasm_bindgen_test]
async fn the_form_written_by_hand_has_the_same_elements() {
    let mut keys = vec![asked("FIRST_KEY"), asked("SECOND_KEY"), asked("THIRD_KEY")];
    keys[1].description = Some("What it is for".to_owned());
    let (stage, _store) = open_form(&project(files()), keys.clone());
    stage.see("3 keys still to answer").await;
    let is_checked = || stage.count("[data-state=checking]") == 0;
    stage.until("all keys are checked", is_checked).await;
    let theirs = place();
    draw_form(theirs.root(), &json(&request(keys)));
    expect_same(&stage, &theirs, ".envdock-request__file").await;
}

#[wasm_bindgen_test]
async fn the_import_written_by_hand_has_the_same_elements() {
    let lines: Vec<String> =
        (0..45).map(|number| format!("IMPORTED_{number}=value-{number}")).collect();
    let text = lines.join("\n");
    let api = project(files());
    let (stage, store) = open_tab(&api);
    stage.see("0 of 46 required set").await;
    stage.click("Import…").await;
    stage.paste("Or paste its text here", &text).await;
    stage.see("45 lines, 45 chosen.").await;
    let (theirs, configuration) = (place(), as_read(&files()));
    draw_tab(theirs.root(), &configuration, &stored(&store, &files()), "ada");
    let check = js_sys::Function::new_with_args("_, keys", "return keys.map(() => [])");
    offer_import(theirs.root(), &configuration, &check);
    theirs.click("Import…").await;
    theirs.paste("Or paste its text here", &text).await;
    theirs.see("45 lines, 45 chosen.").await;
    expect_same(&stage, &theirs, ".envdock-import__lines").await;
}
