//! The conversation of a session: the agent's lines, the person's, and the forms between them.

use crate::components::RequestForm;
use crate::components::parts::{Skeleton, announce};
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_contract::model::SessionId;
use envdock_core::{Author, Message};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// How near to its end somebody reads who wants to see what comes next.
const NEAR_PX: i32 = 160;
/// What is left above a line that is shown from its beginning.
const MARGIN_PX: i32 = 12;

/// All lines, oldest first. It stays at its end while somebody reads there.
#[component]
pub(super) fn Thread(session: SessionId, children: Children) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    StoredValue::new_local(store.watch_conversation(&session));
    let read = store.clone();
    let conversation = Memo::new(move |_| read.conversation(&session).get());
    let lines = Memo::new(move |_| conversation.with(|answer| answer.known.clone()));
    let is_waiting = Memo::new(move |_| {
        conversation.with(|answer| answer.known.is_none() && answer.status.failure.is_none())
    });
    let all = move || lines.get().unwrap_or_default();
    let n_lines = Memo::new(move |_| lines.with(|lines| lines.as_ref().map(Vec::len)));
    let pane: NodeRef<html::Div> = NodeRef::new();
    let last = Memo::new(move |_| lines.with(|lines| lines.as_ref()?.last().cloned()));
    // A form takes its place once its request is read.
    let is_drawn = Memo::new(move |_| {
        let request = last.with(|last| last.as_ref().and_then(|line| line.request.clone()));
        request.is_none_or(|id| store.request(&id).with(|answer| answer.known.is_some()))
    });
    Effect::new(move |before: Option<(Option<usize>, bool)>| {
        let now = (n_lines.get(), is_drawn.get());
        let (n_before, was_drawn) = before.unwrap_or_default();
        if n_before.is_some() && now.0 > n_before {
            // A form tells itself that something is asked.
            if let Some(line) = last.get_untracked().filter(|line| line.request.is_none()) {
                announce(&spoken(&line));
            }
        }
        if now != (n_before, was_drawn) {
            follow(pane, n_before.is_none() || !was_drawn);
        }
        now
    });
    view! {
        <div class="envdock-thread" node_ref=pane tabindex="0" role="region" aria-label=demo::CONVERSATION>
            {children()}
            <Show when=move || is_waiting.get()>
                <Skeleton label=demo::CONVERSATION_LOADING rows=2 />
            </Show>
            <ol class="envdock-thread__lines">
                <For each=all key=|line| line.number let(line)>
                    <Line line />
                </For>
            </ol>
        </div>
    }
}

/// One line, or the form that stands there.
#[component]
fn Line(line: Message) -> impl IntoView {
    let Message { author, text, request, .. } = line;
    let kind = match author {
        Author::Person => "person",
        Author::Agent => "agent",
        Author::System => "system",
    };
    view! {
        <li class="envdock-thread__line" data-author=kind>
            {match request {
                // The form quotes what the agent says.
                Some(id) => view! { <RequestForm request=Signal::stored(Some(id)) /> }.into_any(),
                None => {
                    view! {
                        <p class="envdock-thread__author">{name(author)}</p>
                        <p class="envdock-thread__text">
                            <bdi>{text}</bdi>
                        </p>
                    }
                        .into_any()
                }
            }}
        </li>
    }
}

fn name(author: Author) -> &'static str {
    match author {
        Author::Person => demo::BY_YOU,
        Author::Agent => demo::BY_AGENT,
        Author::System => demo::BY_SYSTEM,
    }
}

fn spoken(line: &Message) -> String {
    [name(line.author), ": ", &line.text].concat()
}

/// Shows the newest line from its beginning, unless somebody reads further up or is busy in it.
fn follow(pane: NodeRef<html::Div>, is_first: bool) {
    let Some(pane) = pane.get_untracked() else { return };
    let rest = pane.scroll_height() - pane.scroll_top() - pane.client_height();
    let is_busy = document()
        .active_element()
        .is_some_and(|active| pane.contains(Some(&active)) && active.tag_name() != "DIV");
    if !is_busy && (is_first || rest < NEAR_PX) {
        request_animation_frame(move || {
            let last = pane.query_selector("ol > li:last-child").ok().flatten();
            if let Some(last) = last.and_then(|last| last.dyn_into::<web_sys::HtmlElement>().ok()) {
                pane.set_scroll_top(last.offset_top() - MARGIN_PX);
            }
        });
    }
}
