//! What all views of the page share.

use crate::components::environment_tab::ages::Ages;
use crate::components::organization_secrets::words;
use crate::components::parts::{NearView, announce};
use crate::store::{EnvStore, Organization, SecretSearch};
use crate::texts::rows;
use envdock_contract::model::{
    Address, Capabilities, ConfigurationId, Environment, Role, Timestamp, UserId,
};
use envdock_core::Me;
use leptos::{html, prelude::*};
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen::JsCast;

/// What is open below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// What is known, and what can be done.
    Look,
    Replace,
    Describe,
    History,
    Purge,
}

/// A handle that every view of the page has.
#[derive(Clone, Copy)]
pub(super) struct Page {
    store: StoredValue<EnvStore>,
    /// How old things are.
    pub(super) ages: Ages,
    /// The element of the page.
    pub(super) root: NodeRef<html::Section>,
    /// Tells what has come near the view.
    pub(super) near: NearView,
    /// What is looked for.
    pub(super) search: RwSignal<SecretSearch>,
    /// The form for a new key is open.
    pub(super) is_adding: RwSignal<bool>,
    /// The button that opens it.
    pub(super) add_button: NodeRef<html::Button>,
    /// The chosen rows.
    pub(super) selected: RwSignal<BTreeSet<Address>>,
    boxes: StoredValue<BTreeMap<Address, RwSignal<bool>>>,
    opened: StoredValue<Option<RwSignal<Option<Task>>>>,
    href_of: Option<Callback<ConfigurationId, String>>,
}

impl Page {
    /// Begins to look for everything.
    pub(super) fn new(store: EnvStore, href_of: Option<Callback<ConfigurationId, String>>) -> Self {
        // Names of configurations and repositories come from it.
        StoredValue::new_local((store.watch_listing(), store.organization().watch()));
        let page = Self {
            ages: Ages::new(),
            root: NodeRef::new(),
            near: NearView::new(),
            search: RwSignal::default(),
            is_adding: RwSignal::new(false),
            add_button: NodeRef::new(),
            selected: RwSignal::default(),
            boxes: StoredValue::default(),
            opened: StoredValue::new(None),
            href_of,
            store: StoredValue::new(store),
        };
        page.organization().find(SecretSearch::default(), false);
        page.tell_what_became();
        page
    }

    pub(super) fn store(self) -> EnvStore {
        self.store.get_value()
    }

    pub(super) fn organization(self) -> Organization {
        self.store.with_value(EnvStore::organization)
    }

    fn tell_what_became(self) {
        let told = self.organization().told();
        Effect::new(move |was: Option<()>| {
            let now = told.get();
            // What was told before this page was there is no news.
            if let (Some(()), Some(now)) = (was, now) {
                announce(&words::told(&now));
            }
        });
    }

    /// Looks for something else: what was chosen may not be listed any more.
    pub(super) fn find(self, change: impl FnOnce(&mut SecretSearch), is_typing: bool) {
        self.search.update(change);
        self.selected.set(BTreeSet::new());
        self.boxes.update_value(BTreeMap::clear);
        self.organization().find(self.search.get_untracked(), is_typing);
    }

    /// Where the environments of a configuration are shown.
    pub(super) fn href_of(self, id: &ConfigurationId) -> Option<String> {
        self.href_of.map(|href_of| href_of.run(id.clone()))
    }

    pub(super) fn me(self) -> Option<Me> {
        self.store().me().with(|me| me.known.clone())
    }

    /// This person sees, and changes nothing.
    pub(super) fn is_reader(self) -> bool {
        self.me().is_some_and(|me| !matches!(me.role, Role::Owner | Role::Admin))
    }

    /// Whether this server, or host, can do something.
    pub(super) fn can(self, what: impl FnOnce(&Capabilities) -> bool) -> bool {
        self.me().is_none_or(|me| what(&me.capabilities))
    }

    /// The environments that may be used.
    pub(super) fn environments(self) -> Vec<Environment> {
        let known = self.me().map(|me| me.environments).unwrap_or_default();
        if known.is_empty() { vec![Environment::default()] } else { known }
    }

    /// A person's name, as the reader knows them.
    pub(super) fn name(self, user: &UserId) -> String {
        let is_me = self.me().is_some_and(|me| &me.user == user);
        if is_me { rows::YOU.to_owned() } else { user.as_str().to_owned() }
    }

    /// When something was changed, and by whom.
    pub(super) fn change(self, at: &Timestamp, by: &UserId) -> String {
        self.ages.change(at, &self.name(by))
    }

    /// Opens a row; another one that is open closes, and keeps what was typed.
    pub(super) fn open(self, task: RwSignal<Option<Task>>, what: Task) {
        let before = self.opened.get_value().filter(|before| *before != task);
        if let Some(before) = before {
            // Its row may be gone by now.
            before.try_set(None);
        }
        self.opened.set_value(Some(task));
        task.set(Some(what));
    }

    /// To the title, where what had the focus is gone.
    pub(super) fn focus_title(self) {
        let Some(root) = self.root.get_untracked() else { return };
        let title = root.query_selector("#envdock-secrets-title").ok().flatten();
        if let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Being gone is the only way this can fail.
            let _ = title.focus();
        }
    }

    /// How many rows are drawn.
    pub(super) fn n_rows(self) -> u32 {
        self.row_buttons().map_or(0, |rows| rows.length())
    }

    /// To the row with this number, unless somebody has gone elsewhere meanwhile.
    pub(super) fn focus_row(self, number: u32) {
        // In a shadow root the document knows only the host: the root knows more.
        let root = self.root.get_untracked().map(|root| root.get_root_node());
        let active =
            root.and_then(|root| js_sys::Reflect::get(&root, &"activeElement".into()).ok());
        let active = active.and_then(|active| active.dyn_into::<web_sys::Element>().ok());
        let active = active.or_else(|| document().active_element());
        let is_here = active.is_none_or(|active| {
            active.tag_name() == "BODY"
                || active.closest(".envdock-secrets__more").ok().flatten().is_some()
        });
        let row = self.row_buttons().and_then(|rows| rows.item(number));
        let row = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(row) = row.filter(|_| is_here) {
            // Being gone is the only way this can fail.
            let _ = row.focus();
        }
    }

    fn row_buttons(self) -> Option<web_sys::NodeList> {
        self.root.get_untracked()?.query_selector_all(".envdock-secret__key").ok()
    }

    /// The box of a row that is drawn.
    pub(super) fn put_box(self, address: &Address, is_chosen: RwSignal<bool>) {
        self.boxes.update_value(|boxes| {
            boxes.insert(address.clone(), is_chosen);
        });
    }

    pub(super) fn choose(self, address: &Address, is_chosen: RwSignal<bool>, chosen: bool) {
        is_chosen.set(chosen);
        self.selected.update(|selected| {
            if chosen {
                selected.insert(address.clone());
            } else {
                selected.remove(address);
            }
        });
    }

    /// Chooses every row that is drawn, or none.
    pub(super) fn choose_all(self, chosen: bool) {
        let boxes = self.boxes.get_value();
        for is_chosen in boxes.values() {
            is_chosen.try_set(chosen);
        }
        self.selected.set(if chosen { boxes.into_keys().collect() } else { BTreeSet::new() });
    }
}
