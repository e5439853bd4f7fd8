//! The page: mounts the demo IDE in place of the static skeleton.

use envdock::demo::Demo;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    let page = document().get_element_by_id("app").or_else(|| document().body().map(Into::into));
    let Some(page) = page.and_then(|page| page.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    page.set_text_content(None);
    mount_to(page, || view! { <Demo /> }).forget();
}
