//! Where the bearer token comes from.

use crate::api::{ApiError, ApiFuture, host};
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
    /// The host gives one, or says that nobody is signed in. It is asked before each request, and
    /// once more, with `true`, when the server has refused what it gave.
    Host(Rc<dyn Fn(bool) -> ApiFuture<Option<String>>>),
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
    /// A function of JavaScript that is called with `{refused}` and gives a token, `null` when
    /// nobody is signed in, or a promise of these. When it throws, the host could not find out:
    /// it is asked again, and nobody is signed out.
    #[must_use]
    pub fn of_host(get_token: js_sys::Function) -> Self {
        Self::Host(Rc::new(move |is_refused| {
            let about = js_sys::Object::new();
            // Setting a property of a plain object does not fail.
            let _ = js_sys::Reflect::set(&about, &"refused".into(), &is_refused.into());
            let asked = get_token.call1(&JsValue::NULL, &about);
            Box::pin(async move {
                let promise = asked.map(|answer| js_sys::Promise::resolve(&answer));
                let token = match promise {
                    Ok(promise) => JsFuture::from(promise).await,
                    Err(thrown) => Err(thrown),
                };
                match token {
                    Ok(none) if none.is_null() || none.is_undefined() => Ok(None),
                    Ok(token) => token.as_string().map(Some).ok_or(ApiError::Unreadable),
                    Err(thrown) => Err(host::no_answer("getToken()", &thrown)),
                }
            })
        }))
    }

    /// The token to send now, if there is one.
    pub(super) async fn token(&self, is_refused: bool) -> Result<Option<String>, ApiError> {
        match self {
            Self::LocalStorage => Ok(storage().and_then(|all| all.get_item(TOKEN_KEY).ok()?)),
            Self::Host(get_token) => get_token(is_refused).await,
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
