//! The sessions in which the Environment tab was opened or closed in this browser: ids, no more.

use envdock_contract::model::SessionId;

/// Beside the token the only thing of ours in the browser's storage.
const SEEN_KEY: &str = "envdock.seen_sessions";
/// Older ones are forgotten.
const MOST_SEEN: usize = 50;

/// Whether it was opened or closed in this session before.
pub(in crate::store) fn was_seen(session: &SessionId) -> bool {
    seen().iter().any(|seen| seen == session.as_str())
}

/// Remembers that it was. Without storage (private windows) it is known for this page only.
pub(super) fn remember(session: &SessionId) {
    let mut seen = seen();
    if seen.iter().any(|seen| seen == session.as_str()) {
        return;
    }
    seen.insert(0, session.to_string());
    seen.truncate(MOST_SEEN);
    if let Some(storage) = storage() {
        // Ids hold no comma.
        let _ = storage.set_item(SEEN_KEY, &seen.join(","));
    }
}

fn seen() -> Vec<String> {
    let text = storage().and_then(|storage| storage.get_item(SEEN_KEY).ok()?);
    let text = text.unwrap_or_default();
    text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

#[cfg(target_arch = "wasm32")]
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Natively there is no browser that could remember.
#[cfg(not(target_arch = "wasm32"))]
fn storage() -> Option<web_sys::Storage> {
    None
}
