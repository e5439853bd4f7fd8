//! What the owner of a field may do with it.

use envdock_rules::value_hints::{ValueHint, value_hints};
use leptos::{html, prelude::*};

/// Puts text into a field, empties or focuses it. Cheap to copy; knows lengths, not texts.
#[derive(Clone, Copy, Debug)]
pub struct SecretFieldHandle {
    pub(super) input: NodeRef<html::Input>,
    pub(super) area: NodeRef<html::Textarea>,
    lines: RwSignal<bool>,
    length: RwSignal<usize>,
    edge_space: RwSignal<bool>,
    hints: RwSignal<Vec<ValueHint>>,
    key: StoredValue<String>,
}

impl SecretFieldHandle {
    /// A handle for the field of `key`, before it is mounted.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self {
            input: NodeRef::new(),
            area: NodeRef::new(),
            lines: RwSignal::new(false),
            length: RwSignal::new(0),
            edge_space: RwSignal::new(false),
            hints: RwSignal::default(),
            key: StoredValue::new(key.to_owned()),
        }
    }

    /// Calls `then` once the field is there.
    pub fn on_ready(&self, then: impl FnOnce() + 'static) {
        self.input.on_load(move |_| then());
    }

    /// Shows `text`, in as many lines as it has.
    pub fn put(&self, text: &str) {
        let is_lines = text.contains('\n');
        self.lines.set(is_lines);
        if let (Some(input), Some(area)) = (self.input.get_untracked(), self.area.get_untracked()) {
            let (one, many) = if is_lines { ("", text) } else { (text, "") };
            input.set_value(one);
            area.set_value(many);
            // What is hidden takes no focus, and the signal is followed only later.
            input.set_hidden(is_lines);
            area.set_hidden(!is_lines);
        }
        self.measure(text);
    }

    /// Empties the field.
    pub fn clear(&self) {
        self.put("");
    }

    /// Moves the focus into the field.
    pub fn focus(&self) {
        // Not being there (any more) is the only way this can fail.
        if self.lines.get_untracked() {
            self.area.get_untracked().map(|area| area.focus());
        } else {
            self.input.get_untracked().map(|input| input.focus());
        }
    }

    /// Whether it has many lines.
    #[must_use]
    pub fn is_lines(&self) -> bool {
        self.lines.get()
    }

    /// How many bytes were typed.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length.get()
    }

    /// What is in the field now.
    pub(super) fn text(&self) -> String {
        if self.lines.get_untracked() {
            self.area.get_untracked().map(|area| area.value()).unwrap_or_default()
        } else {
            self.input.get_untracked().map(|input| input.value()).unwrap_or_default()
        }
    }

    /// Where what is selected begins and ends, as browsers count (UTF-16).
    pub(super) fn selection(&self) -> (u32, u32) {
        let (start, end) = if self.lines.get_untracked() {
            let area = self.area.get_untracked();
            area.map(|area| (area.selection_start(), area.selection_end()))
        } else {
            let input = self.input.get_untracked();
            input.map(|input| (input.selection_start(), input.selection_end()))
        }
        .unwrap_or((Ok(None), Ok(None)));
        let start = start.ok().flatten().unwrap_or(0);
        (start, end.ok().flatten().unwrap_or(start))
    }

    /// Whether the field is mounted; wakes the reader when it is.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.input.with(Option::is_some)
    }

    /// Whether exactly this text is in the field now.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        self.text() == text
    }

    /// Whether the text begins or ends with white space. Of many lines, the last may end.
    #[must_use]
    pub fn has_edge_space(&self) -> bool {
        self.edge_space.get()
    }

    /// What else may be wrong with the text.
    #[must_use]
    pub fn hints(&self) -> Vec<ValueHint> {
        self.hints.get()
    }

    pub(super) fn measure(&self, text: &str) {
        self.length.set(text.len());
        self.edge_space.set(trimmed(text).len() != text.len());
        let now = js_sys::Date::now() / 1_000.0;
        let hints = self.key.with_value(|key| value_hints(key, text, now));
        // They hold while somebody goes on typing: screen readers hear of changes only.
        if self.hints.with_untracked(|known| *known != hints) {
            self.hints.set(hints);
        }
    }
}

/// The text without white space at its ends. Of many lines, the last keeps its end: keys and
/// certificates need it.
pub(super) fn trimmed(text: &str) -> &str {
    let start = text.trim_start();
    let inner = start.trim_end();
    let end = start.get(inner.len()..).unwrap_or_default();
    let ends_line = inner.contains('\n') && end.starts_with('\n');
    start.get(..inner.len() + usize::from(ends_line)).unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use super::trimmed;

    #[test]
    fn white_space_goes_at_both_ends_but_the_last_of_many_lines_keeps_its_end() {
        assert_eq!(trimmed(" a b\t\n"), "a b");
        assert_eq!(trimmed("a\nb\n"), "a\nb\n");
        assert_eq!(trimmed("\n a\nb \n\n"), "a\nb");
        assert_eq!(trimmed("  "), "");
    }
}
