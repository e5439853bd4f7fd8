//! A key that a link leads to.

use envdock_contract::model::KeyName;
use envdock_core::SlotId;
use web_sys::UrlSearchParams;

/// Names one key of a configuration, as the end of an address has it. It never has a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTarget {
    /// The key.
    pub key: KeyName,
    /// The env file, with its folder; needed where several files list the key.
    pub file: Option<String>,
}

impl KeyTarget {
    /// Reads what follows the `#` of an address: `key=DATABASE_URL&file=web%2F.env`.
    #[must_use]
    pub fn of_fragment(fragment: &str) -> Option<Self> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let parts = UrlSearchParams::new_with_str(fragment).ok()?;
        let key = KeyName::new(&parts.get("key")?).ok()?;
        Some(Self { key, file: parts.get("file") })
    }

    /// The end of an address that leads to the key, with its `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        let Ok(parts) = UrlSearchParams::new() else { return String::new() };
        parts.append("key", self.key.as_str());
        if let Some(file) = &self.file {
            parts.append("file", file);
        }
        ["#", &String::from(parts.to_string())].concat()
    }

    /// Names this slot.
    pub(crate) fn of(slot: &SlotId) -> Self {
        Self { key: slot.key().clone(), file: Some(slot.file().to_string()) }
    }

    /// Whether it names this slot.
    pub(crate) fn is_of(&self, slot: &SlotId) -> bool {
        *slot.key() == self.key
            && self.file.as_ref().is_none_or(|file| *file == slot.file().to_string())
    }
}
