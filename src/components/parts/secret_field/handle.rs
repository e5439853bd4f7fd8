//! What the owner of a field may do with it.

use leptos::{html, prelude::*};

/// Puts text into a field, empties or focuses it. Cheap to copy; knows lengths, not texts.
#[derive(Clone, Copy, Debug)]
pub struct SecretFieldHandle {
    pub(super) input: NodeRef<html::Input>,
    pub(super) area: NodeRef<html::Textarea>,
    lines: RwSignal<bool>,
    length: RwSignal<usize>,
    edge_space: RwSignal<bool>,
}

impl SecretFieldHandle {
    /// A handle for one field, before it is mounted.
    #[must_use]
    pub fn new() -> Self {
        Self {
            input: NodeRef::new(),
            area: NodeRef::new(),
            lines: RwSignal::new(false),
            length: RwSignal::new(0),
            edge_space: RwSignal::new(false),
        }
    }

    /// Calls `then` once the field is there.
    pub fn on_ready(&self, then: impl FnOnce() + 'static) {
        self.input.on_load(move |_| then());
    }

    /// Shows `text`, in as many lines as it has.
    pub fn put(&self, text: &str) {
        self.lines.set(text.contains('\n'));
        if let (Some(input), Some(area)) = (self.input.get_untracked(), self.area.get_untracked()) {
            let (one, many) = if self.lines.get_untracked() { ("", text) } else { (text, "") };
            input.set_value(one);
            area.set_value(many);
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

    /// Whether the text begins or ends with white space. Of many lines, the last may end.
    #[must_use]
    pub fn has_edge_space(&self) -> bool {
        self.edge_space.get()
    }

    pub(super) fn measure(&self, text: &str) {
        self.length.set(text.len());
        let inner = if text.trim_end().contains('\n') {
            text.strip_suffix('\n').unwrap_or(text)
        } else {
            text
        };
        self.edge_space.set(inner.len() != inner.trim().len());
    }
}

impl Default for SecretFieldHandle {
    fn default() -> Self {
        Self::new()
    }
}
