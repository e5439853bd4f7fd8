// long: one catalogue for one form
//! An agent's question for values, and what became of it.

use crate::texts::{join, number, plural};

/// Until the request is there.
pub const LOADING: &str = "Looking up what the agent asks for";
/// No request was given.
pub const NONE: &str = "Nothing is asked";
/// What to do about it.
pub const NONE_NEXT: &str = "A form appears here as soon as an agent asks for values.";
/// The request could not be read.
pub const FAILED: &str = "The request could not be loaded";
/// It is not there, or not for this person: the server does not say which.
pub const NOT_FOUND: &str = "There is no such request for you";
/// What to do about it.
pub const NOT_FOUND_NEXT: &str =
    "It does not exist, or somebody else has to answer it. Ask whoever runs the session.";

/// The form's name.
pub const LABEL: &str = "Request for values";

/// The headline while it is open.
#[must_use]
pub fn asks(count: usize) -> String {
    match count {
        1 => "The agent asks for a value".to_owned(),
        count => join(&["The agent asks for ", &number(count), " values"]),
    }
}

/// The headline while it is put aside.
#[must_use]
pub fn waits(count: usize) -> String {
    join(&["The agent waits for ", &number(count), " ", plural(count, "value", "values")])
}

/// For which environment.
#[must_use]
pub fn for_environment(environment: &str) -> String {
    join(&["for ", environment])
}

/// Stands before the agent's reason.
pub const SAYS: &str = "The agent says";
/// The agent gave no reason.
pub const NO_REASON: &str = "The agent gave no reason.";
/// Where what is typed goes, and who can read it then.
pub const WHO_READS: &str = "Values go to Envdock, never into the conversation: the agent is told \
    which keys are set. Programs in this session can read the env file.";
/// Shows all of a long text.
pub const SHOW_ALL: &str = "Show all of it";
/// Shows the beginning of a long text.
pub const SHOW_LESS: &str = "Show less";

/// Which fields a pasted text has filled.
#[must_use]
pub fn filled(keys: &[&str]) -> String {
    if keys.is_empty() {
        return "The pasted text has filled no field.".to_owned();
    }
    join(&["Filled from the pasted text: ", &keys.join(", "), "."])
}
/// Keys of the pasted text whose fields were left alone.
#[must_use]
pub fn kept(count: usize) -> String {
    let rest = plural(
        count,
        " key has a value already or is left out, and stays as it is.",
        " keys have values already or are left out, and stay as they are.",
    );
    join(&[&number(count), rest])
}
/// Asked keys whose lines in the pasted text cannot be read.
#[must_use]
pub fn unreadable(count: usize) -> String {
    let rest = plural(count, " line cannot be read.", " lines cannot be read.");
    join(&[&number(count), rest])
}
/// Keys of the pasted text that are not asked for.
#[must_use]
pub fn not_asked(count: usize) -> String {
    let rest = plural(
        count,
        " key is not asked for and not used.",
        " keys are not asked for and not used.",
    );
    join(&[&number(count), rest])
}
/// Empties the fields again that a pasted text has filled.
pub const TAKE_BACK: &str = "Empty them again";
/// Said once that is done.
pub const TAKEN_BACK: &str = "The fields are as they were before.";

/// A key that has to be answered.
pub const REQUIRED: &str = "Required";
/// A key that may be left empty.
pub const OPTIONAL: &str = "Optional";
/// The legend of an any-of group.
pub const ONE_OF: &str = "One of these is enough";

/// No line of the project mentions the key.
pub const NOT_FOUND_IN_PROJECT: &str = "Not found in this project";
/// The key was refused earlier.
#[must_use]
pub fn refused_before(times: usize) -> String {
    let times_text = plural(times, "once", "times");
    if times == 1 {
        join(&["Asked before, refused ", times_text])
    } else {
        join(&["Asked before, refused ", &number(times), " ", times_text])
    }
}
/// The key can be mistaken for another one.
#[must_use]
pub fn looks_like(key: &str) -> String {
    join(&["Looks like ", key, ", which this project has, but is another key"])
}
/// The agent named no file.
pub const FILE_IS_A_GUESS: &str = "Chosen by Envdock, because the agent named no file";
/// The file can be mistaken for another one.
#[must_use]
pub fn file_looks_like(file: &str) -> String {
    join(&["Looks like ", file, ", but is another file"])
}
/// The spec does not have the file.
pub const FILE_IS_NEW: &str = "Not yet an env file of this project";
/// Setting the key can run programs.
pub const CONTROLS: &str = "Can make other programs run code";

/// A value is stored.
pub const STORED: &str = "Already set";
/// A value is stored where more than this configuration gets it.
pub const SHARED: &str = "A shared value exists";
/// What using a shared value does.
pub const SHARED_NEXT: &str = "It is not written to the env file until you say so: programs in the session can read it there.";
/// The agent says that the stored value does not work.
pub const REJECTED: &str = "The agent says that the stored value was rejected";
/// Presence is not known.
pub const UNKNOWN: &str = "It is not known whether a value is stored.";
/// It is left out.
pub const SKIPPED: &str = "Skipped";
/// Another key of the group is answered.
pub const COVERED: &str = "Not needed: another one is answered.";

/// Opens the field although a value is stored.
pub const REPLACE: &str = "Replace";
/// Leaves the stored value as it is.
pub const USE_STORED: &str = "Use the stored value";
/// Accepts a shared value.
pub const USE_SHARED: &str = "Use the shared value";
/// Opens the field although a shared value exists.
pub const TYPE_OWN: &str = "Type another value";
/// Leaves the key out.
pub const SKIP: &str = "Skip";
/// Takes a skip back.
pub const UNDO: &str = "Undo";

/// Sends the answers.
pub const SUBMIT: &str = "Submit";
/// While they are sent.
pub const SUBMITTING: &str = "Submitting…";
/// Says no.
pub const DECLINE: &str = "Decline";
/// While that is sent.
pub const DECLINING: &str = "Declining…";
/// Puts the form aside; the request stays open.
pub const NOT_NOW: &str = "Not now";
/// Opens the form again.
pub const ANSWER: &str = "Answer";
/// How to use the fields.
pub const KEYS: &str = "Enter in a field submits all.";
/// How to use a field with several lines.
pub const KEYS_LINES: &str = "Ctrl Enter submits all.";
/// What is still to be answered.
#[must_use]
pub fn still_open(count: usize) -> String {
    join(&[&number(count), " ", plural(count, "key", "keys"), " still to answer"])
}
/// Everything is answered.
pub const ALL_ANSWERED: &str = "All answered. Submit to save.";
/// A required key without an answer.
pub const TYPE_OR_SKIP: &str = "Type a value, or skip it.";
/// A shared value without an answer.
pub const CHOOSE: &str = "Choose what to do with it.";
/// Somebody stored a value since this form looked.
pub const CONFLICT: &str = "Somebody stored another value meanwhile. Yours is kept: submit again \
    to replace it, or use the stored one.";
/// Presence is still being asked.
pub const STILL_CHECKING: &str =
    "It is still being looked up what is stored. Submit again shortly.";

/// Some keys were refused, so nothing was stored.
#[must_use]
pub fn refused(count: usize) -> String {
    join(&[
        "Nothing was saved: ",
        &number(count),
        " ",
        plural(count, "value was", "values were"),
        " refused.",
    ])
}
/// What to do about it.
pub const REFUSED_NEXT: &str = "What you typed is kept. Correct it, then submit again.";
/// No usable answer came.
pub const UNCONFIRMED: &str = "It is not known whether your answer arrived";
/// Why that is no harm.
pub const UNCONFIRMED_NEXT: &str = "Submitting again is safe: it is carried out once.";
/// The server did not do it.
pub const NOT_DECLINED: &str = "That you said no was not saved.";
/// The server did not do it.
pub const NOT_SUBMITTED: &str = "Your answer was not saved.";
/// What you typed stays.
pub const KEPT: &str = "What you typed is kept.";

/// A person answered here.
pub const SUBMITTED: &str = "Answered";
/// A person answered somewhere else.
pub const SUBMITTED_ELSEWHERE: &str = "Answered elsewhere";
/// Who settled it.
#[must_use]
pub fn by(name: &str) -> String {
    join(&["by ", name])
}
/// A person said no.
pub const DECLINED: &str = "Declined";
/// What the agent knows then.
pub const DECLINED_NEXT: &str = "Nothing was saved. The agent was told that you said no.";
/// The agent took it back.
pub const WITHDRAWN: &str = "No longer asked";
/// Why.
pub const WITHDRAWN_NEXT: &str = "The agent took its question back. Nothing was saved.";
/// The session ended first.
pub const EXPIRED: &str = "The session has ended";
/// Why.
pub const EXPIRED_NEXT: &str =
    "Nobody waits for these values any more. The Environment tab still takes them.";
/// What was typed and can no longer be sent.
#[must_use]
pub fn drafts_left(count: usize) -> String {
    let values = plural(count, "value", "values");
    join(&[&number(count), " typed ", values, " not saved. The Environment tab keeps them."])
}

/// What became of one key.
pub mod result {
    use crate::texts::join;

    /// Stored for one session.
    pub const SESSION: &str = "this session only";
    /// The stored value is used.
    pub const USED_STORED: &str = "used the stored value";
    /// Left out.
    pub const SKIPPED: &str = "skipped";

    /// Stored for longer than one session.
    #[must_use]
    pub fn saved_for(scope: &str) -> String {
        join(&["saved for ", scope])
    }
}

/// Said aloud when a request comes in while somebody looks elsewhere.
#[must_use]
pub fn announce_asked(count: usize) -> String {
    join(&[&asks(count), "."])
}
/// Said aloud when it is answered.
#[must_use]
pub fn announce_settled(state: &str) -> String {
    join(&["The agent’s request: ", state, "."])
}

/// The heading of open requests in the Environment tab.
#[must_use]
pub fn open_requests(count: usize) -> String {
    join(&[&number(count), " open ", plural(count, "request", "requests")])
}
