//! Whatever is in a file, a scan ends and says the same twice.

use envdock_server::scanner::{ScanOptions, scan};
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};
use std::fs;

const NAMES: [&str; 14] = [
    "a.ts",
    "a.py",
    "a.rs",
    "a.rb",
    "a.java",
    "a.go",
    "a.php",
    "a.cs",
    "a.ex",
    "a.sh",
    "compose.yml",
    "application.yml",
    ".env.example",
    ".env",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_scanned_without_a_panic(
        bytes in prop::collection::vec(prop::num::u8::ANY, 0..400),
        words in prop::collection::vec(
            "process\\.env\\.[A-Z]{1,3}|env\\(\"A\"|\\$\\{[A-Z]{2}|os\\.Getenv\\(|[\"'`#/*\\\\\n{}=]|BaseSettings|class A\\(BaseSettings\\):\n|# |é",
            0..60,
        ),
    ) {
        let root = tempfile::tempdir().unwrap();
        for name in NAMES {
            let mut text = words.concat().into_bytes();
            text.extend(bytes.iter().filter(|byte| **byte != 0));
            fs::write(root.path().join(name), text).unwrap();
        }
        let first = scan(root.path(), &ScanOptions::default()).unwrap();
        let again = scan(root.path(), &ScanOptions { n_threads: 1, ..ScanOptions::default() }).unwrap();
        prop_assert_eq!(first.spec, again.spec);
        prop_assert_eq!(first.diagnostics, again.diagnostics);
    }
}
