//! Pasting several lines, which an input of one line would join.

use super::SecretFieldHandle;
use envdock_contract::model::SecretText;
use leptos::{ev, prelude::*};
use std::fmt;
use wasm_bindgen::JsCast;

/// Sends pasted dotenv texts elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct EnvPasting {
    /// Whether a text of several lines is one.
    pub is_env: fn(&str) -> bool,
    /// One was pasted; the field did not take it.
    pub on_paste: Callback<EnvPaste>,
}

/// A dotenv text that was pasted into the field of a value.
pub struct EnvPaste {
    /// The text.
    pub text: SecretText,
    /// Puts it into the field after all, where it was pasted.
    pub keep: Box<dyn FnOnce()>,
}

impl fmt::Debug for EnvPaste {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EnvPaste").field("text", &self.text).finish_non_exhaustive()
    }
}

/// Takes several lines over, which need the other field, or a dotenv text, which may be meant for
/// many keys. Otherwise the browser pastes as always.
pub(super) fn pasted(
    event: &ev::Event,
    handle: SecretFieldHandle,
    env: Option<EnvPasting>,
    replace: impl Fn(String) + 'static,
) {
    let Some(lines) = lines(event) else { return };
    let env = env.filter(|env| (env.is_env)(&lines));
    if env.is_none() && untrack(|| handle.is_lines()) {
        return;
    }
    event.prevent_default();
    let text = SecretText::new(joined(handle, &lines));
    let keep = move || replace(text.expose().to_owned());
    match env {
        Some(env) => {
            let text = SecretText::new(lines);
            env.on_paste.run(EnvPaste { text, keep: Box::new(keep) });
        }
        None => keep(),
    }
}

/// The text that is pasted, where it has several lines.
fn lines(event: &ev::Event) -> Option<String> {
    let pasted = event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?;
    let pasted = pasted.get_data("text/plain").ok()?;
    let is_lines = pasted.trim_end_matches(['\r', '\n']).contains('\n');
    is_lines.then_some(pasted)
}

/// What the field would hold with `pasted` in the place of what is selected.
fn joined(handle: SecretFieldHandle, pasted: &str) -> String {
    let typed = handle.text();
    let (start, end) = handle.selection();
    let mut text = at(&typed, 0, start);
    text.push_str(&pasted.replace("\r\n", "\n"));
    text.push_str(&at(&typed, end, u32::MAX));
    text
}

/// The part of `text` between two positions as browsers count them (UTF-16).
fn at(text: &str, start: u32, end: u32) -> String {
    let units = text.encode_utf16().skip(start as usize).take(end.saturating_sub(start) as usize);
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn positions_are_counted_as_browsers_do() {
        assert_eq!(at("a😀b", 0, 1), "a");
        assert_eq!(at("a😀b", 3, u32::MAX), "b");
        assert_eq!(at("ab", 2, u32::MAX), "");
    }
}
