//! The one store of the page, shared by the roots of any number of elements.

use crate::api::EnvApi;
use crate::api::host::HostApi;
use crate::api::http::HttpApi;
pub use crate::api::http::TokenSource;
use crate::store::EnvStore;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// Where a server of ours has its interface.
pub(crate) const BASE_URL: &str = "/api/v1";

/// Where a page's store gets its answers.
pub struct StoreOptions {
    /// Who answers.
    pub source: Source,
}

/// Who answers.
pub enum Source {
    /// The HTTP interface below this address, such as `/api/v1`.
    Http {
        /// The address, without a slash at its end.
        base_url: String,
        /// Where the bearer token comes from.
        token: TokenSource,
    },
    /// Something that the host brings.
    Adapter(Rc<dyn EnvApi>),
}

impl Source {
    /// An object of JavaScript that answers in the place of a server; see [`HostApi`].
    #[must_use]
    pub fn of_host(adapter: js_sys::Object) -> Self {
        Self::Adapter(Rc::new(HostApi::new(adapter)))
    }
}

impl Default for StoreOptions {
    /// The server that the page came from.
    fn default() -> Self {
        let source =
            Source::Http { base_url: BASE_URL.to_owned(), token: TokenSource::LocalStorage };
        Self { source }
    }
}

impl fmt::Debug for StoreOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StoreOptions").field("source", &self.source).finish()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http { base_url, .. } => write!(formatter, "Http({base_url})"),
            Self::Adapter(_) => formatter.write_str("Adapter"),
        }
    }
}

std::thread_local! {
    static SHARED: RefCell<Option<EnvStore>> = const { RefCell::new(None) };
}

/// Says where the page's store gets its answers, before anything is shown.
///
/// Gives `false`, and changes nothing, when the store is in use already.
#[must_use = "`false` means that the options came too late"]
pub fn configure(options: StoreOptions) -> bool {
    SHARED.with_borrow_mut(|shared| {
        let is_first = shared.is_none();
        if is_first {
            *shared = Some(new_store(options));
        }
        is_first
    })
}

/// The page's store; made with [`StoreOptions::default`] when nobody has configured it.
#[must_use]
pub fn shared() -> EnvStore {
    SHARED.with_borrow_mut(|shared| {
        shared.get_or_insert_with(|| new_store(StoreOptions::default())).clone()
    })
}

fn new_store(options: StoreOptions) -> EnvStore {
    EnvStore::new(match options.source {
        Source::Http { base_url, token } => Rc::new(HttpApi::new(base_url, token)),
        Source::Adapter(api) => api,
    })
}
