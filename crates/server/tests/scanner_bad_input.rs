//! What the scanner says about folders and files that it cannot read.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use envdock_server::scanner::{ScanOptions, ScanOutcome, scan};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

fn scanned(root: &Path) -> ScanOutcome {
    scan(root, &ScanOptions::default()).unwrap()
}

fn keys(outcome: &ScanOutcome) -> Vec<String> {
    let slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
    slots.map(|slot| slot.key.to_string()).collect()
}

fn skipped(outcome: &ScanOutcome) -> Vec<String> {
    outcome.skipped.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_no_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = root.path().join("missing");
    let message = |path: &Path| scan(path, &ScanOptions::default()).unwrap_err().to_string();
    assert_eq!(message(&file), format!("{}: not a folder", file.display()));
    assert_eq!(message(&missing), format!("{}: there is no such folder", missing.display()));
}

#[test]
fn files_that_are_not_read_are_named_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::write(at("a.js"), "process.env.GOOD_KEY").unwrap();
    fs::write(at("binary.js"), b"\0process.env.BINARY_KEY").unwrap();
    fs::write(at("minified.js"), "process.env.MINIFIED_KEY;".repeat(1_000)).unwrap();
    // A sparse file: 1 GiB of which nothing is on the disk.
    fs::File::create(at("huge.bin")).unwrap().set_len(1 << 30).unwrap();
    let _socket = UnixListener::bind(at("socket.py")).unwrap();
    symlink("/etc/hostname", at("outside.js")).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    assert_eq!(
        skipped(&outcome),
        [
            "binary.js: binary",
            "huge.bin: larger than 1 MiB",
            "minified.js: minified",
            "outside.js: a symbolic link that leads out of the project",
            "socket.py: neither a file nor a folder",
        ]
    );
    assert_eq!(outcome.n_skipped.values().sum::<usize>(), 5);
}

#[test]
fn loops_of_symbolic_links_end() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("inner")).unwrap();
    fs::write(root.path().join("inner/a.js"), "process.env.GOOD_KEY").unwrap();
    symlink("..", root.path().join("inner/up")).unwrap();
    symlink("itself", root.path().join("itself")).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    assert_eq!(outcome.spec.files[0].slots[0].provenance.len(), 1);
}

#[test]
fn an_empty_folder_needs_nothing() {
    let root = tempfile::tempdir().unwrap();
    let outcome = scanned(root.path());
    assert!(outcome.spec.files.is_empty() && outcome.skipped.is_empty());
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn invalid_names_in_an_example_are_shown_by_line_and_never_repeated() {
    let root = tempfile::tempdir().unwrap();
    let text = "GOOD_KEY=\nsk-live-4242=x\nexport 9LIVES=\njust text\nPATH=/bin\n";
    fs::write(root.path().join(".env.example"), text).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    let lines: Vec<_> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    let rule = "is not valid and was left out; names have only letters, digits and `_`, do not \
                begin with a digit, and have at most 200 characters";
    assert_eq!(
        lines,
        [
            format!(".env.example:2: the name at column 1, 12 characters long, {rule}"),
            format!(".env.example:3: the name at column 8, 6 characters long, {rule}"),
            ".env.example:4: not an assignment".to_owned(),
        ]
    );
}

#[test]
fn names_that_control_processes_are_not_proposed() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.js"), "\nprocess.env.NODE_OPTIONS").unwrap();
    let outcome = scanned(root.path());
    assert!(outcome.spec.files.is_empty());
    assert_eq!(
        outcome.diagnostics[0].to_string(),
        "a.js:2: NODE_OPTIONS controls how programs run, so it is not proposed; add it by hand if \
         the project really needs it"
    );
}

/// What is skipped, unless the scan does not end in time.
fn skipped_in_time(root: &Path) -> Vec<String> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let root = root.to_owned();
    std::thread::spawn(move || sender.send(skipped(&scanned(&root))));
    receiver.recv_timeout(std::time::Duration::from_mins(5)).unwrap()
}

fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn an_ignore_file_without_an_end_does_not_keep_the_scan() {
    for name in [".gitignore", ".ignore", ".git"] {
        for make in [pipe, |path: &Path| symlink("/dev/zero", path).unwrap()] {
            let root = tempfile::tempdir().unwrap();
            fs::create_dir(root.path().join("inner")).unwrap();
            fs::write(root.path().join("inner/a.js"), "process.env.HIDDEN_KEY").unwrap();
            make(&root.path().join("inner").join(name));
            let said = "no usual ignore file, so its folder was left out";
            assert_eq!(skipped_in_time(root.path()), [format!("inner/{name}: {said}")]);
            make(&root.path().join(name));
            assert_eq!(skipped_in_time(root.path()), [format!("{name}: {said}")]);
        }
    }
}

#[test]
fn an_ignore_file_of_git_without_an_end_does_not_keep_the_scan() {
    let root = tempfile::tempdir().unwrap();
    let info = root.path().join("git/info");
    fs::create_dir_all(&info).unwrap();
    symlink("/dev/zero", info.join("exclude")).unwrap();
    let git = root.path().join("git");
    fs::write(git.join("commondir"), ".").unwrap();
    fs::create_dir(root.path().join("inner")).unwrap();
    let text = format!("gitdir: {}\n", git.display());
    fs::write(root.path().join("inner/.git"), text).unwrap();
    // Once as what the walk meets, once as what it would have read.
    let odd = "git/info/exclude: no usual ignore file, so its folder was left out";
    let found = skipped_in_time(root.path());
    assert!(found.len() == 2 && found[1] == odd, "{found:?}");
    symlink("git", root.path().join(".git")).unwrap();
    assert_eq!(skipped_in_time(root.path()).len(), 1);
}

#[test]
fn pipes_with_the_names_of_sources_are_not_opened() {
    let root = tempfile::tempdir().unwrap();
    for name in ["a.js", ".env", ".env.example", "package.json", "script"] {
        pipe(&root.path().join(name));
    }
    assert_eq!(skipped_in_time(root.path()).len(), 5);
}

#[test]
fn a_name_that_is_no_text_is_said() {
    use std::os::unix::ffi::OsStrExt;
    let root = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.js");
    fs::write(root.path().join(name), "process.env.HIDDEN_KEY").unwrap();
    assert_eq!(skipped(&scanned(root.path())), ["caf\u{fffd}.js: its path is not UTF-8"]);
}

fn lines(n_lines: usize, line: impl Fn(usize) -> String) -> String {
    (0..n_lines).map(line).collect::<Vec<_>>().join("\n")
}

/// What `/proc` counts in (`USER_HZ`, the same on every Linux).
const TICKS_PER_SECOND: u64 = 100;

/// The processor's time that this process has used, see proc(5).
fn cpu_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let fields = after_name.split_whitespace();
    fields.skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
}

#[test]
fn files_made_to_take_forever_take_seconds() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str, text: String| {
        assert!(text.len() <= 1024 * 1024, "{name}: {}", text.len());
        fs::write(root.path().join(name), text).unwrap();
    };
    // Few of these lines end, so that the mean of the file is that of a person's.
    let padding = "\n".repeat(400_000);
    at("long.go", format!("{}{padding}", "env.Get(\"AB\", ".repeat(40_000)));
    at("long.rb", format!("{}{padding}", "ENV.fetch(\"AB\", ".repeat(30_000)));
    at("ticks.js", format!("process.env.A `{}", "\\`\n".repeat(300_000)));
    at("aliases.js", lines(30_000, |n| format!("const a{n} = process.env;")));
    at("defined.js", "\"process.env.AB\": process.env.AB,\n".repeat(25_000));
    let wrapper = |n| format!("def read_{n}(name): return os.environ[name]");
    at("wrappers.py", lines(20_000, wrapper));
    let name = "x".repeat(500_000);
    at("name.py", format!("def {name}(name): return os.environ[name]\n"));
    fs::create_dir(root.path().join("many")).unwrap();
    at("many/.env.example", lines(100_000, |n| format!("A{n}=")));
    fs::create_dir(root.path().join("commented")).unwrap();
    at("commented/.env.example", lines(80_000, |n| format!("# A{n}=")));
    fs::create_dir(root.path().join("either")).unwrap();
    let either = |n| format!("# either A{n} or B{n}\nA{n}=\nB{n}=");
    at("either/.env.example", lines(20_000, either));
    let before = cpu_ticks();
    skipped_in_time(root.path());
    // Of the processor's time: the clock on the wall measures what else the machine does.
    let ticks = cpu_ticks() - before;
    assert!(ticks < 60 * TICKS_PER_SECOND, "{ticks}");
}

#[test]
fn env_files_that_may_not_be_proposed_are_named_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    for folder in ["\u{2764}\u{FE0F}", "gr\u{f6}\u{df}e"] {
        fs::create_dir(at(folder)).unwrap();
        fs::write(at(&format!("{folder}/package.json")), "{}").unwrap();
        fs::write(at(&format!("{folder}/main.js")), "process.env.READ_KEY").unwrap();
        fs::write(at(&format!("{folder}/.env.example")), "LISTED_KEY=\n").unwrap();
    }
    let outcome = scanned(root.path());
    let files: Vec<_> = outcome.spec.files.iter().map(|file| file.file_ref().to_string()).collect();
    assert_eq!(files, ["gr\u{f6}\u{df}e/.env"]);
    let why = "an env file of this name, or in a folder of this name, can be mistaken for another: \
               rename it, or add the keys by hand to another file";
    let expected =
        [".env.example", "main.js"].map(|name| format!("\u{2764}\u{FFFD}/{name}: {why}"));
    assert_eq!(skipped(&outcome), expected);
    assert_eq!(outcome.n_skipped.values().sum::<usize>(), 2);
}
