//! Where the bearer token comes from.

use crate::api::{ApiError, ApiFuture};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The only secret of ours in the browser's storage; beside it stand ids of sessions.
pub const TOKEN_KEY: &str = "envdock.token";

/// Where the bearer token comes from.
#[derive(Clone)]
pub enum TokenSource {
    /// The origin's `localStorage`, where signing in with a launch link puts it.
    LocalStorage,
    /// The host gives one; it is asked again when the server no longer accepts the last.
    Host(Rc<dyn Fn() -> ApiFuture<String>>),
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LocalStorage => "LocalStorage",
            Self::Host(_) => "Host",
        })
    }
}

impl TokenSource {
    /// A function of JavaScript that gives a token, or a promise of one. What it throws is the
    /// host's: it counts as signed out.
    #[must_use]
    pub fn of_host(get_token: js_sys::Function) -> Self {
        Self::Host(Rc::new(move || {
            let asked = get_token.call0(&JsValue::NULL);
            Box::pin(async move {
                let promise = asked.map(|answer| js_sys::Promise::resolve(&answer));
                let token = match promise {
                    Ok(promise) => JsFuture::from(promise).await,
                    Err(thrown) => Err(thrown),
                };
                token.ok().and_then(|token| token.as_string()).ok_or(ApiError::Unreadable)
            })
        }))
    }

    /// The token to send now, if there is one.
    pub(super) async fn token(&self) -> Option<String> {
        match self {
            Self::LocalStorage => storage()?.get_item(TOKEN_KEY).ok()?,
            Self::Host(get_token) => get_token().await.ok(),
        }
    }

    /// Keeps the token of a new sign-in. Without storage (private windows) it lasts for nothing.
    pub(super) fn keep(&self, token: &str) {
        if let (Self::LocalStorage, Some(storage)) = (self, storage()) {
            let _ = storage.set_item(TOKEN_KEY, token);
        }
    }

    /// Forgets the token.
    pub(super) fn forget(&self) {
        if let (Self::LocalStorage, Some(storage)) = (self, storage()) {
            let _ = storage.remove_item(TOKEN_KEY);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
