//! What was found, page by page.

use crate::components::environment_tab::failure_text;
use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::row::Row;
use crate::components::organization_secrets::since::Since;
use crate::components::parts::{EmptyState, Lazy, Notice, Skeleton, Tone};
use crate::store::{SecretFilter, SecretList, SecretPage, SecretSearch};
use crate::texts::{actions, failures, organization as texts, tab};
use envdock_core::CheckFailure;
use leptos::prelude::*;
use std::sync::Arc;

/// What there is to see.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Waiting,
    /// This server has no such list.
    Unable,
    Failed(CheckFailure),
    Nothing,
    Rows,
}

impl Sight {
    fn of(list: &SecretList) -> Self {
        match (list.total, list.failure) {
            (None, Some(failure)) => Self::Failed(failure),
            (None, None) => Self::Waiting,
            (Some(_), _)
                if !list.has_more
                    && list.pages.iter().all(|page| page.rows().with(Vec::is_empty)) =>
            {
                Self::Nothing
            }
            (Some(_), _) => Self::Rows,
        }
    }
}

/// The list, or why there is none.
#[component]
pub(super) fn List(page: Page) -> impl IntoView {
    let list = page.organization().list();
    let sight = {
        let list = list.clone();
        let can = Memo::new(move |_| page.can(|capabilities| capabilities.search));
        Memo::new(move |_| if can.get() { list.with(Sight::of) } else { Sight::Unable })
    };
    move || match sight.get() {
        Sight::Waiting => view! { <Skeleton label=texts::LOADING rows=6 /> }.into_any(),
        Sight::Unable => {
            view! { <EmptyState title=texts::UNABLE text=texts::UNABLE_NEXT /> }.into_any()
        }
        Sight::Failed(failure) => failed(page, failure).into_any(),
        Sight::Nothing => view! { <Nothing page /> <Since page /> }.into_any(),
        Sight::Rows => view! { <Rows page /> }.into_any(),
    }
}

fn failed(page: Page, failure: CheckFailure) -> impl IntoView {
    // Asking again does not make anybody allowed.
    let can_retry = failure != CheckFailure::Forbidden;
    let list = page.organization().list();
    let text = Signal::derive(move || {
        let retrying = list.with(|list| list.is_retrying).then_some(failures::RETRYING);
        let why = failure_text::check(failure);
        std::iter::once(why).chain(retrying).collect::<Vec<_>>().join(" ")
    });
    view! {
        <EmptyState title=tab::FAILED text>
            {can_retry.then(|| view! { <RetryButton page /> })}
        </EmptyState>
    }
}

/// Asks again.
#[component]
fn RetryButton(page: Page) -> impl IntoView {
    view! {
        <button
            type="button"
            class="envdock-button"
            part="button"
            on:click=move |_| page.organization().retry()
        >
            {actions::RETRY}
        </button>
    }
}

/// Nothing was found, and what to do about it.
#[component]
fn Nothing(page: Page) -> impl IntoView {
    let words = Signal::derive(move || page.search.with(nothing));
    let title = Signal::derive(move || words.get().0.to_owned());
    let text = Signal::derive(move || words.get().1.to_owned());
    let is_searched = Memo::new(move |_| page.search.with(is_searched));
    let show_all = move |_| page.find(|search| *search = SecretSearch::default(), false);
    view! {
        <EmptyState title text>
            <Show when=move || is_searched.get()>
                <button type="button" class="envdock-button" part="button" on:click=show_all>
                    {texts::SHOW_ALL}
                </button>
            </Show>
        </EmptyState>
    }
}

fn nothing(search: &SecretSearch) -> (&'static str, &'static str) {
    if !is_searched(search) {
        (texts::EMPTY, texts::EMPTY_NEXT)
    } else if search.filter == Some(SecretFilter::Removed) && search.text.is_empty() {
        (texts::NO_REMOVED, texts::NO_REMOVED_NEXT)
    } else if search.filter == Some(SecretFilter::Missing) && search.text.is_empty() {
        (texts::NO_MISSING, texts::NO_MISSING_NEXT)
    } else {
        (texts::NO_MATCH, texts::NO_MATCH_NEXT)
    }
}

fn is_searched(search: &SecretSearch) -> bool {
    !search.text.is_empty()
        || search.environment.is_some()
        || search.scope.is_some()
        || search.filter.is_some()
}

/// The rows, and the way to more of them.
#[component]
fn Rows(page: Page) -> impl IntoView {
    let list = page.organization().list();
    let (pages, counted, ended) = (list.clone(), list.clone(), list.clone());
    let is_reading = Memo::new(move |_| list.with(|list| list.is_reading));
    let total = move || {
        let is_all = page.search.with(|search| !is_searched(search));
        counted.with(|list| {
            let shown = list.pages.iter().map(|page| page.rows().with(Vec::len)).sum();
            let total = list.total.and_then(|total| usize::try_from(total).ok());
            texts::total(total.unwrap_or(shown), shown, is_all)
        })
    };
    let n_pages = Memo::new({
        let pages = pages.clone();
        move |_| pages.with(|list| list.pages.len())
    });
    let first_new = StoredValue::new(None);
    // Somebody who asks for more goes on where that begins.
    Effect::new(move || {
        // Read, not only tracked: a memo that nobody has read does not follow what it reads.
        n_pages.get();
        if let Some(number) = first_new.try_update_value(Option::take).flatten() {
            request_animation_frame(move || page.focus_row(number));
        }
    });
    let end = Memo::new(move |_| {
        ended.with(|list| {
            let number = list.pages.last().map(|page| page.number);
            (number.filter(|_| list.has_more), list.failure.filter(|_| list.is_more))
        })
    });
    let failure = Memo::new(move |_| end.get().1);
    let has_more = Memo::new(move |_| matches!(end.get(), (Some(_), None)));
    view! {
        <div class="envdock-secrets__count">
            <p class="envdock-secrets__total">{total}</p>
            <Since page />
        </div>
        <ul
            class="envdock-secrets__list"
            aria-label=texts::LIST
            aria-busy=move || is_reading.get().to_string()
        >
            <For each=move || pages.get().pages key=|one| one.number let:one>
                <PageRows page one />
            </For>
        </ul>
        {move || failure.get().map(|failure| view! { <Ended page failure /> })}
        <Show when=move || has_more.get()>
            <More page end is_reading first_new />
        </Show>
    }
}

/// The rows that came with one answer.
#[component]
fn PageRows(page: Page, one: Arc<SecretPage>) -> impl IntoView {
    let rows = one.rows();
    view! {
        <For each=move || rows.get() key=|row| row.address().clone() let:row>
            <Row page row />
        </For>
    }
}

/// Reads on when somebody comes near the end, or asks for it.
#[component]
fn More(
    page: Page,
    end: Memo<(Option<u64>, Option<CheckFailure>)>,
    is_reading: Memo<bool>,
    first_new: StoredValue<Option<u32>>,
) -> impl IntoView {
    // Another end is another place: each is come near to once.
    let near = move || {
        end.track();
        let near = ViewFn::from(move || page.organization().more());
        view! { <Lazy near=page.near is_first=false when_idle=false rows=1 children=near /> }
    };
    let press = move |_| {
        first_new.set_value(Some(page.n_rows()));
        page.organization().more();
    };
    let label = move || if is_reading.get() { texts::READING } else { texts::MORE };
    view! {
        <div class="envdock-secrets__more">
            {near}
            <button
                type="button"
                class="envdock-button"
                part="button"
                aria-disabled=move || is_reading.get().to_string()
                on:click=press
            >
                {label}
            </button>
        </div>
    }
}

/// The rest did not come.
#[component]
fn Ended(page: Page, failure: CheckFailure) -> impl IntoView {
    view! {
        <Notice
            tone=Tone::Warn
            title=texts::MORE_FAILED.to_owned()
            text=Signal::stored(failure_text::check(failure).to_owned())
        >
            <RetryButton page />
        </Notice>
    }
}
