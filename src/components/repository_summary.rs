//! The read-only summary of one configuration: each env file with its count.

use crate::components::environment_tab::failure_text;
use crate::components::parts::{FileCount, Skeleton, in_browser};
use crate::store::{EnvStore, shared};
use crate::texts::{actions, tab};
use envdock_contract::model::ConfigurationId;
use envdock_core::SummaryId;
use leptos::prelude::*;

/// Files that are named; of the others there is only their number.
const NAMED: usize = 5;

/// `.env.local 1/3` per env file, and a link that opens the session.
///
/// It asks for nothing of its own: the store checks the slots of all summaries of a page in one
/// request. It uses the store found in the context, otherwise the page's.
#[component]
pub fn RepositorySummary(
    /// Whose.
    configuration: ConfigurationId,
    /// Where the session is, with the Environment tab open.
    #[prop(into)]
    href: Signal<Option<String>>,
) -> impl IntoView {
    let name = configuration.as_str().to_owned();
    in_browser(move || shape(name.clone()), move || view! { <Counted configuration href /> })
}

/// What a server draws. It knows a project by its id only.
fn shape(name: String) -> impl IntoView {
    view! {
        <article class="envdock-summary" aria-busy="true">
            <h2 class="envdock-summary__name">
                <bdi>{name}</bdi>
            </h2>
            {loading()}
        </article>
    }
}

fn loading() -> impl IntoView {
    view! { <Skeleton label=tab::LOADING rows=1 /> }
}

/// The summary of what the store knows.
#[component]
fn Counted(configuration: ConfigurationId, href: Signal<Option<String>>) -> impl IntoView {
    let store = use_context::<EnvStore>().unwrap_or_else(shared);
    let id = SummaryId::new(EnvStore::context(&configuration), configuration.clone());
    StoredValue::new_local(store.watch_summary(&id));
    let known = store.configuration(&configuration);
    let summary = store.summary(&id);
    let name = {
        let known = known.clone();
        Memo::new(move |_| {
            let name = known.with(|known| known.known.as_ref().map(|known| known.name.clone()));
            name.unwrap_or_else(|| configuration.as_str().to_owned())
        })
    };
    let failure = {
        let known = known.clone();
        Memo::new(move |_| known.with(|known| known.status.failure))
    };
    let has_spec = Memo::new(move |_| {
        known.with(|known| known.known.as_ref().map(|known| known.spec.is_some()))
    });
    let files = Memo::new(move |_| {
        summary.with(|summary| {
            let is_checking = summary.checking && summary.checked_at.is_none();
            (is_checking, summary.per_file.clone())
        })
    });
    let list = move || {
        let (is_checking, files) = files.get();
        let rest = files.len().saturating_sub(NAMED);
        let row = |(file, count): (_, envdock_rules::completeness::Count)| {
            let file: envdock_contract::model::FileRef = file;
            view! {
                <FileCount
                    path=file.to_string()
                    set=count.required_set
                    all=count.required
                    unknown=if is_checking { 0 } else { count.required_unknown() }
                    is_checking
                />
            }
        };
        let files = files.into_iter().take(NAMED).map(row).collect_view();
        (
            files,
            (rest > 0)
                .then(|| view! { <li class="envdock-summary__more">{tab::more_files(rest)}</li> }),
        )
    };
    let is_empty = move || files.with(|(_, files)| files.is_empty());
    let retry = move |_| store.refresh();
    let body = move || match (has_spec.get(), failure.get()) {
        (None, Some(failure)) => {
            let retry = retry.clone();
            view! {
                <p class="envdock-summary__none">
                    {failure_text::check(failure)} " "
                    <button type="button" class="envdock-link" on:click=retry>
                        {actions::RETRY}
                    </button>
                </p>
            }
            .into_any()
        }
        (None, None) => loading().into_any(),
        (Some(false), _) => {
            view! { <p class="envdock-summary__none">{tab::SUMMARY_BEFORE_SPEC}</p> }.into_any()
        }
        (Some(true), _) if is_empty() => {
            view! { <p class="envdock-summary__none">{tab::SUMMARY_EMPTY}</p> }.into_any()
        }
        (Some(true), _) => view! { <ul class="envdock-summary__files">{list}</ul> }.into_any(),
    };
    view! {
        <article class="envdock-summary" part="summary">
            <h2 class="envdock-summary__name">
                <bdi>{move || name.get()}</bdi>
            </h2>
            {body}
            {move || {
                href.get()
                    .map(|href| {
                        view! {
                            <a
                                class="envdock-button envdock-summary__open"
                                part="button"
                                href=href
                                aria-label=move || tab::summary_link(&name.get())
                            >
                                {actions::OPEN}
                            </a>
                        }
                    })
            }}
        </article>
    }
}
