//! Which env files the scanner proposes, and what it takes from examples.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use envdock_contract::model::{Kind, Reader, Slot};
use envdock_server::scanner::{ScanOptions, ScanOutcome, scan};
use std::fs;
use std::path::Path;

fn scanned(files: &[(&str, &str)]) -> ScanOutcome {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    scan(root.path(), &ScanOptions::default()).unwrap()
}

/// Each env file with its keys.
fn files(outcome: &ScanOutcome) -> Vec<String> {
    let keys = |slots: &[Slot]| {
        slots.iter().map(|slot| slot.key.to_string()).collect::<Vec<_>>().join(" ")
    };
    let files = outcome.spec.files.iter();
    files.map(|file| format!("{}: {}", file.file_ref(), keys(&file.slots))).collect()
}

#[test]
fn an_example_names_the_file_and_the_order_of_its_keys() {
    for (example, expected) in [
        (".env.example", ".env: ZED_KEY A_KEY"),
        (".env.local.example", ".env.local: ZED_KEY A_KEY"),
        ("env.sample", ".env: ZED_KEY A_KEY"),
        (".env.dist", ".env: ZED_KEY A_KEY"),
        ("worker.env.template", "worker.env: ZED_KEY A_KEY"),
    ] {
        let outcome = scanned(&[(example, "ZED_KEY=\nA_KEY=\n")]);
        assert_eq!(files(&outcome), [expected], "{example}");
    }
}

#[test]
fn a_name_of_one_letter_counts_where_it_is_listed() {
    let manifest = ("package.json", r#"{"dependencies": {"dotenv": "17"}}"#);
    let code = ("src/a.ts", "process.env.A; process.env.B; process.env.LONG");
    let outcome = scanned(&[manifest, code, (".env.example", "A=\n")]);
    assert_eq!(files(&outcome), [".env: A LONG"]);
    assert_eq!(outcome.spec.files[0].slots[0].provenance.len(), 2);
}

#[test]
fn without_an_example_the_framework_decides() {
    let code = ("src/a.ts", "process.env.API_KEY");
    for (manifest, expected) in [
        (r#"{"dependencies": {"next": "16"}}"#, ".env.local: API_KEY"),
        (r#"{"devDependencies": {"vite": "7"}}"#, ".env.local: API_KEY"),
        (r#"{"dependencies": {"dotenv": "17"}}"#, ".env: API_KEY"),
    ] {
        let outcome = scanned(&[("package.json", manifest), code]);
        assert_eq!(files(&outcome), [expected], "{manifest}");
        assert_eq!(outcome.spec.files[0].readers, [Reader::NodeDotenv]);
    }
}

#[test]
fn in_a_monorepo_each_key_goes_to_the_nearest_file_that_lists_it() {
    let outcome = scanned(&[
        (".env.example", "SHARED_KEY=\n"),
        ("package.json", "{}"),
        ("apps/web/package.json", "{}"),
        ("apps/web/.env.example", "WEB_KEY=\n"),
        ("apps/web/a.ts", "process.env.WEB_KEY + process.env.SHARED_KEY + process.env.NEW_KEY"),
        ("libs/log/package.json", "{}"),
        ("libs/log/a.ts", "process.env.SHARED_KEY + process.env.LOG_KEY"),
        ("compose.yaml", "a: ${WEB_KEY} ${DB_KEY}"),
    ]);
    assert_eq!(
        files(&outcome),
        [".env: SHARED_KEY DB_KEY LOG_KEY", "apps/web/.env: WEB_KEY NEW_KEY"]
    );
}

#[test]
fn names_in_an_ignored_env_file_are_found_and_values_are_not_kept() {
    let outcome = scanned(&[
        (".gitignore", ".env\n"),
        (".env", "OWN_KEY=canary-value-1\n"),
        ("a.py", "os.environ['API_KEY']"),
    ]);
    assert_eq!(files(&outcome), [".env: OWN_KEY API_KEY"]);
    assert!(!format!("{outcome:?}").contains("canary"));
}

#[test]
fn comments_describe_and_credentials_are_never_suggested() {
    let outcome = scanned(&[(
        ".env.example",
        "# The port.\nPORT=8080\nSTRIPE_SECRET_KEY=sk_test_4eC39HqLyjWDarjtT1zdp7dc\n\
         DATABASE_URL=postgres://user:hunter22@localhost/db\nMODE_NAME=changeme\n\
         # Optional.\nSENTRY_HOST=\n# EXTRA_KEY=1\n\
         # Either ONE_KEY or TWO_KEY is enough.\nONE_KEY=\nTWO_KEY=\n",
    )]);
    let slots = &outcome.spec.files[0].slots;
    let slot = |name: &str| slots.iter().find(|slot| slot.key.as_str() == name).unwrap();
    assert_eq!(slot("PORT").description.as_deref(), Some("The port."));
    assert_eq!(slot("PORT").suggestions, ["8080"]);
    assert_eq!(slot("PORT").kind, Kind::Visible);
    for name in ["STRIPE_SECRET_KEY", "DATABASE_URL", "MODE_NAME"] {
        assert!(slot(name).suggestions.is_empty() && slot(name).required, "{name}");
    }
    assert_eq!(slot("DATABASE_URL").kind, Kind::Secret);
    assert!(!slot("SENTRY_HOST").required && !slot("EXTRA_KEY").required);
    assert_eq!(slot("ONE_KEY").any_of.as_deref(), Some("ONE_KEY or TWO_KEY"));
    assert_eq!(slot("TWO_KEY").any_of, slot("ONE_KEY").any_of);
    assert!(slots.iter().all(|slot| slot.proposed));
}

#[test]
fn tests_documentation_and_dependencies_need_nothing() {
    let code = "process.env.API_KEY";
    let outcome = scanned(&[
        ("tests/a.ts", code),
        ("src/__tests__/a.ts", code),
        ("src/a.test.ts", code),
        ("node_modules/x/index.js", code),
        (".github/workflows/a.yml", "${API_KEY}"),
        ("docs/a.ts", code),
        ("README.md", code),
    ]);
    assert_eq!(files(&outcome), [] as [&str; 0]);
}

#[test]
fn the_sample_project_needs_two_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sample");
    let outcome = scan(&root, &ScanOptions::default()).unwrap();
    assert_eq!(
        files(&outcome),
        [
            "api/.env: DATABASE_URL REDIS_URL STRIPE_SECRET_KEY LABEL_SIGNING_KEY SMTP_URL \
             RESEND_API_KEY S3_BUCKET LOG_LEVEL WORKER_CONCURRENCY",
            "web/.env.local: NEXT_PUBLIC_APP_URL API_URL SESSION_SECRET \
             NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET SENTRY_DSN",
        ]
    );
    assert!(outcome.diagnostics.is_empty() && outcome.skipped.is_empty());
}
