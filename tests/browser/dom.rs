// long: one vocabulary for all tests in the browser
//! What tests do with a page: they look and act by role and text, as people do.

use envdock::api::fake::FakeApi;
use envdock::store::{Source, StoreOptions, configure};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// Looking this often is a second or more: longer than anything here takes.
const PATIENCE: usize = 400;

/// A mounted view in a place of its own; it goes when this is dropped.
pub(crate) struct Stage {
    root: HtmlElement,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted.take();
        self.root.remove();
    }
}

std::thread_local! {
    static PAGE: FakeApi = {
        let api = FakeApi::new();
        let source = Source::Adapter(Rc::new(api.clone()));
        assert!(configure(StoreOptions { source }), "the page's store is in use already");
        api
    };
}

/// What the page's one store asks, which is that of views without one of their own.
pub(crate) fn page_api() -> FakeApi {
    PAGE.with(FakeApi::clone)
}

/// Mounts a view at the end of the document.
pub(crate) fn open<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Stage {
    page_api();
    let root = place();
    let mounted = leptos::mount::mount_to(root.clone(), view);
    Stage { root, mounted: Some(Box::new(mounted)) }
}

/// Takes over what a server has drawn of a view, at the end of the document.
#[cfg(feature = "hydrate")]
pub(crate) fn take_over<V: IntoView + 'static>(
    drawn: &str,
    view: impl FnOnce() -> V + 'static,
) -> Stage {
    let root = place();
    root.set_inner_html(drawn);
    let mounted = leptos::mount::hydrate_from(root.clone(), view);
    Stage { root, mounted: Some(Box::new(mounted)) }
}

fn place() -> HtmlElement {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    root
}

/// Everything whose changes screen readers tell by themselves.
const LIVE: &str = "[aria-live], [role=status], [role=alert], [role=log], output";

/// The live regions of the whole page.
pub(crate) fn live_regions() -> Vec<HtmlElement> {
    let found = document().query_selector_all(LIVE).unwrap();
    (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
}

/// What was said aloud lately, oldest first.
pub(crate) fn heard() -> Vec<String> {
    let lines = live_regions().into_iter().flat_map(|region| {
        let lines = region.children();
        (0..lines.length()).map(move |index| lines.item(index).unwrap())
    });
    lines.map(|line| line.text_content().unwrap()).collect()
}

/// Lets everything that is due happen.
pub(crate) async fn tick() {
    let soon = js_sys::Promise::new(&mut |done, _| {
        let page = document().default_view().unwrap();
        page.set_timeout_with_callback(&done).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(soon).await.unwrap();
}

impl Stage {
    /// Where it is mounted.
    pub(crate) fn root(&self) -> &HtmlElement {
        &self.root
    }

    /// All text that is shown, in one line. What was said is not: it may be in a dialog of ours.
    pub(crate) fn text(&self) -> String {
        let regions = live_regions();
        let hide = |is_hidden| {
            for region in &regions {
                region.set_hidden(is_hidden);
            }
        };
        hide(true);
        let text = self.root.inner_text();
        hide(false);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until `text` is shown.
    pub(crate) async fn see(&self, text: &str) {
        self.until(text, || self.text().contains(text)).await;
    }

    /// Waits until `text` is no longer shown.
    pub(crate) async fn see_no(&self, text: &str) {
        self.until(text, || !self.text().contains(text)).await;
    }

    /// Waits until `text` was said aloud, perhaps with more.
    pub(crate) async fn hear(&self, text: &str) {
        self.until(text, || heard().iter().any(|line| line.contains(text))).await;
    }

    /// Waits until something is the case.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        for _ in 0..PATIENCE {
            if is_so() {
                return;
            }
            tick().await;
        }
        panic!("waited in vain for: {what}\n{}", self.text());
    }

    /// The button with this name, as screen readers say it.
    pub(crate) fn button(&self, name: &str) -> Option<HtmlElement> {
        let buttons = self.root.query_selector_all("button, a").unwrap();
        (0..buttons.length()).find_map(|index| {
            let button: HtmlElement = buttons.item(index)?.unchecked_into();
            let label = button.get_attribute("aria-label");
            (label.unwrap_or_else(|| button.inner_text()).trim() == name).then_some(button)
        })
    }

    /// Presses the button with this name as soon as it is there.
    pub(crate) async fn click(&self, name: &str) {
        self.until(name, || self.button(name).is_some()).await;
        self.button(name).unwrap().click();
        tick().await;
    }

    /// Focuses the button with this name and presses it, as with the keyboard.
    pub(crate) async fn press(&self, name: &str) {
        self.until(name, || self.button(name).is_some()).await;
        let button = self.button(name).unwrap();
        button.focus().unwrap();
        button.click();
        tick().await;
    }

    /// Moves the focus to what matches.
    pub(crate) fn focus(&self, selector: &str) {
        let element = self.root.query_selector(selector).unwrap().unwrap();
        element.unchecked_into::<HtmlElement>().focus().unwrap();
    }

    /// Presses the first element that matches, which has no name that says it all.
    pub(crate) async fn click_first(&self, selector: &str) {
        self.until(selector, || self.count(selector) > 0).await;
        let found = self.root.query_selector(selector).unwrap().unwrap();
        found.unchecked_into::<HtmlElement>().click();
        tick().await;
    }

    /// Chooses the radio button with this label, of several the one with this number.
    pub(crate) async fn choose(&self, label: &str, number: u32) {
        let labels = self.root.query_selector_all("label:has([type=radio])").unwrap();
        let labels = (0..labels.length()).filter_map(|index| labels.item(index));
        let labels = labels.map(JsCast::unchecked_into::<HtmlElement>);
        let mut named = labels.filter(|found| found.inner_text().trim() == label);
        named.nth(number as usize).unwrap().click();
        tick().await;
    }

    /// Chooses what a list with this name offers under these words.
    pub(crate) fn select(&self, name: &str, words: &str) {
        let list = ["select[aria-label=\"", name, "\"]"].concat();
        let list = self.nth(&list, 0);
        let options = list.query_selector_all("option").unwrap();
        let is_it =
            |number: &u32| options.item(*number).unwrap().text_content().as_deref() == Some(words);
        let number = (0..options.length()).find(is_it).unwrap();
        js_sys::Reflect::set(&list, &"selectedIndex".into(), &number.into()).unwrap();
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        let change = web_sys::Event::new_with_event_init_dict("change", &init).unwrap();
        list.dispatch_event(&change).unwrap();
    }

    /// The visible field with this label.
    pub(crate) fn field(&self, label: &str) -> Option<Element> {
        let labels = self.root.query_selector_all("label").unwrap();
        (0..labels.length()).find_map(|index| {
            let found: HtmlElement = labels.item(index)?.unchecked_into();
            let is_it = !found.hidden() && found.inner_text().trim() == label;
            let id = is_it.then(|| found.get_attribute("for")).flatten()?;
            document().get_element_by_id(&id)
        })
    }

    /// Types into the field with this label, as soon as it is there.
    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        self.until(label, || self.field(label).is_some()).await;
        enter(&self.field(label).unwrap(), text);
        tick().await;
    }

    /// Searches for `text`.
    pub(crate) async fn search(&self, text: &str) {
        self.until("search", || self.count("input[type=search]") == 1).await;
        let field = self.root.query_selector("input[type=search]").unwrap().unwrap();
        enter(&field, text);
        tick().await;
    }

    /// Pastes into the field with this label.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        let data = web_sys::DataTransfer::new().unwrap();
        data.set_data("text/plain", text).unwrap();
        let options = web_sys::ClipboardEventInit::new();
        options.set_clipboard_data(Some(&data));
        options.set_bubbles(true);
        options.set_cancelable(true);
        let event = web_sys::ClipboardEvent::new_with_event_init_dict("paste", &options).unwrap();
        self.field(label).unwrap().dispatch_event(&event).unwrap();
        tick().await;
    }

    /// Where files are chosen; nobody sees it.
    pub(crate) fn file_input(&self) -> Option<web_sys::HtmlInputElement> {
        let found = self.root.query_selector("input[type=file]").unwrap();
        found.map(JsCast::unchecked_into)
    }

    /// Chooses a file, as the browser's own dialog does.
    pub(crate) fn choose_file(&self, name: &str, bytes: &[u8]) {
        let chosen = files(&[(name, bytes.to_vec())]);
        let input = self.file_input().unwrap();
        input.set_files(chosen.files().as_ref());
        let options = web_sys::EventInit::new();
        options.set_bubbles(true);
        let change = web_sys::Event::new_with_event_init_dict("change", &options).unwrap();
        input.dispatch_event(&change).unwrap();
    }

    /// Drops something on the first element that matches.
    pub(crate) fn drop_on(&self, selector: &str, data: &web_sys::DataTransfer) {
        let options = web_sys::DragEventInit::new();
        options.set_data_transfer(Some(data));
        options.set_bubbles(true);
        options.set_cancelable(true);
        let target = self.root.query_selector(selector).unwrap().unwrap();
        for kind in ["dragover", "drop"] {
            let event = web_sys::DragEvent::new_with_event_init_dict(kind, &options).unwrap();
            target.dispatch_event(&event).unwrap();
        }
    }

    /// The element with this number among those that match.
    pub(crate) fn nth(&self, selector: &str, number: u32) -> HtmlElement {
        self.root.query_selector_all(selector).unwrap().item(number).unwrap().unchecked_into()
    }

    /// The same, where there may be none.
    pub(crate) fn try_nth(&self, selector: &str, number: u32) -> Option<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap().item(number);
        found.map(JsCast::unchecked_into)
    }

    /// Moves the focus away from the field with this label.
    pub(crate) async fn leave(&self, label: &str) {
        let options = web_sys::FocusEventInit::new();
        options.set_bubbles(true);
        let event = web_sys::FocusEvent::new_with_focus_event_init_dict("focusout", &options);
        self.field(label).unwrap().dispatch_event(&event.unwrap()).unwrap();
        tick().await;
    }

    /// What a field holds.
    pub(crate) fn typed(&self, label: &str) -> Option<String> {
        let value = js_sys::Reflect::get(self.field(label)?.as_ref(), &JsValue::from_str("value"));
        value.ok()?.as_string()
    }

    /// Presses a key in the field with this label.
    pub(crate) async fn press_in(&self, label: &str, key: &str) {
        press_on(&self.field(label).unwrap(), key).await;
    }

    /// Waits until the button with this name has the focus.
    pub(crate) async fn see_focus_on(&self, name: &str) {
        let has_focus = || {
            let focused = document().active_element();
            self.button(name).is_some_and(|button| focused.as_ref() == Some(button.as_ref()))
        };
        self.until(name, has_focus).await;
    }

    /// How many elements match; for counting rows, not for finding things.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// Everything in the document as text, with the values of attributes, and what was said.
    pub(crate) fn html(&self) -> String {
        self.root.inner_html() + &heard().join("\n")
    }
}

/// Presses a key on an element; tells whether somebody took it.
pub(crate) async fn press_on(element: &Element, key: &str) -> bool {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    options.set_bubbles(true);
    options.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
    let is_taken = !element.dispatch_event(&event).unwrap();
    tick().await;
    is_taken
}

/// Presses a key where the focus is; tells whether somebody took it.
pub(crate) async fn press_key(key: &str) -> bool {
    press_on(&document().active_element().unwrap(), key).await
}

/// Files as somebody chooses or drags them.
pub(crate) fn files(files: &[(&str, Vec<u8>)]) -> web_sys::DataTransfer {
    let data = web_sys::DataTransfer::new().unwrap();
    for (name, bytes) in files {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
        let file = web_sys::File::new_with_u8_array_sequence(&parts, name).unwrap();
        data.items().add_with_file(&file).unwrap();
    }
    data
}

fn enter(field: &Element, text: &str) {
    let property = JsValue::from_str("value");
    js_sys::Reflect::set(field.as_ref(), &property, &JsValue::from_str(text)).unwrap();
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("input", &options).unwrap();
    field.dispatch_event(&event).unwrap();
}
