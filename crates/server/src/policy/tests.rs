use super::*;
use envdock_contract::model::{
    ConfigurationId, Environment, KeyName, RepositoryId, ScopeKind, SessionId,
};

fn identity(role: Role) -> Identity {
    Identity {
        user: UserId::new("me").unwrap(),
        role,
        sessions: None,
        environments: Some(vec![Environment::default()]),
        write_scopes: Vec::new(),
    }
}

fn address(scope: Scope) -> Address {
    Address { environment: Environment::default(), scope, key: KeyName::new("A").unwrap() }
}

fn session(id: &str) -> Scope {
    Scope::Session { id: SessionId::new(id).unwrap() }
}

fn user(id: &str) -> Scope {
    Scope::User { id: UserId::new(id).unwrap() }
}

fn configuration() -> Scope {
    Scope::Configuration { id: ConfigurationId::new("c").unwrap() }
}

fn repository() -> Scope {
    Scope::Repository { id: RepositoryId::new("r").unwrap() }
}

/// The session `mine` is mine.
fn owner_of(id: &SessionId) -> Option<UserId> {
    UserId::new(if id.as_str() == "mine" { "me" } else { "other" }).ok()
}

fn check(identity: &Identity, scope: &Scope, expected: Permit) {
    assert_eq!(may_write(identity, &address(scope.clone()), owner_of), expected, "{scope:?}");
}

#[test]
fn owners_and_admins_write_everywhere_but_for_other_people() {
    for role in [Role::Owner, Role::Admin] {
        let identity = identity(role);
        for scope in [configuration(), repository(), Scope::Organization, session("other")] {
            check(&identity, &scope, Permit::Yes);
        }
        check(&identity, &user("me"), Permit::Yes);
        check(&identity, &user("other"), Permit::No);
    }
}

#[test]
fn members_write_their_own_and_what_is_not_shared() {
    let member = identity(Role::Member);
    check(&member, &session("mine"), Permit::Yes);
    check(&member, &session("other"), Permit::No);
    check(&member, &user("me"), Permit::Yes);
    check(&member, &user("other"), Permit::No);
    check(&member, &configuration(), Permit::IfNothingShared);
    check(&member, &repository(), Permit::No);
    check(&member, &Scope::Organization, Permit::No);
}

#[test]
fn write_scopes_let_a_member_change_what_is_shared() {
    let mut member = identity(Role::Member);
    member.write_scopes = vec![ScopeKind::Configuration];
    check(&member, &configuration(), Permit::Yes);
    check(&member, &Scope::Organization, Permit::No);
}

#[test]
fn a_bound_member_writes_to_its_session_only() {
    let mut member = identity(Role::Member);
    member.sessions = Some(vec![SessionId::new("another").unwrap()]);
    check(&member, &session("mine"), Permit::No);
}

#[test]
fn a_bound_admin_writes_to_no_other_session() {
    let mut admin = identity(Role::Admin);
    admin.sessions = Some(vec![SessionId::new("mine").unwrap()]);
    check(&admin, &session("mine"), Permit::Yes);
    check(&admin, &session("other"), Permit::No);
}

#[test]
fn machines_write_no_values() {
    for role in [Role::Host, Role::Agent, Role::Sandbox] {
        for scope in [session("mine"), user("me"), configuration(), Scope::Organization] {
            check(&identity(role), &scope, Permit::No);
        }
    }
}

#[test]
fn another_environment_is_out_of_reach() {
    let mut prod = address(Scope::Organization);
    prod.environment = Environment::new("prod").unwrap();
    assert_eq!(may_write(&identity(Role::Owner), &prod, owner_of), Permit::No);
}

#[test]
fn every_role_has_its_row() {
    for role in [Role::Owner, Role::Admin] {
        assert!(ALL.iter().all(|action| allows(role, *action)));
    }
    // What an agent asks for in its own name a person does not ask for.
    assert!(!allows(Role::Owner, Action::AskForValues));
    assert!(allows(Role::Agent, Action::SaveSpec) && !allows(Role::Agent, Action::WriteFiles));
    assert!(allows(Role::Sandbox, Action::Read) && !allows(Role::Sandbox, Action::SaveSpec));
    assert!(
        !allows(Role::Member, Action::ManageTokens) && !allows(Role::Member, Action::ReadAudit)
    );
    assert!(allows(Role::Host, Action::ManageTokens) && !allows(Role::Host, Action::WriteValues));
}

#[test]
fn only_a_sandbox_fetches_values() {
    for role in [Role::Owner, Role::Admin, Role::Member, Role::Host, Role::Agent] {
        assert!(!allows(role, Action::FetchValues), "{role:?}");
    }
    assert!(allows(Role::Sandbox, Action::FetchValues));
}

#[test]
fn nobody_mints_a_token_above_the_own_role() {
    let mints = |role, minted, bound, seconds| may_mint(&identity(role), minted, bound, seconds);
    assert!(mints(Role::Owner, Role::Owner, false, 60));
    assert!(
        mints(Role::Admin, Role::Admin, false, 60) && !mints(Role::Admin, Role::Owner, false, 60)
    );
    assert!(mints(Role::Host, Role::Member, false, 3_600));
    assert!(!mints(Role::Host, Role::Member, false, 3_601));
    assert!(!mints(Role::Host, Role::Admin, false, 60));
    assert!(
        !mints(Role::Owner, Role::Agent, false, 60) && mints(Role::Owner, Role::Agent, true, 60)
    );
    assert!(!mints(Role::Owner, Role::Member, false, 0));
    assert!(!mints(Role::Owner, Role::Member, false, TOKEN_SECONDS + 1));
    assert!(!mints(Role::Member, Role::Member, false, 60));
    let mut bound = identity(Role::Admin);
    bound.sessions = Some(vec![SessionId::new("mine").unwrap()]);
    assert!(!may_mint(&bound, Role::Member, true, 60));
}
