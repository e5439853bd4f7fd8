//! The hosts whose pages may call the interface from another origin.

use axum::http::{HeaderValue, Method, header};
use reqwest::Url;
use std::str::FromStr;
use std::time::Duration;
use tower_http::cors::CorsLayer;

/// How long a browser may keep the answer to a preflight; none keeps it for longer than a day.
const PREFLIGHT: Duration = Duration::from_hours(24);

/// The header that makes a retry get the first answer.
const IDEMPOTENCY_KEY: header::HeaderName = header::HeaderName::from_static("idempotency-key");

/// A list of origins, each as browsers write it in `Origin`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedOrigins(Vec<HeaderValue>);

/// Why a list of origins was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginsError {
    /// It stands for more than one origin.
    #[error("`{0}` lets in pages that nobody has named: list each origin by itself")]
    Wildcard(String),
    /// It is an origin with more around it, or in another writing.
    #[error("`{entry}` is never sent by a browser: write `{exact}`")]
    NotExact {
        /// What stands in the list.
        entry: String,
        /// What to write instead.
        exact: String,
    },
    /// It is something else.
    #[error(
        "`{0}` is no origin: write it like `https://ide.example.org`, with a port if it has one"
    )]
    NoOrigin(String),
}

impl AllowedOrigins {
    /// Whether pages of this origin may call.
    #[must_use]
    pub fn has(&self, origin: &str) -> bool {
        self.0.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes())
    }

    /// What tells browsers so. Without a list they are told nothing.
    #[must_use]
    pub fn layer(&self) -> Option<CorsLayer> {
        if self.0.is_empty() {
            return None;
        }
        let asked =
            [header::AUTHORIZATION, header::CONTENT_TYPE, IDEMPOTENCY_KEY, header::IF_MATCH];
        let layer = CorsLayer::new()
            .allow_origin(self.0.clone())
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
            .allow_headers(asked)
            .expose_headers([header::ETAG, header::RETRY_AFTER])
            .max_age(PREFLIGHT)
            .vary([header::ORIGIN]);
        Some(layer)
    }
}

impl FromStr for AllowedOrigins {
    type Err = OriginsError;

    /// Reads a list with commas. An empty one is none.
    fn from_str(text: &str) -> Result<Self, OriginsError> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(exact).collect::<Result<_, _>>().map(Self)
    }
}

fn exact(entry: &str) -> Result<HeaderValue, OriginsError> {
    if entry.contains('*') {
        return Err(OriginsError::Wildcard(entry.to_owned()));
    }
    let exact = origin(entry)?;
    HeaderValue::from_str(&exact).map_err(|_source| OriginsError::NoOrigin(exact))
}

/// Reads the address that people open: an origin, which may end with a slash.
///
/// # Errors
/// When browsers would send another `Host` than the one that stands there.
pub fn public_url(text: &str) -> Result<String, OriginsError> {
    origin(text.strip_suffix('/').unwrap_or(text))
}

fn origin(entry: &str) -> Result<String, OriginsError> {
    let no_origin = || OriginsError::NoOrigin(entry.to_owned());
    let url = Url::parse(entry).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let exact = url.ok_or_else(no_origin)?.origin().ascii_serialization();
    if exact != entry {
        return Err(OriginsError::NotExact { entry: entry.to_owned(), exact });
    }
    Ok(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<AllowedOrigins, OriginsError> {
        text.parse()
    }

    #[test]
    fn a_list_names_origins_exactly() {
        let origins = read("https://ide.example.org, http://localhost:3000,http://[::1]:8080");
        let origins = origins.unwrap();
        for origin in ["https://ide.example.org", "http://localhost:3000", "http://[::1]:8080"] {
            assert!(origins.has(origin), "{origin}");
        }
        for origin in [
            "http://ide.example.org",
            "https://ide.example.org:8443",
            "https://ide.example.org/",
            "https://IDE.example.org",
            "https://evil.ide.example.org",
            "http://localhost:30000",
            "null",
            "",
        ] {
            assert!(!origins.has(origin), "{origin}");
        }
    }

    #[test]
    fn a_public_url_is_what_browsers_call_it() {
        for url in ["https://env.example.org", "https://env.example.org/", "http://10.0.0.7:7420"] {
            assert_eq!(public_url(url).as_deref(), Ok(url.trim_end_matches('/')));
        }
        for url in [
            "https://env.example.org:443",
            "https://me@env.example.org",
            "https://env.example.org?x",
            "https://env.example.org/below",
            "HTTPS://ENV.example.org",
        ] {
            let exact = "https://env.example.org".to_owned();
            assert_eq!(
                public_url(url),
                Err(OriginsError::NotExact { entry: url.to_owned(), exact })
            );
        }
        for url in ["env.example.org", "ftp://env.example.org", ""] {
            assert_eq!(public_url(url), Err(OriginsError::NoOrigin(url.to_owned())));
        }
    }

    #[test]
    fn no_list_and_an_empty_one_allow_nobody() {
        for text in ["", " ", ",", " , "] {
            let origins = read(text).unwrap();
            assert!(origins == AllowedOrigins::default() && origins.layer().is_none(), "{text:?}");
        }
    }

    #[test]
    fn an_entry_that_stands_for_several_origins_is_refused_by_name() {
        for entry in ["*", "https://*.example.org", "https://*", "http://localhost:*"] {
            let text = format!("https://ide.example.org,{entry}");
            assert_eq!(read(&text), Err(OriginsError::Wildcard(entry.to_owned())));
        }
    }

    #[test]
    fn an_entry_in_another_writing_is_refused_with_the_right_one() {
        for (entry, exact) in [
            ("https://ide.example.org/", "https://ide.example.org"),
            ("https://ide.example.org/app?x#y", "https://ide.example.org"),
            ("HTTPS://IDE.example.org", "https://ide.example.org"),
            ("https://ide.example.org:443", "https://ide.example.org"),
            ("http://ide.example.org:80", "http://ide.example.org"),
            ("https://me:secret@ide.example.org", "https://ide.example.org"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
        ] {
            let refused =
                OriginsError::NotExact { entry: entry.to_owned(), exact: exact.to_owned() };
            assert_eq!(read(entry), Err(refused));
        }
    }

    #[test]
    fn what_is_no_origin_is_refused_by_name() {
        for entry in ["null", "ide.example.org", "localhost:3000", "file:///tmp", "https://", "//x"]
        {
            assert_eq!(read(entry), Err(OriginsError::NoOrigin(entry.to_owned())));
        }
    }
}
