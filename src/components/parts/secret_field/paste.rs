//! Pasting several lines, which an input of one line would join.

use super::SecretFieldHandle;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// When several lines are pasted into the one-line field, moves all text to the other field and
/// answers with it. Otherwise the browser pastes as always.
pub(super) fn take_lines(event: &ev::Event, handle: SecretFieldHandle) -> Option<String> {
    let pasted = event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?;
    let pasted = pasted.get_data("text/plain").ok()?;
    if !pasted.trim_end_matches(['\r', '\n']).contains('\n') {
        return None;
    }
    let input = handle.input.get_untracked()?;
    event.prevent_default();
    let typed = input.value();
    let start = input.selection_start().ok().flatten().unwrap_or(0);
    let end = input.selection_end().ok().flatten().unwrap_or(start);
    let mut text = at(&typed, 0, start);
    text.push_str(&pasted.replace("\r\n", "\n"));
    text.push_str(&at(&typed, end, u32::MAX));
    handle.put(&text);
    handle.focus();
    Some(text)
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
