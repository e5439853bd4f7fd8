//! `confirm()` of the finish dialog as an element: whose session it is about, and who is answered.

use crate::dom::{page_api, tick};
use crate::project::file_ref;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::elements::{MountedElement, mount};
use envdock::store::{FinishState, MissingSlot, shared};
use envdock_contract::model::{KeyName, SessionId};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// An element on the page, and what the program has mounted in it.
struct Dialog {
    element: HtmlElement,
    mounted: Option<MountedElement>,
}

impl Dialog {
    async fn of(session: &str) -> (FakeApi, Self) {
        let api = page_api();
        api.put_missing(Vec::new());
        let element = document().create_element("envdock-finish-dialog").unwrap();
        let element: HtmlElement = element.unchecked_into();
        element.set_attribute("session", session).unwrap();
        document().body().unwrap().append_child(&element).unwrap();
        let mounted = mount(element.clone(), element.clone());
        assert!(mounted.is_some());
        tick().await;
        (api, Self { element, mounted })
    }

    /// Shows another session, or none.
    fn set(&self, session: Option<&str>) {
        match session {
            Some(id) => self.element.set_attribute("session", id).unwrap(),
            None => self.element.remove_attribute("session").unwrap(),
        }
        self.mounted.as_ref().unwrap().attribute_changed("session");
    }

    fn confirm(&self) -> JsFuture {
        let answer = self.mounted.as_ref().unwrap().call(JsValue::UNDEFINED);
        js_sys::Promise::resolve(&answer).into()
    }
}

impl Drop for Dialog {
    fn drop(&mut self) {
        self.mounted.take();
        self.element.remove();
    }
}

fn state(session: &str) -> FinishState {
    shared().finish_state(&SessionId::new(session).unwrap()).get_untracked()
}

#[wasm_bindgen_test]
async fn it_finishes_the_session_that_the_element_has_at_that_moment() {
    let (_api, dialog) = Dialog::of("before").await;
    dialog.set(Some("after"));
    assert_eq!(dialog.confirm().await, Ok(JsValue::TRUE));
    assert!(matches!(state("after"), FinishState::Saved(_)));
    assert_eq!(state("before"), FinishState::Idle);
}

#[wasm_bindgen_test]
async fn without_a_session_it_finishes_nothing_and_says_so() {
    let (api, dialog) = Dialog::of("left").await;
    let asked = api.n_calls(Verb::Finish);
    for none in [None, Some("not an id")] {
        dialog.set(none);
        assert_eq!(dialog.confirm().await, Ok(JsValue::FALSE));
        tick().await;
        assert_eq!(dialog.confirm().await, Ok(JsValue::FALSE));
    }
    assert_eq!((state("left"), api.n_calls(Verb::Finish)), (FinishState::Idle, asked));
}

#[wasm_bindgen_test]
async fn called_twice_it_makes_one_snapshot_and_answers_both() {
    let (api, dialog) = Dialog::of("twice").await;
    let asked = api.n_calls(Verb::Finish);
    let (first, second) = (dialog.confirm(), dialog.confirm());
    assert_eq!((first.await, second.await), (Ok(JsValue::TRUE), Ok(JsValue::TRUE)));
    assert_eq!(api.n_calls(Verb::Finish), asked + 1);
}

#[wasm_bindgen_test]
async fn nobody_waits_for_a_session_that_is_not_shown_any_more() {
    let (api, dialog) = Dialog::of("first").await;
    api.put_missing(vec![MissingSlot {
        file: file_ref("web", ".env.local"),
        key: KeyName::new("A").unwrap(),
        any_of: None,
    }]);
    let first = dialog.confirm();
    tick().await;
    dialog.set(Some("second"));
    assert_eq!(first.await, Ok(JsValue::FALSE));
    // The dialog never gets to show this one.
    dialog.set(Some("third"));
    let third = dialog.confirm();
    dialog.set(Some("second"));
    assert_eq!(third.await, Ok(JsValue::FALSE));
    api.next(Verb::Finish, Fault::Slow { delay_ms: 50 });
    let second = dialog.confirm();
    drop(dialog);
    assert_eq!(second.await, Ok(JsValue::FALSE));
}
