//! From the operations of a request to writes of the store: what must be refused is.

use crate::app::App;
use crate::db::{Change, Result, Write};
use crate::policy::{Permit, Reach, is_trusted, may_write};
use crate::secrets::places::{NOWHERE, Places};
use crate::sign_in::Identity;
use envdock_contract::model::{
    Address, ConfigurationId, MAX_VALUE_BYTES, RequestedKey, Scope, SecretText,
};
use envdock_contract::wire::{ErrorCode, KeyProblem};
use std::collections::BTreeSet;
use std::slice::from_ref;

const TWICE: &str = "this place stands here twice, and has room for one value: store one of the \
                     two for its env file only";

/// In characters.
const LONGEST_DESCRIPTION: usize = 500;

/// Slots that a write accepts, or adds to a spec.
pub(crate) type Accepted<'a> = (&'a ConfigurationId, &'a [RequestedKey]);

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
    writes: Vec<Write>,
) -> Result<Vec<Write>> {
    prepare_at(app, identity, writes, None, |index| format!("/{field}/{index}")).await
}

/// The same for writes that stand elsewhere in the body, and for slots that they accept.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn prepare_at(
    app: &App,
    identity: &Identity,
    mut writes: Vec<Write>,
    accepted: Option<Accepted<'_>>,
    place: impl Fn(usize) -> String,
) -> Result<Vec<Write>> {
    let reach = Reach::of(&*app.repository, identity).await?;
    let also = accepted.as_ref().map(|(configuration, _)| *configuration);
    let mut places = Places::read(app, writes.iter().flat_map(addresses), also).await?;
    if let Some((configuration, keys)) = accepted {
        places.accept(configuration, keys);
    }
    let decision = Decision { places: &places, reach: &reach, identity };
    let mut known = BTreeSet::new();
    for (index, write) in writes.iter_mut().enumerate() {
        let is_new = addresses(write).all(|address| known.insert(address.clone()));
        let kept = kept_value(app, write).await?;
        if let Some(mut problem) = decision.refusal(write, is_new, kept.as_ref()) {
            problem.pointer = format!("{}{}", place(index), problem.pointer);
            let action = write.change.action();
            write.change = Change::Refuse { action, problem: Box::new(problem) };
        } else {
            let guarded = addresses(write)
                .filter(|address| decision.permit(address) == Permit::IfNothingShared)
                .flat_map(|address| places.shared_with(&address.scope));
            write.only_if_none_in = guarded.collect();
        }
    }
    Ok(writes)
}

/// The addresses that a write changes.
fn addresses(write: &Write) -> impl Iterator<Item = &Address> {
    let to = match &write.change {
        Change::Move { to, .. } => Some(to),
        Change::Set { .. }
        | Change::Unset
        | Change::Restore { .. }
        | Change::Describe { .. }
        | Change::Purge
        | Change::Refuse { .. } => None,
    };
    [&write.address].into_iter().chain(to)
}

/// The value that is to be moved or to come back: it may be read by others than before. `None`:
/// there is none, or none that can be decrypted, which the store reports.
async fn kept_value(app: &App, write: &Write) -> Result<Option<SecretText>> {
    let here = &write.address;
    let sealed = match &write.change {
        Change::Move { .. } => app.repository.values(from_ref(here)).await?.pop().flatten(),
        Change::Restore { from } => {
            app.repository.kept_value(here, *from).await?.map(|sealed| (*from, sealed))
        }
        Change::Set { .. }
        | Change::Unset
        | Change::Describe { .. }
        | Change::Purge
        | Change::Refuse { .. } => None,
    };
    Ok(sealed.and_then(|(version, sealed)| app.keyring.open(here, version, &sealed).ok()))
}

/// What decides about writes.
struct Decision<'a> {
    places: &'a Places,
    reach: &'a Reach,
    identity: &'a Identity,
}

impl Decision<'_> {
    fn permit(&self, address: &Address) -> Permit {
        may_write(self.identity, address, |id| self.places.owner(id))
    }

    fn refusal(
        &self,
        write: &Write,
        is_new: bool,
        kept: Option<&SecretText>,
    ) -> Option<KeyProblem> {
        if let Change::Refuse { problem, .. } = &write.change {
            return Some(KeyProblem { pointer: String::new(), ..KeyProblem::clone(problem) });
        }
        if !is_new {
            return Some(KeyProblem::new("", ErrorCode::Duplicate, TWICE));
        }
        let here = &write.address;
        match &write.change {
            Change::Set { value, description } => self
                .place_refused("/address", here, true)
                .or_else(|| value_refused(value))
                .or_else(|| self.files_refuse(here, value, "/value"))
                .or_else(|| description_refused(description.as_deref()?)),
            Change::Unset => self.place_refused("/address", here, false),
            Change::Move { to, .. } => self
                .place_refused("/address", here, false)
                .or_else(|| self.place_refused("/to", to, true))
                .or_else(|| self.move_refused(here, to))
                .or_else(|| self.files_refuse(to, kept?, "/to")),
            Change::Restore { .. } => self
                .place_refused("/address", here, true)
                .or_else(|| self.files_refuse(here, kept?, "/from_version")),
            Change::Describe { text, .. } => self
                .place_refused("/address", here, false)
                .or_else(|| description_refused(text.as_deref()?)),
            Change::Purge => {
                self.place_refused("/address", here, false).or_else(|| self.purge_refused(here))
            }
            Change::Refuse { problem, .. } => Some(KeyProblem::clone(problem)),
        }
    }

    /// What is kept of a shared value is shared, also while none is live.
    fn purge_refused(&self, address: &Address) -> Option<KeyProblem> {
        (self.permit(address) != Permit::Yes).then(|| {
            let detail = "only an admin purges what is kept for others";
            KeyProblem::new("/address", ErrorCode::Forbidden, detail)
        })
    }

    fn place_refused(&self, field: &str, address: &Address, is_set: bool) -> Option<KeyProblem> {
        let scope = || format!("{field}/scope");
        let is_permitted = self.permit(address) != Permit::No;
        if !is_seen(self.reach, is_permitted, &address.scope) {
            return Some(KeyProblem::new(scope(), NOWHERE.0, NOWHERE.1));
        }
        // Whoever may not write there does not learn whether it exists either.
        if !is_permitted {
            let detail = "this token may not write here";
            return Some(KeyProblem::new(field, ErrorCode::Forbidden, detail));
        }
        let (code, detail) = self.places.missing(&address.scope, is_set)?;
        Some(KeyProblem::new(scope(), code, detail))
    }

    fn move_refused(&self, from: &Address, to: &Address) -> Option<KeyProblem> {
        if from.key != to.key {
            let detail = "a value keeps its key when it is moved";
            return Some(KeyProblem::new("/to/key", ErrorCode::InvalidBody, detail));
        }
        let is_elsewhere = from.environment != to.environment;
        (is_elsewhere && !is_trusted(self.identity.role)).then(|| {
            let detail = "only an admin takes a value to another environment";
            KeyProblem::new("/to/environment", ErrorCode::Forbidden, detail)
        })
    }

    /// Whether a file that gets the value cannot take it.
    fn files_refuse(
        &self,
        address: &Address,
        value: &SecretText,
        field: &str,
    ) -> Option<KeyProblem> {
        if let Some(file) = self.places.plain_file(address) {
            let detail = "the file goes into snapshots, and the key is declared secret";
            let refused = KeyProblem::new(field, ErrorCode::SecretInPlainFile, detail);
            return Some(KeyProblem { file: Some(file), ..refused });
        }
        let refused = self.places.cannot_carry(address, value)?;
        Some(KeyProblem {
            file: Some(refused.file),
            reader: refused.reader,
            ..KeyProblem::new(field, ErrorCode::ReaderCannotCarry, refused.detail)
        })
    }
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
        return Some(KeyProblem::new("/value", ErrorCode::ValueNotAllowed, detail));
    }
    if value.expose().contains('\0') {
        let detail = "no environment variable can hold a NUL character";
        return Some(KeyProblem::new("/value", ErrorCode::ValueNotAllowed, detail));
    }
    (value.len() > MAX_VALUE_BYTES).then(|| {
        let detail = "a value has at most 262,144 bytes (256 KiB)";
        KeyProblem::new("/value", ErrorCode::ValueTooLarge, detail)
    })
}

fn description_refused(text: &str) -> Option<KeyProblem> {
    let refused = |detail| KeyProblem::new("/description", ErrorCode::ValueNotAllowed, detail);
    if text.chars().count() > LONGEST_DESCRIPTION {
        return Some(refused("a description has at most 500 characters"));
    }
    let is_allowed = |c: char| !c.is_control() || c == '\n';
    (!text.chars().all(is_allowed)).then(|| refused("a description is plain text"))
}
