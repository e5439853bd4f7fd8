//! Which sentence tells what is the case.

use crate::components::environment_tab::failure_text::reader_name;
use crate::components::import_dialog::preview::Preview;
use crate::store::{FileNote, ImportLine, LineFlaw, LineNote};
use crate::texts::import::{flaw, note};
use crate::texts::{editor, scopes};
use envdock_contract::model::ScopeKind;
use leptos::prelude::*;

/// Why a line cannot be imported.
pub(super) fn flaw(line: &ImportLine) -> Option<String> {
    let text = match line.flaw? {
        LineFlaw::BadKey { position, length } => return Some(flaw::bad_key(position, length)),
        LineFlaw::TooLarge => return Some(flaw::too_large(line.length)),
        LineFlaw::NoEquals => flaw::NO_EQUALS,
        LineFlaw::NotAnAssignment => flaw::NOT_AN_ASSIGNMENT,
        LineFlaw::UnclosedQuote => flaw::UNCLOSED_QUOTE,
        LineFlaw::TrailingText => flaw::TRAILING_TEXT,
        LineFlaw::NotUtf8 => flaw::NOT_UTF_8,
        LineFlaw::Nul => flaw::NUL,
        LineFlaw::Empty => flaw::EMPTY,
    };
    Some(text.to_owned())
}

/// What is to be known about a line.
pub(super) fn note(note: &LineNote) -> String {
    match note {
        LineNote::ReadOtherwise(readers) => {
            let names: Vec<&str> = readers.iter().copied().map(reader_name).collect();
            note::read_otherwise(&names.join(", "))
        }
        LineNote::Dollar => note::DOLLAR.to_owned(),
        LineNote::Hash => note::HASH.to_owned(),
        LineNote::CommentLeftOut => note::COMMENT.to_owned(),
        LineNote::OverruledBy { number } => note::overruled_by(*number),
        LineNote::Overrules { number } => note::overrules(*number),
    }
}

/// What is to be known about the file.
pub(super) fn file(of: FileNote) -> &'static str {
    match of {
        FileNote::ByteOrderMark => note::BYTE_ORDER_MARK,
        FileNote::CarriageReturns => note::CARRIAGE_RETURNS,
    }
}

/// The scopes that can be chosen here.
pub(super) fn scopes(preview: Preview) -> Vec<ScopeKind> {
    let me = preview.store().me().with(|me| me.known.clone());
    let offers = |kind: &ScopeKind| {
        let is_here = *kind != ScopeKind::Session || preview.has_session();
        is_here && me.as_ref().is_none_or(|me| me.capabilities.scopes.contains(kind))
    };
    let all = [ScopeKind::Configuration, ScopeKind::File, ScopeKind::Session];
    all.into_iter().filter(offers).collect()
}

/// The name of a scope that can be chosen.
pub(super) fn scope(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::File => editor::SCOPE_FILE,
        ScopeKind::Session => scopes::SESSION,
        ScopeKind::User
        | ScopeKind::Configuration
        | ScopeKind::Repository
        | ScopeKind::Organization => editor::SCOPE_CONFIGURATION,
    }
}
