//! Where the interface has what.

use envdock_contract::model::{ConfigurationId, SessionId};
use std::fmt::Write as _;

pub(super) fn configurations(ids: Option<&[ConfigurationId]>, cursor: Option<&str>) -> String {
    let mut path = "/configurations?include=spec".to_owned();
    if let Some(ids) = ids {
        // Ids hold no character that has a meaning in a query.
        let ids: Vec<&str> = ids.iter().map(ConfigurationId::as_str).collect();
        path.push_str("&ids=");
        path.push_str(&ids.join(","));
    }
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(&escaped(cursor));
    }
    path
}

pub(super) fn spec(configuration: &ConfigurationId) -> String {
    format!("/configurations/{configuration}/spec")
}

pub(super) fn session(session: &SessionId, verb: &str) -> String {
    format!("/sessions/{session}/{verb}")
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to text cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_cursors_become_one_query() {
        let ids = ["a", "b:1"].map(|id| ConfigurationId::new(id).unwrap());
        let path = configurations(Some(&ids), None);
        assert_eq!(path, "/configurations?include=spec&ids=a,b:1");
        let path = configurations(None, Some("x/y+z=&"));
        assert_eq!(path, "/configurations?include=spec&cursor=x%2Fy%2Bz%3D%26");
    }
}
