//! The keys of a form, by env file and by any-of group.

use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::key::Key;
use crate::components::request_form::key_notes::file_warning;
use crate::texts::request;
use envdock_contract::model::FileRef;
use leptos::prelude::*;

/// Every env file with its keys, in the order in which they were asked for.
#[component]
pub(crate) fn Files(form: Form) -> impl IntoView {
    let file = |(file, keys): (FileRef, Vec<Asked>)| {
        let is_a_guess = keys.iter().any(|asked| asked.key.file_is_a_guess);
        let name = file.to_string();
        let warning = Memo::new(move |_| file_warning(form, &file, is_a_guess));
        let blocks = blocks(keys).into_iter().map(|block| view! { <Block form block /> });
        view! {
            <section class="envdock-request__file">
                <h3 class="envdock-request__path">
                    <bdi>{name}</bdi>
                </h3>
                {move || {
                    warning
                        .get()
                        .map(|text| {
                            view! {
                                <p class="envdock-asked__warning envdock-icon" data-icon="failed">
                                    <bdi>{text}</bdi>
                                </p>
                            }
                        })
                }}
                <div role="list">{blocks.collect_view()}</div>
            </section>
        }
    };
    by_file(&form.keys()).into_iter().map(file).collect_view()
}

/// Keys that are answered together.
type KeyBlock = (Option<String>, Vec<Asked>);

/// One key, or a group of which one is enough.
#[component]
fn Block(form: Form, block: KeyBlock) -> impl IntoView {
    let (group, keys) = block;
    let is_group = group.is_some() && keys.len() > 1;
    let keys = keys.into_iter().map(|asked| view! { <Key form asked /> }).collect_view();
    if is_group {
        view! {
            <div class="envdock-request__group" role="listitem">
                <p class="envdock-request__legend">{request::ONE_OF}</p>
                <div role="list" aria-label=request::ONE_OF>
                    {keys}
                </div>
            </div>
        }
        .into_any()
    } else {
        keys.into_any()
    }
}

fn by_file(keys: &[Asked]) -> Vec<(FileRef, Vec<Asked>)> {
    let mut files: Vec<(FileRef, Vec<Asked>)> = Vec::new();
    for asked in keys {
        let known = files.iter_mut().find(|(file, _)| file == asked.id.file());
        match known {
            Some((_, keys)) => keys.push(asked.clone()),
            None => files.push((asked.id.file().clone(), vec![asked.clone()])),
        }
    }
    files
}

fn blocks(keys: Vec<Asked>) -> Vec<KeyBlock> {
    let mut blocks: Vec<KeyBlock> = Vec::new();
    for asked in keys {
        let group = asked.key.any_of.clone();
        let same = |block: &&mut KeyBlock| block.0 == group;
        let known = group.is_some().then(|| blocks.iter_mut().find(same)).flatten();
        match known {
            Some((_, keys)) => keys.push(asked),
            None => blocks.push((group, vec![asked])),
        }
    }
    blocks
}
