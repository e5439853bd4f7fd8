//! Goes to the key that a link names.

use crate::components::environment_tab::finding::Finding;
use crate::components::environment_tab::focus;
use crate::components::environment_tab::key_target::KeyTarget;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone, announce};
use crate::texts::{actions, finding as texts};
use envdock_core::{Resource, Summary};
use leptos::prelude::*;

/// A row is there a few frames after its group was opened; a page that takes more has lost it.
const FRAMES: u8 = 60;

/// Goes to a key whenever `target` names one, also the same again, but only as soon as the rows
/// have their order: later they would move away.
pub(crate) fn follow(tab: Tab, finding: Finding, target: Signal<Option<KeyTarget>>) {
    let is_settled = is_settled(tab);
    let wanted = RwSignal::new(None);
    Effect::new(move || wanted.set(target.get()));
    Effect::new(move || {
        if is_settled.get()
            && let Some(to) = wanted.get()
        {
            wanted.set(None);
            untrack(|| go(tab, finding, &to));
        }
    });
}

/// Whether it is known what is stored and what is in the files, or that it cannot be known.
fn is_settled(tab: Tab) -> Memo<bool> {
    let configuration = tab.configuration();
    let summary = tab.summary();
    let files = tab.files();
    let has_failed = |summary: &Summary| summary.any_unknown && !summary.checking;
    let is_read = |known: &Resource<_>| known.known.is_some() || known.status.failure.is_some();
    Memo::new(move |_| {
        configuration.with(|answer| answer.known.as_ref().is_some_and(|known| known.spec.is_some()))
            && summary.with(|summary| summary.checked_at.is_some() || has_failed(summary))
            && files.as_ref().is_none_or(|files| files.with(is_read))
    })
}

fn go(tab: Tab, finding: Finding, to: &KeyTarget) {
    let number = tab.slots.with(|slots| slots.all().position(|of| to.is_of(of.id)));
    finding.lost.set(number.is_none().then(|| to.key.clone()));
    let Some(number) = number else {
        announce(&texts::not_listed(to.key.as_str()));
        return;
    };
    finding.clear();
    if let Some(file) = tab.slots.with(|slots| Some(slots.get(number)?.id.file().clone())) {
        tab.toggled.update(|toggled| {
            toggled.insert(file, true);
        });
    }
    show(tab, number, FRAMES);
}

/// Has the row drawn; then focuses it, which scrolls it into view, and opens it.
fn show(tab: Tab, number: usize, frames: u8) {
    request_animation_frame(move || {
        // The tab may be gone by now.
        let Some(slots) = tab.slots.try_get_untracked() else { return };
        let Some(of) = slots.get(number).filter(|_| frames > 0) else { return };
        if focus::to_row(tab, number) {
            tab.open(Some(of.id));
        } else {
            tab.near.draw_row(number);
            show(tab, number, frames - 1);
        }
    });
}

/// A link led to a key that is not there.
#[component]
pub(crate) fn Lost(finding: Finding) -> impl IntoView {
    let close = move |_| finding.lost.set(None);
    move || {
        let key = finding.lost.get()?;
        let title = texts::not_listed(key.as_str());
        Some(view! {
            <div class="envdock-banners">
                <Notice tone=Tone::Info title>
                    <button type="button" class="envdock-button" part="button" on:click=close>
                        {actions::CLOSE}
                    </button>
                </Notice>
            </div>
        })
    }
}
