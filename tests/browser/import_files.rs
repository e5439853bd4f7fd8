//! Files that are dropped on the tab.

use crate::dom::{Stage, files, tick};
use crate::import_dialog::{TEXT, shown, text_of};
use crate::project::{open_tab, project, web};
use envdock::api::fake::{Fault, Verb};
use wasm_bindgen_test::wasm_bindgen_test;

/// Drops files on the tab.
async fn drop_on(stage: &Stage, dropped: &[(&str, Vec<u8>)]) {
    let data = files(dropped);
    stage.drop_on(".envdock-header", &data);
    tick().await;
}

#[wasm_bindgen_test]
async fn a_dropped_file_is_shown_and_two_are_refused() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.see("0 of 3 required set").await;
    drop_on(&stage, &[("a.env", b"A=1\n".to_vec()), ("b.env", b"B=1\n".to_vec())]).await;
    stage.see("Several files at once cannot be told apart. Drop one. Nothing was stored.").await;
    drop_on(&stage, &[("tell-nobody.env", TEXT.as_bytes().to_vec())]).await;
    stage.see("2 lines, 2 chosen.").await;
    assert!(!stage.html().contains("tell-nobody"));
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_imported_says_why() {
    let utf_16: Vec<u8> = "A=1\nB=2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let words = [
        (vec![b'a'; 20 * 1024 * 1024], "The file is larger than 4 MiB, the most that is imported."),
        ("A=\n".repeat(1_000_000).into_bytes(), "The file has more than 20,000 lines"),
        (utf_16, "The file is UTF-16. Save it as UTF-8 and choose it again. Nothing was stored."),
        (vec![0; 100], "This is not a text file. Choose a .env file. Nothing was stored."),
        (Vec::new(), "There is nothing to import: blank lines and comments only."),
    ];
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.see("0 of 3 required set").await;
    for (bytes, words) in words {
        drop_on(&stage, &[("a.env", bytes)]).await;
        stage.see(words).await;
    }
}

#[wasm_bindgen_test]
async fn lines_that_cannot_be_imported_say_which_and_why() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.see("0 of 3 required set").await;
    let bytes = b"REDIS_URL=1\n9bad=2\nhello world\nA=\"x\nB='1' 2\nC=\xff\nD=a\0b\nE=\n".to_vec();
    drop_on(&stage, &[("a.env", bytes)]).await;
    stage.see("8 lines, 1 chosen, 7 cannot be imported.").await;
    let expected = [
        "Line 2 Invalid The name at column 1, 4 characters long, is no valid key",
        "Line 3 Invalid This is neither an assignment nor a comment.",
        "A Invalid line 4, 0 bytes web/.env.local A quote is not closed.",
        "B Invalid line 5, 0 bytes web/.env.local There is text after the closing quote.",
        "C Invalid line 6, 0 bytes web/.env.local The line is not UTF-8 text.",
        "D Invalid line 7, 0 bytes web/.env.local The value holds a NUL character",
        "E Invalid line 8, 0 bytes web/.env.local The value is empty: there is nothing to store.",
    ];
    for (number, words) in (1..).zip(expected) {
        assert!(text_of(&stage, number).starts_with(words), "{}", text_of(&stage, number));
    }
    stage.click("Import 1").await;
    stage.see("1 value imported.").await;
}

#[wasm_bindgen_test]
async fn what_is_offered_during_an_import_is_not_taken_and_nothing_is_lost() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    // Longer than this test lives: what it looks at is the time before the answer.
    api.next(Verb::Write, Fault::Slow { delay_ms: 600_000 });
    stage.click("Import 2").await;
    stage.see("Importing…").await;
    drop_on(&stage, &[("a.env", b"A=1\nB=2\n".to_vec())]).await;
    stage.see("Values are still being imported, so what came now was not taken.").await;
    assert_eq!(stage.count(".envdock-import__line"), 2);
    assert!(text_of(&stage, 1).starts_with("REDIS_URL Importing"));
}
