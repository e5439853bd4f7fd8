//! Which part of an event a reader may see: what it could read by itself now.

use crate::app::App;
use crate::configurations::Declared;
use crate::db::{Repository, RepositoryError, Session};
use crate::events::stream::Ended;
use crate::policy::{Action, Reach, allows, may_in};
use crate::sign_in::Identity;
use envdock_contract::model::{FileRef, KeyName, Scope, SessionId, Spec};
use envdock_contract::wire::{EventBody, PresenceChange};
use envdock_rules::precedence::{Context, applicable_scopes};

/// What `identity` may see of an event; `None`: nothing of it.
pub(super) async fn visible(
    app: &App,
    identity: &Identity,
    event: &EventBody,
) -> Result<Option<EventBody>, Ended> {
    let repository = &*app.repository;
    let reach = Reach::of(repository, identity).await?;
    // A token that is bound to sessions ends with the last of them.
    if matches!(&reach, Reach::Bound(bound) if bound.is_empty()) {
        return Err(Ended);
    }
    let sees = match event {
        EventBody::Connected | EventBody::Resync => true,
        EventBody::Presence { changes } => {
            let changes = presence(repository, identity, &reach, changes).await?;
            let is_any = !changes.is_empty();
            return Ok(is_any.then_some(EventBody::Presence { changes }));
        }
        EventBody::Spec { configuration, .. } => reach.configuration(configuration),
        EventBody::Request(request) => {
            let may = |session: &Session| may_in(identity, Action::ReadRequests, session);
            is_so(repository, &request.session, may).await?
        }
        EventBody::Session(session) => reach.sees(identity, &session.id, &session.environment),
        EventBody::Message { session, .. } => {
            let may = |session: &Session| may_in(identity, Action::Converse, session);
            is_so(repository, session, may).await?
        }
        EventBody::Files { session } => {
            let sees = |session: &Session| reach.sees(identity, &session.id, &session.environment);
            allows(identity.role, Action::ReadFiles) && is_so(repository, session, sees).await?
        }
        EventBody::Unknown => false,
    };
    Ok(sees.then(|| event.clone()))
}

/// What policy says of the session; what does not exist nobody sees.
async fn is_so(
    repository: &dyn Repository,
    session: &SessionId,
    policy: impl Fn(&Session) -> bool,
) -> Result<bool, RepositoryError> {
    match repository.session(session).await {
        Ok(session) => Ok(policy(&session)),
        Err(RepositoryError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The changes that a check would tell.
async fn presence(
    repository: &dyn Repository,
    identity: &Identity,
    reach: &Reach,
    changes: &[PresenceChange],
) -> Result<Vec<PresenceChange>, RepositoryError> {
    let usable = changes.iter().filter(|change| identity.uses(&change.address.environment));
    let Reach::Bound(bound) = reach else { return Ok(usable.cloned().collect()) };
    // A machine must not learn of what waits for a person's word by naming a key.
    let is_guarded = Declared::by(identity.role) == Declared::ByMachine;
    let mut contexts = Vec::with_capacity(bound.len());
    for (session, configuration) in bound {
        let session = repository.session(session).await?;
        let spec = if is_guarded { Some(repository.spec(configuration).await?.spec) } else { None };
        contexts.push((session, spec));
    }
    let is_told = |change: &&PresenceChange| {
        // Near values are written for proposed slots, too: whoever writes them must hear of them.
        let is_given = allows(identity.role, Action::FetchValues)
            && !matches!(change.address.scope, Scope::Repository { .. } | Scope::Organization);
        contexts.iter().any(|(session, spec)| applies(session, spec.as_ref(), change, is_given))
    };
    Ok(usable.filter(is_told).cloned().collect())
}

/// Whether a value at the address applies in the session, to a slot that a person has accepted
/// where that is asked for, unless the value is given all the same.
fn applies(
    session: &Session,
    spec: Option<&Spec>,
    change: &PresenceChange,
    is_given: bool,
) -> bool {
    let address = &change.address;
    let file = match &address.scope {
        Scope::File { workspace_path, path, .. } => {
            Some(FileRef { workspace_path: workspace_path.clone(), path: path.clone() })
        }
        Scope::Session { .. }
        | Scope::User { .. }
        | Scope::Configuration { .. }
        | Scope::Repository { .. }
        | Scope::Organization => None,
    };
    let scopes = applicable_scopes(&Context {
        session: Some(&session.id),
        user: Some(&session.owner),
        configuration: Some(&session.configuration),
        file: file.as_ref(),
        repositories: &session.repositories,
    });
    address.environment == session.environment
        && scopes.contains(&address.scope)
        && spec.is_none_or(|spec| is_told_of(spec, file.as_ref(), &address.key, is_given))
}

fn is_told_of(spec: &Spec, file: Option<&FileRef>, key: &KeyName, is_given: bool) -> bool {
    let files = spec.files.iter();
    let files = files.filter(|known| file.is_none_or(|file| known.file_ref() == *file));
    files.flat_map(|file| &file.slots).any(|slot| slot.key == *key && (is_given || !slot.proposed))
}
