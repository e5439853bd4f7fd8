//! Which files the scanner reads, and as what.

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    JavaScript,
    Python,
    Rust,
    Ruby,
    Jvm,
    Go,
    Php,
    DotNet,
    Elixir,
    Prisma,
    /// YAML, properties and HOCON with placeholders.
    Settings,
    Compose,
    Shell,
    Dockerfile,
}

impl Language {
    /// Whether it describes how the project is run rather than what it is.
    pub(crate) fn is_infrastructure(self) -> bool {
        matches!(self, Self::Compose | Self::Shell | Self::Dockerfile)
    }
}

/// What the scanner does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Searched for names.
    Source(Language),
    /// An example of an env file.
    Example,
    /// An env file itself: only its names are used.
    EnvFile,
    /// Says what a folder is made of.
    Manifest,
    /// A manifest that is a program too.
    Gemfile,
    /// Perhaps a program: its first line tells.
    Script,
}

/// What to do with the file at `path` (from the root, parts separated by `/`).
pub(crate) fn role(path: &str) -> Option<Role> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    match env_role(&lower) {
        EnvRole::Is(role) => return Some(role),
        EnvRole::Test => return None,
        EnvRole::Other => {}
    }
    if name == "Gemfile" {
        return Some(Role::Gemfile);
    }
    if is_manifest(name) {
        return Some(Role::Manifest);
    }
    if is_test_file(name, &lower) {
        return None;
    }
    let may_be_script = !name.contains('.');
    let language = language(path, &lower).map(Role::Source);
    language.or_else(|| may_be_script.then_some(Role::Script))
}

enum EnvRole {
    Is(Role),
    /// An env file of tests, which counts for nothing.
    Test,
    Other,
}

fn env_role(lower: &str) -> EnvRole {
    let has_code_ending = [".js", ".ts", ".mjs", ".py", ".rb", ".php", ".md", ".sh", ".json"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    let parts = || lower.split(['.', '-', '_']);
    if has_code_ending || !parts().any(|part| part == "env") || lower == ".envrc" {
        return EnvRole::Other;
    }
    let is_example = envdock_rules::paths::is_example(lower);
    let is_env = lower == ".env" || lower.starts_with(".env.") || extension_is(lower, "env");
    if !is_example && !is_env {
        return EnvRole::Other;
    }
    if parts().any(|part| matches!(part, "test" | "tests" | "testing" | "e2e" | "ci" | "travis")) {
        return EnvRole::Test;
    }
    EnvRole::Is(if is_example { Role::Example } else { Role::EnvFile })
}

fn is_manifest(name: &str) -> bool {
    matches!(
        name,
        "package.json"
            | "pyproject.toml"
            | "setup.py"
            | "requirements.txt"
            | "Pipfile"
            | "Cargo.toml"
            | "go.mod"
            | "composer.json"
            | "pom.xml"
            | "build.gradle"
            | "build.gradle.kts"
    )
}

fn is_test_file(name: &str, lower: &str) -> bool {
    let stem = lower.split('.').next().unwrap_or_default();
    let words_are = |word: &str| lower.split(['.', '-', '_']).any(|part| part == word);
    let camel = name.split('.').next().unwrap_or_default();
    words_are("test")
        || words_are("tests")
        || words_are("spec")
        || words_are("e2e")
        || words_are("stories")
        || lower.contains(".d.")
        || lower.contains(".min.")
        || ["Test", "Tests", "TestCase", "Spec", "IT"].iter().any(|end| camel.ends_with(end))
        || matches!(
            stem,
            "conftest"
                | "cucumber"
                | "fixtures"
                | "playwright"
                | "cypress"
                | "vitest"
                | "jest"
                | "karma"
        )
}

fn language(path: &str, lower: &str) -> Option<Language> {
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    if lower.starts_with("dockerfile") || lower.ends_with(".dockerfile") {
        return Some(Language::Dockerfile);
    }
    Some(match extension {
        "js" | "jsx" | "ts" | "tsx" | "mjs" | "cjs" | "mts" | "cts" | "vue" | "svelte"
        | "astro" => Language::JavaScript,
        "py" => Language::Python,
        "rs" => Language::Rust,
        "rb" | "rake" | "erb" | "ru" => Language::Ruby,
        "java" | "kt" | "kts" | "scala" | "groovy" => Language::Jvm,
        "go" => Language::Go,
        "php" => Language::Php,
        "cs" | "fs" => Language::DotNet,
        "ex" | "exs" => Language::Elixir,
        "prisma" => Language::Prisma,
        "sh" | "bash" => Language::Shell,
        "yml" | "yaml" if is_compose(lower) => Language::Compose,
        "yml" | "yaml" | "properties" | "conf" if is_settings(path, lower) => Language::Settings,
        "" if lower == "rakefile" => Language::Ruby,
        _ => return None,
    })
}

fn is_compose(lower: &str) -> bool {
    lower.starts_with("docker-compose")
        || lower.starts_with("compose.")
        || lower.starts_with("compose-")
}

fn is_settings(path: &str, lower: &str) -> bool {
    let is_named = ["application", "bootstrap", "config", "reference"]
        .iter()
        .any(|stem| lower.starts_with(stem));
    is_named
        || path.contains("src/main/resources/")
        || path.split('/').rev().skip(1).any(|part| matches!(part, "config" | "configs" | "conf"))
}

fn extension_is(name: &str, wanted: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == wanted)
}

/// The language of a script, as its first line says.
pub(crate) fn of_first_line(text: &[u8]) -> Option<Language> {
    let line = text.strip_prefix(b"#!")?.split(|byte| *byte == b'\n').next()?;
    let line = String::from_utf8_lossy(line);
    let program =
        line.split([' ', '/']).rfind(|part| !part.is_empty() && !part.starts_with('-'))?;
    let name = program.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    Some(match name {
        "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "with-contenv" => Language::Shell,
        "python" => Language::Python,
        "ruby" => Language::Ruby,
        "node" | "bun" | "deno" => Language::JavaScript,
        "php" => Language::Php,
        _ => return None,
    })
}
