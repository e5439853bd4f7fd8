use super::*;
use std::fs;
use std::process::Command;

fn file(folder: &str, path: &str) -> FileRef {
    serde_json::from_value(serde_json::json!({"workspace_path": folder, "path": path})).unwrap()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tracked_files_are_known_also_from_a_folder_below_the_top() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    fs::create_dir(folder.path().join("web")).unwrap();
    fs::write(folder.path().join("web/.env"), "A=1").unwrap();
    fs::write(folder.path().join(".env"), "A=1").unwrap();
    assert!(!Git::discover(folder.path()).unwrap().is_tracked(&file("web", ".env")));
    git(folder.path(), &["add", "web/.env"]);
    let top = Git::discover(folder.path()).unwrap();
    assert!(top.is_tracked(&file("web", ".env")) && !top.is_tracked(&file(".", ".env")));
    let below = Git::discover(&folder.path().join("web")).unwrap();
    assert!(below.is_tracked(&file(".", ".env")));
}

#[test]
fn excluded_files_are_ignored_by_git_and_listed_once() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    fs::create_dir(folder.path().join("a b")).unwrap();
    fs::write(folder.path().join("a b/.env.x#[1]"), "A=1").unwrap();
    let exclude = folder.path().join(".git/info/exclude");
    fs::write(&exclude, "# no line end").unwrap();
    for _ in 0..2 {
        let repository = Git::discover(folder.path()).unwrap();
        repository.exclude(&file("a b", ".env.x#[1]")).unwrap();
    }
    let listed = fs::read_to_string(&exclude).unwrap();
    assert_eq!(listed, "# no line end\n/a\\ b/.env.x\\#\\[1\\]\n");
    assert_eq!(git(folder.path(), &["status", "--porcelain"]), "");
}

#[test]
fn a_list_that_leads_out_of_gits_folder_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    let info = folder.path().join(".git/info");
    fs::remove_dir_all(&info).unwrap();
    std::os::unix::fs::symlink(outside.path(), &info).unwrap();
    let repository = Git::discover(folder.path()).unwrap();
    assert!(repository.exclude(&file(".", ".env")).is_err());
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn without_git_nothing_is_tracked_and_nothing_excluded() {
    let folder = tempfile::tempdir().unwrap();
    let none = Git::discover(folder.path()).unwrap();
    assert!(!none.is_tracked(&file("web", ".env")));
    none.exclude(&file("web", ".env")).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(Git::discover(&folder.path().join("gone")).is_none());
}

#[test]
fn a_repository_that_cannot_be_read_may_track_everything() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    let is_tracked = || Git::discover(folder.path()).unwrap().is_tracked(&file(".", ".env"));
    assert!(!is_tracked());
    fs::write(folder.path().join(".git/index"), "nonsense").unwrap();
    assert!(is_tracked());
    assert!(Git::discover(folder.path()).unwrap().exclude(&file(".", ".env")).is_err());
    // Also where a sound one lies around it.
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join(".git"), "gitdir: nowhere").unwrap();
    fs::remove_file(folder.path().join(".git/index")).unwrap();
    assert!(!is_tracked());
    assert!(Git::discover(folder.path()).unwrap().is_tracked(&file("inner", ".env")));
}

#[test]
fn a_nested_repository_knows_its_own_files() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir_all(inner.join("deep")).unwrap();
    for top in [folder.path(), &inner] {
        git(top, &["init", "--quiet"]);
    }
    fs::write(inner.join("deep/.env"), "A=1").unwrap();
    git(&inner, &["add", "deep/.env"]);
    let outer = Git::discover(folder.path()).unwrap();
    assert!(outer.is_tracked(&file("inner/deep", ".env")));
    assert!(!outer.is_tracked(&file("inner", ".env")));
    outer.exclude(&file("inner/new", ".env")).unwrap();
    let listed = fs::read_to_string(inner.join(".git/info/exclude")).unwrap();
    assert!(listed.ends_with("\n/new/.env\n"), "{listed}");
}

#[test]
fn a_link_to_a_folder_leads_to_what_git_tracks_there() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    fs::create_dir(folder.path().join("real")).unwrap();
    fs::write(folder.path().join("real/.env"), "A=1").unwrap();
    git(folder.path(), &["add", "real/.env"]);
    std::os::unix::fs::symlink("real", folder.path().join("link")).unwrap();
    assert!(Git::discover(folder.path()).unwrap().is_tracked(&file("link", ".env")));
}

#[test]
fn a_program_named_in_the_configuration_is_not_run() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    fs::write(folder.path().join(".env"), "A=1").unwrap();
    let marker = folder.path().join("ran");
    let program = format!("touch {}", marker.display());
    git(folder.path(), &["config", "core.fsmonitor", &program]);
    let repository = Git::discover(folder.path()).unwrap();
    assert!(!repository.is_tracked(&file(".", ".env")));
    repository.exclude(&file(".", ".env")).unwrap();
    assert!(!marker.exists());
}
