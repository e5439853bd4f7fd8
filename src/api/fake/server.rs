// long: one server with all that it knows and does
//! What the server in memory knows and does.

use crate::api::fake::talk::Talk;
use crate::api::fake::vault::Vault;
use crate::api::{
    AdoptOrder, ApiError, Configurations, Files, SavedSpec, Write, WriteKind, WriteOrder, Written,
};
use envdock_contract::model::{
    Address, Capabilities, ConfigurationId, Environment, OnDisk, OrganizationId, Removal, Revision,
    Role, ScopeKind, SessionId, Spec, Stored, Timestamp, UserId, Version,
};
use envdock_contract::wire::ErrorCode;
use envdock_core::{Configuration, DiskFile, Me, SaveFailure, SaveOutcome};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The code of the only launch link that works.
pub(super) const LAUNCH: &str = "launch";

pub(super) struct Server {
    pub(super) me: Option<Me>,
    pub(super) on_disk: BTreeMap<SessionId, Vec<DiskFile>>,
    pub(super) talk: Talk,
    pub(super) vault: Vault,
    revision: u64,
    configurations: Vec<Configuration>,
    stored: BTreeMap<Address, Stored>,
    removals: BTreeMap<Address, Removal>,
    /// The newest version that an address ever had.
    last: BTreeMap<Address, Version>,
    answered: HashMap<Arc<str>, (String, Written)>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            me: Some(owner()),
            on_disk: BTreeMap::new(),
            talk: Talk::default(),
            vault: Vault::default(),
            revision: 1,
            configurations: Vec::new(),
            stored: BTreeMap::new(),
            removals: BTreeMap::new(),
            last: BTreeMap::new(),
            answered: HashMap::new(),
        }
    }
}

#[expect(clippy::unwrap_used, reason = "both names are valid")]
pub(super) fn owner() -> Me {
    Me {
        user: UserId::new("ada").unwrap(),
        organization: OrganizationId::new("local").unwrap(),
        role: Role::Owner,
        environments: vec![Environment::default()],
        capabilities: Capabilities {
            scopes: vec![
                ScopeKind::Session,
                ScopeKind::File,
                ScopeKind::Configuration,
                ScopeKind::Repository,
                ScopeKind::Organization,
            ],
            versions: true,
            atomic_batch: true,
            local_folder: true,
            adopt: true,
            session_only: true,
            requests: true,
            events: false,
            restore: true,
            purge: true,
            moves: true,
            describe: true,
            search: true,
            history: true,
        },
    }
}

/// Somebody else.
#[expect(clippy::unwrap_used, reason = "the name is valid")]
pub(super) fn grace() -> UserId {
    UserId::new("grace").unwrap()
}

/// The refusal with this status and code.
pub(super) fn refusal(status: u16, code: ErrorCode) -> ApiError {
    let (problems, missing) = (Vec::new(), Vec::new());
    ApiError::Refused { status, code, detail: None, problems, missing, retry_after_ms: None }
}

impl Server {
    pub(super) fn signed_in(&self) -> Result<&Me, ApiError> {
        self.me.as_ref().ok_or_else(|| refusal(401, ErrorCode::Unauthenticated))
    }

    pub(super) fn sign_in(&mut self, launch: &str) -> Result<Me, ApiError> {
        if launch != LAUNCH {
            return Err(refusal(401, ErrorCode::LaunchUsed));
        }
        self.me = Some(owner());
        self.signed_in().cloned()
    }

    pub(super) fn put_configuration(&mut self, configuration: Configuration) {
        self.revision += 1;
        self.configurations.retain(|known| known.id != configuration.id);
        self.configurations.push(configuration);
    }

    pub(super) fn put_stored(&mut self, address: Address) -> Stored {
        self.revision += 1;
        let stored = Stored {
            scope: address.scope.clone(),
            version: self.next_version(&address),
            updated_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
            updated_by: owner().user,
        };
        self.stored.insert(address, stored.clone());
        stored
    }

    /// Removes what is stored; its versions are kept.
    pub(super) fn take_stored(&mut self, address: &Address, by: UserId) -> Version {
        self.stored.remove(address);
        let removal = Removal {
            scope: address.scope.clone(),
            version: self.next_version(address),
            updated_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
            updated_by: by,
        };
        let version = removal.version;
        self.removals.insert(address.clone(), removal);
        version
    }

    /// Who writes.
    pub(super) fn user(&self) -> UserId {
        self.me.as_ref().map_or_else(|| owner().user, |me| me.user.clone())
    }

    /// What a write gets that expects another version there.
    pub(super) fn conflict_at(&self, address: &Address) -> SaveFailure {
        let current = self.stored.get(address).cloned().map(Box::new);
        let removed = self.removals.get(address).filter(|_| current.is_none()).cloned();
        SaveFailure::Conflict { current, removed: removed.map(Box::new) }
    }

    /// Versions grow, also across removal.
    fn next_version(&mut self, address: &Address) -> Version {
        let last = self.last.entry(address.clone()).or_default();
        last.0 += 1;
        *last
    }

    pub(super) fn version(&self, address: &Address) -> Version {
        self.stored.get(address).map_or(Version(0), |stored| stored.version)
    }

    /// The newest version that an address ever had.
    pub(super) fn last_version(&self, address: &Address) -> Version {
        self.last.get(address).copied().unwrap_or_default()
    }

    /// What is stored at an address.
    pub(super) fn stored(&self, address: &Address) -> Option<&Stored> {
        self.stored.get(address)
    }

    pub(super) fn all_stored(&self) -> &BTreeMap<Address, Stored> {
        &self.stored
    }

    pub(super) fn all_configurations(&self) -> &[Configuration] {
        &self.configurations
    }

    /// The organization's revision.
    pub(super) fn revision(&self) -> Revision {
        Revision(self.revision)
    }

    /// One more write transaction.
    pub(super) fn next_revision(&mut self) {
        self.revision += 1;
    }

    pub(super) fn configurations(
        &self,
        ids: Option<&[ConfigurationId]>,
    ) -> Result<Configurations, ApiError> {
        self.signed_in()?;
        let wanted = |known: &&Configuration| ids.is_none_or(|ids| ids.contains(&known.id));
        let configurations = self.configurations.iter().filter(wanted).cloned().collect();
        Ok(Configurations { revision: Some(Revision(self.revision)), configurations })
    }

    pub(super) fn save_spec(
        &mut self,
        id: &ConfigurationId,
        expected: Version,
        spec: Spec,
    ) -> Result<SavedSpec, ApiError> {
        self.signed_in()?;
        let known = self.configurations.iter_mut().find(|known| known.id == *id);
        let known = known.ok_or_else(|| refusal(404, ErrorCode::NotFound))?;
        if known.spec_version != expected {
            return Err(refusal(412, ErrorCode::PreconditionFailed));
        }
        known.spec_version = Version(expected.0 + 1);
        known.spec = Some(Arc::new(spec.clone()));
        let version = known.spec_version;
        self.revision += 1;
        Ok(SavedSpec { revision: Some(Revision(self.revision)), version, spec })
    }

    pub(super) fn write(&mut self, order: &WriteOrder) -> Result<Written, ApiError> {
        self.signed_in()?;
        let values = order.writes.iter().map(|write| write.value().map(|v| v.expose()));
        let body = format!("{:?} {:?}", values.collect::<Vec<_>>(), order.writes);
        if let Some((first, answer)) = self.answered.get(&order.idempotency_key.0) {
            let is_same = *first == body;
            return is_same
                .then(|| answer.clone())
                .ok_or_else(|| refusal(422, ErrorCode::IdempotencyMismatch));
        }
        let outcomes = order.writes.iter().map(|write| self.write_noted(write)).collect();
        let written = Written { revision: Some(Revision(self.revision)), outcomes };
        self.answered.insert(Arc::clone(&order.idempotency_key.0), (body, written.clone()));
        Ok(written)
    }

    pub(super) fn write_one(&mut self, write: &Write) -> SaveOutcome {
        if self.version(&write.address) != write.expected_version {
            return SaveOutcome::Refused(self.conflict_at(&write.address));
        }
        if let WriteKind::Restore { from_version } = &write.what {
            let last = self.last.get(&write.address).copied().unwrap_or_default();
            if *from_version == Version(0) || *from_version > last {
                return SaveOutcome::Refused(SaveFailure::NotKept);
            }
        }
        if let WriteKind::Set { description: Some(text), .. } = &write.what {
            self.describe(&write.address, Some(text.clone()), self.user());
        }
        if let Some(outcome) = self.write_kept(write) {
            return outcome;
        }
        let applied = Vec::new();
        if let WriteKind::Move { to, to_expected_version } = &write.what {
            let there = Address { scope: to.clone(), ..write.address.clone() };
            if self.version(&there) != *to_expected_version {
                return SaveOutcome::Refused(self.conflict_at(&there));
            }
            self.take_stored(&write.address, self.user());
            let stored = self.put_stored(there);
            return SaveOutcome::Stored { stored, applied };
        }
        if !matches!(write.what, WriteKind::Unset) {
            let stored = self.put_stored(write.address.clone());
            return SaveOutcome::Stored { stored, applied };
        }
        self.revision += 1;
        SaveOutcome::Removed { version: self.take_stored(&write.address, self.user()), applied }
    }

    pub(super) fn files(&self, session: &SessionId) -> Result<Files, ApiError> {
        self.signed_in()?;
        let files = self.on_disk.get(session).cloned();
        let files = files.ok_or_else(|| refusal(404, ErrorCode::NotFound))?;
        Ok(Files { revision: Some(Revision(self.revision)), files })
    }

    pub(super) fn adopt(&mut self, order: &AdoptOrder) -> Result<Written, ApiError> {
        self.signed_in()?;
        let mut outcomes = Vec::new();
        for slot in &order.slots {
            let files = self.on_disk.get_mut(&order.session).into_iter().flatten();
            let line = files
                .filter(|file| file.file == slot.file)
                .flat_map(|file| file.slots.iter_mut())
                .find(|line| line.key == slot.key && line.on_disk == OnDisk::Other);
            let Some(line) = line else {
                outcomes.push(SaveOutcome::Refused(SaveFailure::NotInFile));
                continue;
            };
            line.on_disk = OnDisk::Current;
            let environment = Environment::default();
            let (scope, key) = (slot.scope.clone(), slot.key.clone());
            let stored = self.put_stored(Address { environment, scope, key });
            outcomes.push(SaveOutcome::Stored { stored, applied: Vec::new() });
        }
        Ok(Written { revision: Some(Revision(self.revision)), outcomes })
    }
}
