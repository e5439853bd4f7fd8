//! A repository that is served from another folder than before.

use crate::bench::{Bench, Ended, Running, ended};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A repository in a folder of its own, with one commit.
fn repository(bench: &Bench, name: &str, message: &str) -> PathBuf {
    let folder = bench.project.path().canonicalize().unwrap().join(name);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(".env.example"), "API_KEY=\n").unwrap();
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["remote", "add", "origin", "https://git.example.org/shop.git"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", message]);
    folder
}

fn serve(bench: &Bench, folder: &Path, more: &[&str]) -> Running {
    Bench::serve_with(command(bench, folder, more))
}

fn command(bench: &Bench, folder: &Path, more: &[&str]) -> Command {
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.args(more).current_dir(folder);
    command
}

/// Each configuration with its folder, if it has one; oldest first.
fn known(bench: &Bench) -> Vec<(String, String)> {
    let database = Connection::open(bench.database()).unwrap();
    let mut rows = database
        .prepare("SELECT id, coalesce(folder, '') FROM configurations ORDER BY created_at, id")
        .unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn text(folder: &Path) -> String {
    folder.to_str().unwrap().to_owned()
}

fn refused(bench: &Bench, folder: &Path, from: &str) -> Ended {
    let ended = ended(command(bench, folder, &["--adopt-from", from]));
    assert_eq!(ended.code, Some(1));
    ended
}

#[test]
fn a_moved_repository_is_offered_and_taken_over_only_when_somebody_says_so() {
    let bench = Bench::new();
    let old = repository(&bench, "old", "first");
    serve(&bench, &old, &[]).stop("INT");
    let (first, _) = known(&bench).remove(0);
    let new = old.with_file_name("new one");
    fs::rename(&old, &new).unwrap();

    let server = serve(&bench, &new, &[]);
    let offer = [
        format!("This repository was in {}, which is gone. To go on with what is", old.display()),
        format!("stored for it: envdock serve '{}' --adopt-from {first}", new.display()),
    ];
    assert_eq!(server.lines[2..4], offer);
    server.stop("INT");
    let before = known(&bench);
    assert_eq!(before.len(), 2, "it is a configuration of its own: {before:?}");
    assert_eq!(before.iter().find(|(id, _)| *id == first).unwrap().1, text(&old));

    let server = serve(&bench, &new, &["--adopt-from", &first]);
    assert!(!server.lines.join("\n").contains("--adopt-from"), "{:?}", server.lines);
    server.stop("INT");
    for (id, folder) in known(&bench) {
        assert_eq!(folder, if id == first { text(&new) } else { String::new() });
    }
    // From now on it is simply there.
    serve(&bench, &new, &[]).stop("INT");
    assert_eq!(known(&bench).len(), 2);
    // Whatever comes to the old place is something else.
    let other = repository(&bench, "old", "another one");
    serve(&bench, &other, &[]).stop("INT");
    let after = known(&bench);
    assert_eq!(after.len(), 3);
    assert!(after.contains(&(first, text(&new))), "{after:?}");
}

#[test]
fn a_running_server_takes_it_over_too() {
    let bench = Bench::new();
    let old = repository(&bench, "old", "first");
    let server = serve(&bench, &old, &[]);
    let (first, _) = known(&bench).remove(0);
    let new = old.with_file_name("new");
    fs::rename(&old, &new).unwrap();
    let joined = ended(command(&bench, &new, &["--adopt-from", &first]));
    assert_eq!((joined.code, joined.error.as_str()), (Some(0), ""));
    assert_eq!(known(&bench), [(first, text(&new))]);
    server.stop("INT");
}

#[test]
fn neither_a_copy_nor_another_repository_is_taken_over() {
    let bench = Bench::new();
    let old = repository(&bench, "old", "first");
    serve(&bench, &old, &[]).stop("INT");
    let (first, _) = known(&bench).remove(0);
    let copy = old.with_file_name("copy");
    git(&old, &["clone", "--quiet", ".", copy.to_str().unwrap()]);
    git(&copy, &["remote", "set-url", "origin", "https://git.example.org/shop.git"]);
    let other = repository(&bench, "other", "another one");
    for folder in [&copy, &other] {
        let ended = refused(&bench, folder, &first);
        assert_eq!(
            ended.error,
            format!(
                "envdock: {first} cannot be taken over: either it is of another repository, or \
                 its own folder is still there\n"
            )
        );
    }
    assert_eq!(known(&bench).len(), 1);
    // With the folder gone, the copy is what is left; the other repository stays another one.
    fs::remove_dir_all(&old).unwrap();
    refused(&bench, &other, &first);
    serve(&bench, &copy, &["--adopt-from", &first]).stop("INT");
    assert_eq!(known(&bench), [(first, text(&copy))]);
}
