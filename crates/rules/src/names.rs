// long: the tables of names stand beside the questions they answer
//! Keys that are not a project's to ask for.

use envdock_contract::model::KeyName;

/// Set by the operating system, a shell, a build tool or a platform: nobody fills them in.
const PLATFORM: &[&str] = &[
    "CI",
    "COLORTERM",
    "COLUMNS",
    "DEBIAN_FRONTEND",
    "DISPLAY",
    "EDITOR",
    "EUID",
    "FORCE_COLOR",
    // The runner's own names; projects call their keys GITHUB_TOKEN or GITHUB_CLIENT_ID.
    "GITHUB_ACTION",
    "GITHUB_ACTIONS",
    "GITHUB_ACTION_PATH",
    "GITHUB_ACTION_REF",
    "GITHUB_ACTION_REPOSITORY",
    "GITHUB_ACTOR",
    "GITHUB_ACTOR_ID",
    "GITHUB_BASE_REF",
    "GITHUB_ENV",
    "GITHUB_EVENT_NAME",
    "GITHUB_EVENT_PATH",
    "GITHUB_HEAD_REF",
    "GITHUB_JOB",
    "GITHUB_OUTPUT",
    "GITHUB_PATH",
    "GITHUB_REF",
    "GITHUB_REF_NAME",
    "GITHUB_REF_PROTECTED",
    "GITHUB_REF_TYPE",
    "GITHUB_REPOSITORY",
    "GITHUB_REPOSITORY_ID",
    "GITHUB_REPOSITORY_OWNER",
    "GITHUB_REPOSITORY_OWNER_ID",
    "GITHUB_RETENTION_DAYS",
    "GITHUB_RUN_ATTEMPT",
    "GITHUB_RUN_ID",
    "GITHUB_RUN_NUMBER",
    "GITHUB_SERVER_URL",
    "GITHUB_SHA",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_TRIGGERING_ACTOR",
    "GITHUB_WORKFLOW",
    "GITHUB_WORKFLOW_REF",
    "GITHUB_WORKFLOW_SHA",
    "GITHUB_WORKSPACE",
    "GOARCH",
    "GOOS",
    "GOPATH",
    "HOME",
    "HOSTNAME",
    "INIT_CWD",
    "JAVA_HOME",
    "LANG",
    "LC_ALL",
    "LINES",
    "LOGNAME",
    "JEST_WORKER_ID",
    "MODE",
    "NEXT_PHASE",
    "NEXT_RUNTIME",
    "NODE_ENV",
    "NO_COLOR",
    "OLDPWD",
    "OUT_DIR",
    "PATH",
    "PROD",
    "PWD",
    "SHELL",
    "SHLVL",
    "SSR",
    "TEMP",
    "TERM",
    "TMP",
    "TMPDIR",
    "TZ",
    "UID",
    "USER",
    "USERNAME",
    "USERPROFILE",
    "VISUAL",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
    "VIRTUAL_ENV",
    "VITEST",
    "PYTEST_CURRENT_TEST",
    "DEV",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMFILES",
    "SYSTEMROOT",
    "WINDIR",
];

/// Beginnings of names that a platform sets.
const PLATFORM_PREFIXES: &[&str] =
    &["npm_", "CARGO_", "GITLAB_CI", "RUNNER_", "VERCEL_GIT_", "LC_"];

/// Names with which whoever sets them runs programs of their choice in other processes.
const CONTROLS_PROCESSES: &[&str] = &[
    "BASHOPTS",
    "BASH_ENV",
    "CDPATH",
    "CLASSPATH",
    "COMSPEC",
    "EDITOR",
    "ENV",
    "GCONV_PATH",
    "GIT_ASKPASS",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_EDITOR",
    "GIT_EXEC_PATH",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_TEMPLATE_DIR",
    "GIT_WORK_TREE",
    "GLOBIGNORE",
    "GOFLAGS",
    "HOME",
    "HOSTALIASES",
    "IFS",
    "JAVA_OPTS",
    "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "LESSCLOSE",
    "LESSOPEN",
    "LOCALDOMAIN",
    "MAKEFLAGS",
    "MANPAGER",
    "NLSPATH",
    "NODE_EXTRA_CA_CERTS",
    "NODE_OPTIONS",
    "NODE_PATH",
    "OPENSSL_CONF",
    "OPENSSL_ENGINES",
    "PAGER",
    "PATH",
    "PERL5DB",
    "PERL5LIB",
    "PERL5OPT",
    "PERLLIB",
    "PHPRC",
    "PHP_INI_SCAN_DIR",
    "PROMPT_COMMAND",
    "PS4",
    "PYTHONHOME",
    "PYTHONINSPECT",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONUSERBASE",
    "RES_OPTIONS",
    "RUBYLIB",
    "RUBYOPT",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTFLAGS",
    "SHELL",
    "SHELLOPTS",
    "SSH_ASKPASS",
    "SSH_AUTH_SOCK",
    "SSLKEYLOGFILE",
    "SUDO_ASKPASS",
    "TERMINFO",
    "VISUAL",
    "ZDOTDIR",
    "_JAVA_OPTIONS",
];

/// Beginnings of such names.
const CONTROLS_PROCESSES_PREFIXES: &[&str] = &[
    "BASH_FUNC_",
    "CARGO_TARGET_",
    "DYLD_",
    "GIT_CONFIG_",
    "LD_",
    "NPM_CONFIG_",
    "npm_config_",
    "PIP_",
    "COR_",
    "CORECLR_",
    "DOTNET_STARTUP_HOOKS",
];

/// Whether the name belongs to the platform: the scanner leaves it out.
#[must_use]
pub fn is_platform_name(key: &KeyName) -> bool {
    let name = key.as_str();
    PLATFORM.contains(&name) || PLATFORM_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether the name controls other processes: refused from agents and the scanner, and a warning
/// for a person who adds it by hand.
#[must_use]
pub fn controls_processes(key: &KeyName) -> bool {
    // Windows compares names without case, and some tools read both.
    let name = key.as_str().to_ascii_uppercase();
    CONTROLS_PROCESSES.contains(&name.as_str())
        || CONTROLS_PROCESSES_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(&prefix.to_ascii_uppercase()))
}

/// Beginnings of names whose values a build tool puts into pages that everybody can read.
const PUBLIC_PREFIXES: &[&str] =
    &["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NUXT_PUBLIC_", "PUBLIC_", "EXPO_PUBLIC_", "GATSBY_"];

/// Whether a build tool publishes the value of a key with this name.
#[must_use]
pub fn is_public(key: &KeyName) -> bool {
    PUBLIC_PREFIXES.iter().any(|prefix| key.as_str().starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> KeyName {
        KeyName::new(name).unwrap()
    }

    #[test]
    fn platform_names_are_left_out() {
        for name in
            ["NODE_ENV", "CI", "HOME", "PATH", "GITHUB_SHA", "npm_package_version", "LC_ALL"]
        {
            assert!(is_platform_name(&key(name)), "{name}");
        }
        for name in
            ["PORT", "DATABASE_URL", "GIT_TOKEN", "CI_TOKEN", "HOME_URL", "GITHUB_CLIENT_ID"]
        {
            assert!(!is_platform_name(&key(name)), "{name}");
        }
    }

    #[test]
    fn names_that_control_processes_are_known_in_any_case() {
        for name in [
            "PATH",
            "LD_PRELOAD",
            "DYLD_INSERT_LIBRARIES",
            "NODE_OPTIONS",
            "BASH_ENV",
            "GIT_SSH_COMMAND",
            "PYTHONPATH",
            "JAVA_TOOL_OPTIONS",
            "ld_preload",
            "Path",
            "npm_config_registry",
        ] {
            assert!(controls_processes(&key(name)), "{name}");
        }
        for name in ["DATABASE_URL", "LDAP_URL", "PATHS", "GIT_TOKEN", "NODE_ENV", "PIPELINE"] {
            assert!(!controls_processes(&key(name)), "{name}");
        }
    }

    #[test]
    fn public_prefixes_are_known() {
        assert!(is_public(&key("NEXT_PUBLIC_API_URL")) && is_public(&key("VITE_KEY")));
        assert!(!is_public(&key("STRIPE_SECRET_KEY")) && !is_public(&key("INVITE_KEY")));
    }
}
