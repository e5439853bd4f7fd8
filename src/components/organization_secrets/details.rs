//! Where a key is used.

use crate::store::{SecretItem, SecretUse};
use crate::texts::organization::{self as texts, details};
use leptos::prelude::*;
use std::sync::Arc;

/// Configurations with the files that list the key.
#[component]
pub(super) fn Details(item: ArcReadSignal<Arc<SecretItem>>) -> impl IntoView {
    let uses = Memo::new(move |_| item.with(|item| item.used_by.clone()));
    let one = |one: SecretUse| {
        let files: Vec<String> = one.files.iter().map(ToString::to_string).collect();
        let text = texts::use_in(&one.name, &files.join(", "));
        view! { <dd><bdi>{text}</bdi></dd> }
    };
    let list = move || match uses.get() {
        none if none.is_empty() => view! { <dd>{details::NO_USE}</dd> }.into_any(),
        uses => uses.into_iter().map(one).collect_view().into_any(),
    };
    view! {
        <dl class="envdock-details">
            <dt>{details::USED_BY}</dt>
            {list}
        </dl>
    }
}
