//! The stream of changes: a `fetch` that is read as it arrives, one for all tabs of a browser.

mod lock;
mod own;
mod parser;
mod shared;
mod told;

use crate::api::http::TokenSource;
use crate::api::http::transport::Transport;
use crate::api::{ApiError, Hear};
use envdock_contract::model::Revision;
use lock::Lock;
use std::rc::Rc;

/// Tells what changes after `after`, until the stream ends. Dropping it ends it.
///
/// Browsers allow few connections to a server that speaks HTTP/1.1, so that one tab holds the
/// stream for all that are signed in as the same `audience`. Where that cannot be, each tab has its
/// own, and only while it is visible.
pub(super) async fn subscribe(
    transport: Rc<Transport>,
    after: Option<Revision>,
    audience: String,
    hear: Hear,
) -> Result<(), ApiError> {
    // Tokens of a host may differ from tab to tab in what they may see.
    let lock = match transport.token {
        TokenSource::LocalStorage => {
            Lock::request(&format!("envdock.events {} {audience}", transport.base_url))
        }
        TokenSource::Host(_) => None,
    };
    match lock {
        Some(lock) => shared::tell(&transport, lock, after, hear).await,
        None => own::tell_while_visible(&transport, after, hear).await,
    }
}
