//! `envdock env` through the real program: exact text, exit code, and what is on disk afterwards.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod audit;
mod remote;
mod resolved;

use envdock_contract::model::{Address, Environment, KeyName, Scope, SecretText, UserId, Version};
use envdock_server::cli::open_store;
use envdock_server::configurations::open_folder;
use envdock_server::db::{Change, Write, WriteBatch};
use sqlx::Connection;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder that was served once, and the data folder of that server.
struct Fixture {
    folder: TempDir,
    data_dir: TempDir,
}

impl Fixture {
    /// `example` is the project's `.env.example`; `values` are stored for its configuration.
    async fn new(example: &str, values: &[(&str, &str)]) -> Self {
        let fixture =
            Self { folder: tempfile::tempdir().unwrap(), data_dir: tempfile::tempdir().unwrap() };
        fs::write(fixture.folder.path().join(".env.example"), example).unwrap();
        let folder = fixture.folder.path().canonicalize().unwrap();
        let (repository, keyring) = open_store(fixture.data_dir.path()).await.unwrap();
        let opened = open_folder(&*repository, folder).await.unwrap();
        let write = |(name, value): &(&str, &str)| Write {
            address: Address {
                environment: Environment::default(),
                scope: Scope::Configuration { id: opened.configuration.clone() },
                key: KeyName::new(name).unwrap(),
            },
            expected: Version(0),
            change: Change::set(SecretText::new((*value).to_owned())),
            only_if_none_in: Vec::new(),
        };
        let writes: Vec<_> = values.iter().map(write).collect();
        let by = UserId::new("local").unwrap();
        let batch = WriteBatch { atomic: true, ..WriteBatch::new(&writes, &by) };
        repository.write(batch, &keyring).await.unwrap();
        fixture
    }

    /// Looks for what the project needs now.
    async fn scan_again(&self) {
        let (repository, _) = open_store(self.data_dir.path()).await.unwrap();
        open_folder(&*repository, self.folder.path().canonicalize().unwrap()).await.unwrap();
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(".env")
    }

    fn content(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("ENVDOCK_DATA_DIR", self.data_dir.path()).env_remove("ENVDOCK_MASTER_KEY");
        command
    }

    fn envdock(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self
            .command(env!("CARGO_BIN_EXE_envdock"))
            .arg("env")
            .args(arguments)
            .arg(self.folder.path())
            .output()
            .unwrap();
        told(&output)
    }
}

/// The exit code, and everything that was printed.
fn told(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn apply_fills_what_is_stored_and_lists_what_is_missing() {
    let fixture = Fixture::new("ALPHA=\nBETA=\n", &[("ALPHA", "canary")]).await;
    let expected = "written   .env  ALPHA\nmissing   .env  BETA\n";
    assert_eq!(fixture.envdock(&["apply"]), (Some(3), expected.to_owned()));
    assert_eq!(fixture.content(), "ALPHA=canary\n");
    assert_eq!(fixture.envdock(&["apply"]), (Some(3), "missing   .env  BETA\n".to_owned()));
}

#[tokio::test]
async fn strict_apply_writes_all_or_nothing() {
    let fixture = Fixture::new("ALPHA=\nBETA=\n", &[("ALPHA", "1")]).await;
    let expected = "held back .env  ALPHA: --strict writes all or nothing\nmissing   .env  BETA\n";
    assert_eq!(fixture.envdock(&["apply", "--strict"]), (Some(3), expected.to_owned()));
    assert!(!fixture.path().exists());
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    let expected = (Some(0), "written   .env  ALPHA\n".to_owned());
    assert_eq!(fixture.envdock(&["apply", "--strict"]), expected);
    let expected = (Some(0), "every env file is as it should be\n".to_owned());
    assert_eq!(fixture.envdock(&["apply", "--strict"]), expected);
}

#[tokio::test]
async fn a_line_changed_by_hand_is_named_and_kept_or_taken_by_choice() {
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    fixture.envdock(&["apply"]);
    fs::write(fixture.path(), "# mine\nALPHA=2\n").unwrap();
    let expected =
        "conflict  .env  ALPHA: line 2 was changed by hand; --keep-file or --take-stored\n";
    assert_eq!(fixture.envdock(&["apply"]), (Some(4), expected.to_owned()));
    assert_eq!(fixture.content(), "# mine\nALPHA=2\n");
    let expected = (Some(0), "every env file is as it should be\n".to_owned());
    assert_eq!(fixture.envdock(&["apply", "--keep-file"]), expected);
    assert_eq!(fixture.content(), "# mine\nALPHA=2\n");
    let expected = (Some(0), "written   .env  ALPHA\n".to_owned());
    assert_eq!(fixture.envdock(&["apply", "--take-stored"]), expected);
    assert_eq!(fixture.content(), "# mine\nALPHA=1\n");
}

#[tokio::test]
async fn a_value_that_cannot_be_decrypted_is_unknown_and_its_line_stays() {
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    fixture.envdock(&["apply"]);
    let url = format!("sqlite://{}", fixture.data_dir.path().join("envdock.db").display());
    let mut database = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let damage = "UPDATE secret_versions SET ciphertext = zeroblob(20)";
    sqlx::query(damage).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let (code, text) = fixture.envdock(&["apply"]);
    assert_eq!(code, Some(5), "{text}");
    assert!(text.contains("unknown   .env  ALPHA\n"), "{text}");
    assert_eq!(fixture.content(), "ALPHA=1\n");
}

#[tokio::test]
async fn a_full_disk_leaves_the_old_file_as_it_was() {
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    let before = format!("{}\n", "# a long comment\n".repeat(200_000));
    fs::write(fixture.path(), &before).unwrap();
    let git = |arguments: &[&str]| {
        let git = Command::new("git").args(arguments).current_dir(fixture.folder.path()).output();
        assert!(git.unwrap().status.success());
    };
    git(&["init", "--quiet"]);
    // The system refuses to write more than 2 MiB to one file: the same failure as a full disk,
    // in the middle of the temporary file, without needing a small disk.
    let script = "trap '' XFSZ; ulimit -f 4096; exec \"$0\" env apply \"$1\"";
    let output = fixture
        .command("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_envdock")])
        .arg(fixture.folder.path())
        .output()
        .unwrap();
    let expected = "failed    .env  ALPHA: .env cannot be written: \
                    the file would be larger than allowed here; raise the limit (`ulimit -f`)\n";
    assert_eq!(told(&output), (Some(1), expected.to_owned()));
    assert_eq!(fixture.content(), before);
    let names = fs::read_dir(fixture.folder.path()).unwrap().count();
    assert_eq!(names, 3, "a temporary file stayed behind");
    // Git was told first: what is not written yet cannot be taken up by accident.
    let excluded = fs::read_to_string(fixture.folder.path().join(".git/info/exclude")).unwrap();
    assert!(excluded.lines().any(|line| line == "/.env"), "{excluded}");
}

#[tokio::test]
async fn a_strict_run_that_meets_a_full_disk_in_the_second_file_writes_neither() {
    let fixture = Fixture::new("", &[("ALPHA", "1")]).await;
    let name = |folder: &str| fixture.folder.path().join(folder).join(".env");
    for folder in ["a", "b"] {
        fs::create_dir(fixture.folder.path().join(folder)).unwrap();
        fs::write(fixture.folder.path().join(folder).join(".env.example"), "ALPHA=\n").unwrap();
    }
    fixture.scan_again().await;
    let large = format!("{}\n", "# a long comment\n".repeat(200_000));
    fs::write(name("a"), "X=1\n").unwrap();
    fs::write(name("b"), &large).unwrap();
    let script = "trap '' XFSZ; ulimit -f 4096; exec \"$0\" env apply --strict \"$1\"";
    let output = fixture
        .command("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_envdock")])
        .arg(fixture.folder.path())
        .output()
        .unwrap();
    let expected = "held back a/.env  ALPHA: --strict writes all or nothing\n\
                    failed    b/.env  ALPHA: b/.env cannot be written: \
                    the file would be larger than allowed here; raise the limit (`ulimit -f`)\n";
    assert_eq!(told(&output), (Some(1), expected.to_owned()));
    assert_eq!(fs::read_to_string(name("a")).unwrap(), "X=1\n");
    assert_eq!(fs::read_to_string(name("b")).unwrap(), large);
    for folder in ["a", "b"] {
        let n_files = fs::read_dir(fixture.folder.path().join(folder)).unwrap().count();
        assert_eq!(n_files, 2, "a temporary file stayed behind in {folder}");
    }
}

#[tokio::test]
async fn what_could_not_be_written_is_not_hidden_behind_what_is_missing() {
    let fixture = Fixture::new("ALPHA=\nBETA=\n", &[("ALPHA", "1")]).await;
    fs::create_dir(fixture.path()).unwrap();
    let expected = "failed    .env  ALPHA: .env is not a file; move away what stands there\n\
                    failed    .env  BETA: .env is not a file; move away what stands there\n\
                    missing   .env  BETA\n";
    assert_eq!(fixture.envdock(&["apply"]), (Some(1), expected.to_owned()));
}

#[tokio::test]
async fn scrub_says_what_it_removed_and_what_remains() {
    let fixture = Fixture::new("ALPHA=\n", &[("ALPHA", "1")]).await;
    fs::write(fixture.path(), "OWN=1\n").unwrap();
    fixture.envdock(&["apply"]);
    let expected = "removed   .env  ALPHA\nremains   .env  still holds 1 other value\n";
    assert_eq!(fixture.envdock(&["scrub"]), (Some(3), expected.to_owned()));
    assert_eq!(fixture.content(), "OWN=1\n");
    fs::remove_file(fixture.path()).unwrap();
    fixture.envdock(&["apply"]);
    let expected = "removed   .env  ALPHA\ndeleted   .env\n";
    assert_eq!(fixture.envdock(&["scrub"]), (Some(0), expected.to_owned()));
    assert!(!fixture.path().exists());
}

#[tokio::test]
async fn a_folder_that_was_never_served_is_not_guessed_at() {
    let fixture = Fixture::new("ALPHA=\n", &[]).await;
    let other = tempfile::tempdir().unwrap();
    let output = fixture
        .command(env!("CARGO_BIN_EXE_envdock"))
        .args(["env", "apply"])
        .arg(other.path())
        .output()
        .unwrap();
    let expected = format!(
        "envdock: {} was never served: run `envdock serve` there first\n",
        other.path().canonicalize().unwrap().display()
    );
    assert_eq!(told(&output), (Some(19), expected));
}
