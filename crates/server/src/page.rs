//! The embedded page: one file serves everything.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

/// What `cargo xtask serve` (trunk) built.
#[derive(RustEmbed)]
#[folder = "../../dist"]
struct Page;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<title>Envdock</title><h1>The page is not built yet</h1>\
<p>This server was compiled without its page. Run <code>cargo xtask serve</code>, \
which builds both.</p></html>";

/// The document that every page of the product starts with.
///
/// It is public: whatever it shows comes from `/api/v1`, which authenticates.
#[must_use]
pub fn document() -> Response {
    match Page::get("index.html") {
        Some(file) => respond(file, "text/html; charset=utf-8", "no-store"),
        None => build(StatusCode::OK, "text/html; charset=utf-8", "no-store", NOT_BUILT.into()),
    }
}

/// A file beside the document, such as a script or a style sheet.
#[must_use]
pub fn asset(path: &str) -> Option<Response> {
    let file = Page::get(path).filter(|_| path != "index.html")?;
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    Some(respond(file, kind.as_ref(), cache))
}

fn respond(file: EmbeddedFile, kind: &str, cache: &'static str) -> Response {
    let body = match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    build(StatusCode::OK, kind, cache, body)
}

fn build(status: StatusCode, kind: &str, cache: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let kind =
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Whether the name holds a content hash, as trunk writes it: `envdock-0123456789abcdef.js`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        assert!(is_hashed("envdock-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("main-0123456789abcdef.css"));
        assert!(!is_hashed("favicon.svg"));
        assert!(!is_hashed("snippets/a/define.js"));
    }
}
