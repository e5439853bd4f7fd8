//! One style sheet out of `style/main.css` and what it imports.
//!
//! Trunk copies a style sheet without following its imports; in the browser each of them would be
//! another round trip before the first paint.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Writes `main` to `to`, with every `@import "file";` line replaced by that file.
pub(crate) fn bundle(main: &Path, to: &Path) -> Result<()> {
    let mut css = String::new();
    append(main, 0, &mut css)?;
    fs::create_dir_all(to.parent().context("a file has a folder")?)?;
    // Trunk looks at the time of the file; leave it alone when nothing has changed.
    if fs::read_to_string(to).is_ok_and(|old| old == css) {
        return Ok(());
    }
    fs::write(to, css).with_context(|| format!("write {}", to.display()))
}

fn append(file: &Path, depth: usize, css: &mut String) -> Result<()> {
    if depth > 8 {
        bail!("{} imports itself", file.display());
    }
    let text = fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    for line in text.lines() {
        if let Some(name) = imported(line) {
            append(&file.with_file_name("").join(name), depth + 1, css)?;
        } else {
            css.push_str(line);
            css.push('\n');
        }
    }
    Ok(())
}

fn imported(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("@import")?.trim();
    rest.strip_suffix(';')?.trim().strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::{bundle, imported};

    #[test]
    fn only_plain_imports_are_replaced() {
        assert_eq!(imported("@import \"components/key_row.css\";"), Some("components/key_row.css"));
        assert_eq!(imported("  @import \"tokens.css\" ;"), Some("tokens.css"));
        assert_eq!(imported("a { color: red }"), None);
    }

    #[test]
    fn imports_are_found_beside_the_file_that_names_them() {
        let dir = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("components")).unwrap();
        std::fs::write(dir.join("main.css"), "@import \"components/a.css\";\nb {}\n").unwrap();
        std::fs::write(dir.join("components/a.css"), "@import \"c.css\";\na {}\n").unwrap();
        std::fs::write(dir.join("components/c.css"), "c {}\n").unwrap();
        bundle(&dir.join("main.css"), &dir.join("out/all.css")).unwrap();
        assert_eq!(std::fs::read_to_string(dir.join("out/all.css")).unwrap(), "c {}\na {}\nb {}\n");
        std::fs::remove_dir_all(dir).unwrap();
    }
}
