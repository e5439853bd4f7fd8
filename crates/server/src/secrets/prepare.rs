//! From the operations of a request to writes of the store: what must be refused is.

use crate::app::App;
use crate::db::{Change, Result, Write};
use crate::policy::{Permit, Reach, may_write};
use crate::secrets::places::{NOWHERE, Places};
use crate::sign_in::Identity;
use envdock_contract::model::{MAX_VALUE_BYTES, Scope, SecretText};
use envdock_contract::wire::{ErrorCode, KeyProblem};
use std::collections::BTreeSet;

/// Decides about every write: rights, rules of values, and what the files' readers can carry.
///
/// `field` is the name of the list in the request's body.
///
/// # Errors
/// When the store cannot be read.
pub async fn prepare(
    app: &App,
    identity: &Identity,
    field: &str,
    mut writes: Vec<Write>,
) -> Result<Vec<Write>> {
    let reach = Reach::of(&*app.repository, identity).await?;
    let places = Places::read(app, writes.iter().map(|write| &write.address)).await?;
    let mut known = BTreeSet::new();
    for (index, write) in writes.iter_mut().enumerate() {
        let is_new = known.insert(write.address.clone());
        if let Some(mut problem) = refusal(&places, &reach, identity, write, is_new) {
            problem.pointer = format!("/{field}/{index}{}", problem.pointer);
            write.change = Change::Refuse(problem);
        } else if permit(&places, identity, write) == Permit::IfNothingShared {
            write.only_if_none_in = places.shared_with(&write.address.scope);
        }
    }
    Ok(writes)
}

fn refusal(
    places: &Places,
    reach: &Reach,
    identity: &Identity,
    write: &Write,
    is_new: bool,
) -> Option<KeyProblem> {
    if let Change::Refuse(problem) = &write.change {
        return Some(KeyProblem { pointer: String::new(), ..problem.clone() });
    }
    if !is_new {
        return Some(problem("", ErrorCode::Duplicate, "the address stands here twice"));
    }
    let is_permitted = permit(places, identity, write) != Permit::No;
    if !is_seen(reach, is_permitted, &write.address.scope) {
        return Some(problem("/address/scope", NOWHERE.0, NOWHERE.1));
    }
    let is_set = matches!(write.change, Change::Set(_));
    if let Some((code, detail)) = places.missing(&write.address.scope, is_set) {
        return Some(problem("/address/scope", code, detail));
    }
    if !is_permitted {
        let detail = "this token may not write here";
        return Some(problem("/address", ErrorCode::Forbidden, detail));
    }
    let Change::Set(value) = &write.change else { return None };
    if let Some(problem) = value_refused(value) {
        return Some(problem);
    }
    if let Some(file) = places.plain_file(&write.address) {
        let detail = "the file goes into snapshots, and the key is declared secret";
        let refused = problem("/value", ErrorCode::SecretInPlainFile, detail);
        return Some(KeyProblem { file: Some(file), ..refused });
    }
    let refused = places.cannot_carry(&write.address, value)?;
    Some(KeyProblem {
        file: Some(refused.file),
        reader: refused.reader,
        ..problem("/value", ErrorCode::ReaderCannotCarry, &refused.detail)
    })
}

fn permit(places: &Places, identity: &Identity, write: &Write) -> Permit {
    may_write(identity, &write.address, |id| places.owner(id))
}

/// Whether the token may know of the place: what it may not know of looks like what does not exist.
fn is_seen(reach: &Reach, is_permitted: bool, scope: &Scope) -> bool {
    match scope {
        // Of other people's sessions nobody else needs to know.
        Scope::Session { .. } | Scope::User { .. } => is_permitted,
        Scope::File { configuration: id, .. } | Scope::Configuration { id } => {
            reach.configuration(id)
        }
        Scope::Repository { .. } | Scope::Organization => true,
    }
}

fn value_refused(value: &SecretText) -> Option<KeyProblem> {
    if value.is_empty() {
        let detail = "the value is empty: remove it instead";
        return Some(problem("/value", ErrorCode::ValueNotAllowed, detail));
    }
    if value.expose().contains('\0') {
        let detail = "no environment variable can hold a NUL character";
        return Some(problem("/value", ErrorCode::ValueNotAllowed, detail));
    }
    (value.len() > MAX_VALUE_BYTES).then(|| {
        let detail = "a value has at most 262,144 bytes (256 KiB)";
        problem("/value", ErrorCode::ValueTooLarge, detail)
    })
}

fn problem(pointer: &str, code: ErrorCode, detail: &str) -> KeyProblem {
    KeyProblem {
        pointer: pointer.to_owned(),
        code,
        detail: detail.to_owned(),
        file: None,
        reader: None,
        current: None,
    }
}
