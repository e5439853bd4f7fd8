//! Folders of a project that nobody needs variables for.

/// Folders that hold no code of the project: dependencies, output, tests, documentation.
const SKIPPED_FOLDERS: &[&str] = &[
    ".bundle",
    ".cache",
    ".circleci",
    ".git",
    ".github",
    ".gitlab",
    ".gradle",
    ".hg",
    ".idea",
    ".mypy_cache",
    ".next",
    ".nuxt",
    ".output",
    ".pytest_cache",
    ".storybook",
    ".svelte-kit",
    ".svn",
    ".terraform",
    ".tox",
    ".turbo",
    ".venv",
    ".vscode",
    ".yarn",
    "__fixtures__",
    "__mocks__",
    "__pycache__",
    "__tests__",
    "bench",
    "benches",
    "bower_components",
    "build",
    "coverage",
    "cypress",
    "dist",
    "doc",
    "docs",
    "e2e",
    "example",
    "examples",
    "fixtures",
    "jest",
    "mocks",
    "node_modules",
    "playwright",
    "samples",
    "site-packages",
    "spec",
    "specs",
    "step_definitions",
    "stories",
    "target",
    "test",
    "testdata",
    "testing",
    "tests",
    "third_party",
    "vendor",
    "venv",
];

/// Whether nothing below a folder of this name counts.
pub(crate) fn is_skipped_folder(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_test = ["test", "tests", "e2e"]
        .iter()
        .any(|word| lower.strip_suffix(word).is_some_and(|stem| stem.ends_with(['-', '_'])));
    is_test || SKIPPED_FOLDERS.contains(&lower.as_str())
}
