//! A host: an application with routes and looks of its own, and Envdock's components on its pages.
#![expect(unreachable_pub, reason = "the component macro makes public items in private modules")]

mod pages;
mod sign_in;

use envdock::store::{Source, StoreOptions, configure, shared};
use leptos::mount::mount_to_body;

fn main() {
    envdock::adopt_style();
    let source = Source::Http { base_url: "/api/v1".to_owned(), token: sign_in::token() };
    // Once, before the first view; all components of the page share this store.
    if configure(StoreOptions { source }) {
        shared().identify();
    }
    mount_to_body(pages::App);
}
