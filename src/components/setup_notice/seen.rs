//! What a person has seen of a setup session: remembered by the browser, names only.

use envdock_contract::model::SessionId;
use leptos::prelude::*;

const KEY: &str = "envdock.setup.";
const OPENED: &str = "opened";

/// Whether the tab has opened by itself, and which files were dismissed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) was_opened: bool,
    pub(crate) dismissed: Vec<String>,
}

impl Seen {
    /// What is remembered; nothing where the browser does not remember.
    pub(crate) fn load(session: &SessionId) -> Self {
        let text = storage().and_then(|storage| storage.get_item(&key(session)).ok().flatten());
        Self::parse(&text.unwrap_or_default())
    }

    /// Remembers it. A browser that refuses forgets it with the page.
    pub(crate) fn store(&self, session: &SessionId) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&key(session), &self.text());
        }
    }

    /// One name a line: paths of env files have no line breaks.
    fn text(&self) -> String {
        let first = if self.was_opened { OPENED } else { "" };
        let mut lines = vec![first];
        lines.extend(self.dismissed.iter().map(String::as_str));
        lines.join("\n")
    }

    fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let was_opened = lines.next() == Some(OPENED);
        Self { was_opened, dismissed: lines.map(str::to_owned).collect() }
    }
}

fn storage() -> Option<web_sys::Storage> {
    document().default_view()?.local_storage().ok().flatten()
}

fn key(session: &SessionId) -> String {
    [KEY, session.as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_back() {
        let names = [".env", "web/.env.local"].map(str::to_owned);
        for was_opened in [false, true] {
            for dismissed in [Vec::new(), names.to_vec()] {
                let seen = Seen { was_opened, dismissed };
                assert_eq!(Seen::parse(&seen.text()), seen);
            }
        }
        assert_eq!(Seen::parse(""), Seen::default());
    }
}
