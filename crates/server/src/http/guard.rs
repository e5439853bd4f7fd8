//! Which `Host` and `Origin` the server answers to.
//!
//! A page of another site can make its own name point to 127.0.0.1 (DNS rebinding). Its requests
//! then carry that name in `Host`, so only the server's own names are answered.

use crate::app::App;
use crate::error::HttpError;
use crate::http::AllowedOrigins;
use axum::extract::{Request, State};
use axum::http::{header, uri::Authority};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use envdock_contract::wire::ErrorCode;
use std::sync::Arc;

const REFUSED: &str = "open the address that `envdock serve` printed, or set ENVDOCK_PUBLIC_URL \
                       to this one; pages of a host need their origin in ENVDOCK_ALLOWED_ORIGINS";

/// Where browsers may call from another origin: not the documents, the tools of agents, or what
/// the owner of the data folder asks.
pub const API: &str = "/api/v1";

/// The names of this server, and those of hosts that call it.
#[derive(Clone, Debug, Default)]
pub struct OwnNames {
    public_authority: Option<String>,
    /// The hosts whose pages may call [`API`].
    pub hosts: AllowedOrigins,
}

impl OwnNames {
    /// The loopback names, and the host of `public_url`.
    #[must_use]
    pub fn new(public_url: Option<&str>) -> Self {
        let public_authority = public_url.map(|url| authority(url).to_ascii_lowercase());
        Self { public_authority, hosts: AllowedOrigins::default() }
    }

    /// With hosts whose pages may call.
    #[must_use]
    pub fn with_hosts(self, hosts: AllowedOrigins) -> Self {
        Self { hosts, ..self }
    }

    fn has(&self, authority: &str) -> bool {
        let lower = authority.to_ascii_lowercase();
        self.public_authority.as_ref() == Some(&lower) || is_loopback(host(&lower))
    }

    /// Whether a request for `path` with these headers came here on purpose.
    #[must_use]
    pub fn accept(&self, own_host: Option<&str>, origin: Option<&str>, path: &str) -> bool {
        let Some(own_host) = own_host.filter(|name| self.has(name)) else { return false };
        match origin {
            None => true,
            // Every port of localhost is another origin, and other programs live there.
            Some(origin) => {
                let is_own = (origin.starts_with("http://") || origin.starts_with("https://"))
                    && authority(origin).eq_ignore_ascii_case(own_host);
                is_own || (is_api(path) && self.hosts.has(origin))
            }
        }
    }
}

fn is_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.starts_with('/'))
}

fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

fn host(authority: &str) -> &str {
    let end =
        if authority.starts_with('[') { authority.find(']').map(|end| end + 1) } else { None };
    let (host, port) =
        authority.split_at(end.or_else(|| authority.find(':')).unwrap_or(authority.len()));
    let port_fits = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    if port_fits { host } else { "" }
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// Refuses requests that were meant for somebody else.
pub async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if is_meant_for(&app.own_names, &request) {
        next.run(request).await
    } else {
        HttpError::refused(ErrorCode::OriginRefused, REFUSED).into_response()
    }
}

fn is_meant_for(names: &OwnNames, request: &Request) -> bool {
    let text = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let own_host = text(header::HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    names.accept(own_host, text(header::ORIGIN), request.uri().path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_servers_own_names_are_answered() {
        let names = OwnNames::new(Some("https://env.example.org"));
        for host in ["localhost:7420", "127.0.0.1:1", "[::1]:7420", "LOCALHOST", "env.example.org"]
        {
            assert!(names.accept(Some(host), None, "/"), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example:7420",
            "localhost.evil.example",
            "",
            "0.0.0.0",
            "env.example.org:99",
            "[::1].evil.example",
        ] {
            assert!(!names.accept(Some(host), None, "/"), "{host}");
        }
        assert!(!names.accept(None, None, "/"));
    }

    #[test]
    fn an_origin_must_be_the_address_itself() {
        let names = OwnNames::new(None);
        let own = Some("localhost:7420");
        assert!(names.accept(own, Some("http://localhost:7420"), "/api/v1/me"));
        for origin in
            ["http://localhost:3000", "null", "http://evil.example", "", "file://localhost:7420"]
        {
            assert!(!names.accept(own, Some(origin), "/api/v1/me"), "{origin}");
        }
    }

    #[test]
    fn pages_of_hosts_reach_the_interface_and_nothing_else() {
        let names = OwnNames::new(None).with_hosts("https://ide.example.org".parse().unwrap());
        let accepts = |host, path| names.accept(Some(host), Some("https://ide.example.org"), path);
        assert!(accepts("localhost:7420", "/api/v1/me"));
        for path in ["/", "/mcp", "/control/launch", "/healthz", "/api/v1", "/api/v12/me"] {
            assert!(!accepts("localhost:7420", path), "{path}");
        }
        // A host does not make another name this server's.
        assert!(!accepts("ide.example.org", "/api/v1/me"));
        assert!(!accepts("evil.example", "/api/v1/me"));
    }
}
