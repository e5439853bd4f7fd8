//! What a server draws of the components: their shape, and nothing else.
//!
//! Effects are switched on here and nothing runs tasks, so whatever starts a task panics, as does
//! whatever asks for something of a browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    reason = "a test; the exemption for tests does not reach its helpers"
)]

mod drawn;

use envdock::model::{ConfigurationId, Environment, RequestId, SessionId};
use envdock::store::{StoreOptions, configure, shared};
use envdock::{
    CheckContext, EnvironmentMatrix, EnvironmentTab, FinishDialog, ImportDialog, ImportHandle,
    MissingBadge, OrganizationSecrets, RepositorySummary, RequestForm, STYLE, SetupNotice,
    adopt_style,
};
use leptos::prelude::*;
use std::thread;

fn configuration() -> ConfigurationId {
    ConfigurationId::new("shop").expect("an id")
}

fn session() -> SessionId {
    SessionId::new("ses_1").expect("an id")
}

fn context() -> CheckContext {
    CheckContext {
        configuration: Some(configuration()),
        session: Some(session()),
        ..CheckContext::default()
    }
}

/// Draws as a server does: what is made on one of its threads is drawn and dropped on another.
fn draw<V: IntoView + 'static>(view: impl FnOnce() -> V + Send + 'static) -> String {
    let made = thread::spawn(|| {
        let owner = Owner::new();
        let view = owner.with(view);
        // Nothing has made this thread's store, which could hold something of a visitor.
        assert!(configure(StoreOptions::default()), "a component has made a store");
        (owner, view)
    });
    let (owner, view) = made.join().expect("it can be made");
    let html = owner.with(|| view.to_html());
    drop(owner);
    html
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

fn rows(html: &str) -> usize {
    count(html, "class=\"envdock-skeleton__row\"")
}

/// Nothing that a person could press, type into, or that has to be closed.
fn is_inert(html: &str) -> bool {
    ["<button", "<input", "<textarea", "<select", "<a ", "<dialog"]
        .iter()
        .all(|tag| !html.contains(tag))
}

#[test]
fn the_tab_is_drawn_as_its_title_and_grey_rows() {
    let html = draw(|| view! { <EnvironmentTab context=context() /> });
    assert_eq!(count(&html, "aria-label=\"Environment\""), 1, "{html}");
    assert_eq!(count(&html, "aria-busy=\"true\""), 1, "{html}");
    assert_eq!(rows(&html), 5, "{html}");
    assert!(html.contains("Looking up what this project needs"), "{html}");
    assert!(is_inert(&html), "{html}");
}

#[test]
fn the_form_is_drawn_as_grey_rows() {
    let request = RequestId::new("req_1").ok();
    let html = draw(|| view! { <RequestForm request=Signal::stored(request) /> });
    assert_eq!(rows(&html), 2, "{html}");
    assert!(html.contains("Looking up what the agent asks for"), "{html}");
    assert!(is_inert(&html), "{html}");
}

#[test]
fn the_summary_is_drawn_with_the_id_of_its_project() {
    let href = Some("/sessions/ses_1".to_owned());
    let html = draw(|| view! { <RepositorySummary configuration=configuration() href /> });
    assert!(html.contains("shop</bdi>"), "{html}");
    assert_eq!(rows(&html), 1, "{html}");
    assert!(is_inert(&html), "{html}");
}

#[test]
fn the_page_of_secrets_is_drawn_as_grey_rows() {
    let html = draw(|| view! { <OrganizationSecrets /> });
    assert_eq!(rows(&html), 6, "{html}");
    assert!(html.contains("Looking up what is stored"), "{html}");
    assert!(is_inert(&html), "{html}");
}

#[test]
fn the_matrix_is_drawn_as_grey_rows() {
    let html = draw(|| {
        let chosen = Environment::default();
        let environments = vec![chosen.clone()];
        let on_choose = Callback::new(|_| ());
        view! { <EnvironmentMatrix configuration=configuration() environments chosen on_choose /> }
    });
    assert_eq!(rows(&html), 6, "{html}");
    assert!(is_inert(&html), "{html}");
}

#[test]
fn what_shows_nothing_at_first_is_not_drawn() {
    let nothing = draw(|| ());
    assert!(!nothing.contains("envdock"), "{nothing}");
    let badge = draw(|| {
        let on_open = Callback::new(|()| ());
        view! { <MissingBadge context=context() on_open /> }
    });
    let notice = draw(|| view! { <SetupNotice context=context() on_open=Callback::new(|_| ()) /> });
    let import = draw(|| {
        let handle = ImportHandle::new();
        view! { <ImportDialog context=context() handle /> }
    });
    let finish =
        draw(|| view! { <FinishDialog session=session() on_fill=Callback::new(|()| ()) /> });
    assert_eq!([badge, notice, import, finish], [(); 4].map(|()| nothing.clone()));
}

#[test]
fn what_the_browser_takes_over_is_what_is_drawn() {
    // All of it: whatever differs is taken for something else there. A change of shapes or of
    // Leptos changes it.
    assert_eq!(draw(|| drawn::page(context())), drawn::drawn());
}

#[test]
fn the_style_stands_in_the_head_of_a_page_as_it_is() {
    let html = draw(|| view! { <style>{STYLE}</style> });
    assert_eq!(html, format!("<style>{STYLE}</style>"));
}

#[test]
fn a_store_that_a_host_makes_on_a_server_asks_nobody() {
    adopt_style();
    let store = shared();
    store.identify();
    let guards = (store.watch_configuration(&configuration()), store.watch_listing());
    assert_eq!(store.listing().get_untracked().known, None);
    assert_eq!(store.me().get_untracked().known, None);
    drop(guards);
}
