//! Where a key is used, and where it is missing.

use crate::components::organization_secrets::page::Page;
use crate::store::{SecretGap, SecretItem, SecretUse, StoreSignal};
use crate::texts::organization::{self as texts, details};
use leptos::prelude::*;
use std::sync::Arc;

/// Configurations with the files that list the key, and with the environments where it is missing.
#[component]
pub(super) fn Details(page: Page, item: StoreSignal<Arc<SecretItem>>) -> impl IntoView {
    let item_of_gaps = item.clone();
    let uses = Memo::new(move |_| item.with(|item| item.used_by.clone()));
    let gaps = Memo::new(move |_| item_of_gaps.with(|item| item.missing.clone()));
    let one = |one: SecretUse| {
        let files: Vec<String> = one.files.iter().map(ToString::to_string).collect();
        let text = texts::use_in(&one.name, &files.join(", "));
        view! { <dd><bdi>{text}</bdi></dd> }
    };
    let list = move || match uses.get() {
        none if none.is_empty() => view! { <dd>{details::NO_USE}</dd> }.into_any(),
        uses => uses.into_iter().map(one).collect_view().into_any(),
    };
    let missing = move || {
        let gaps = gaps.get();
        let gap = |one: SecretGap| view! { <dd>{gap(page, &one)}</dd> };
        (!gaps.is_empty()).then(|| {
            (view! { <dt>{details::MISSING}</dt> }, gaps.into_iter().map(gap).collect_view())
        })
    };
    view! {
        <dl class="envdock-details">
            <dt>{details::USED_BY}</dt>
            {list}
            {missing}
        </dl>
    }
}

/// The place, as a link where the host says where it is shown.
fn gap(page: Page, gap: &SecretGap) -> AnyView {
    let text = texts::gap(gap.environment.as_str(), &gap.name);
    match page.href_of(&gap.configuration) {
        Some(href) => view! { <a href=href><bdi>{text}</bdi></a> }.into_any(),
        None => view! { <bdi>{text}</bdi> }.into_any(),
    }
}
