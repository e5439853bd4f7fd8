//! Inline scripts become files.
//!
//! The page is served under `script-src 'self'`, which forbids the start script that trunk writes
//! into the HTML. A file named by its content's hash may be cached for ever, like trunk's own.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

/// A script that was inline.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The page without inline scripts, and the scripts.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) html: String,
    pub(crate) scripts: Vec<Script>,
}

/// Moves every inline script of `html` into a file of its own; refuses inline styles.
pub(crate) fn externalize(html: &str) -> Result<Page> {
    if html.contains("<style") || html.contains(" style=") {
        bail!("index.html has inline styles, which the content security policy forbids");
    }
    let mut page = Page { html: String::new(), scripts: Vec::new() };
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once("<script") {
        let (attributes, tail) = tail.split_once('>').context("a script tag without its end")?;
        let (text, after) = tail.split_once("</script>").context("a script without its end")?;
        page.html.push_str(before);
        page.html.push_str("<script");
        page.html.push_str(attributes);
        if attributes.contains("src=") || is_data(attributes) {
            page.html.push('>');
            page.html.push_str(text);
        } else {
            let (script, integrity) = named(text);
            let name = &script.name;
            write!(page.html, " src=\"/{name}\" integrity=\"{integrity}\">")?;
            page.scripts.push(script);
        }
        page.html.push_str("</script>");
        rest = after;
    }
    page.html.push_str(rest);
    Ok(page)
}

/// Data is not run, so the policy allows it.
fn is_data(attributes: &str) -> bool {
    attributes.replace('"', "").contains("type=application/")
}

/// The script under a name that changes with it, and its integrity.
fn named(text: &str) -> (Script, String) {
    let hash = Sha384::digest(text);
    let integrity = format!("sha384-{}", STANDARD.encode(hash));
    let short = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    // Sixteen digits, as trunk does it: the server recognizes such names and lets them be cached.
    (Script { name: format!("start-{short:016x}.js"), text: text.to_owned() }, integrity)
}

#[cfg(test)]
mod tests {
    use super::externalize;

    #[test]
    fn an_inline_script_becomes_a_file_with_its_hash_in_name_and_integrity() {
        let html = "<head><script type=\"module\">\nimport init from '/a.js';\n</script></head>";
        let page = externalize(html).unwrap();
        let [script] = page.scripts.as_slice() else { panic!("one script") };
        assert_eq!(script.text, "\nimport init from '/a.js';\n");
        assert!(script.name.starts_with("start-"), "{}", script.name);
        let start =
            format!("<head><script type=\"module\" src=\"/{}\" integrity=\"sha384-", script.name);
        assert!(page.html.starts_with(&start), "{}", page.html);
        assert!(page.html.ends_with("\"></script></head>"), "{}", page.html);
    }

    #[test]
    fn files_and_data_stay_as_they_are() {
        let html = "<script src=\"/a.js\"></script><script type=application/json>{}</script>";
        let page = externalize(html).unwrap();
        assert_eq!(page.html, html);
        assert!(page.scripts.is_empty());
    }

    #[test]
    fn inline_styles_are_refused() {
        assert!(externalize("<style>a {}</style>").is_err());
        assert!(externalize("<p style=\"color: red\">").is_err());
    }
}
