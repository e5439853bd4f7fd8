//! Names of what is kept: slots and summaries.

use envdock_contract::model::{
    ConfigurationId, EnvRequest, Environment, FileRef, KeyName, RepositoryId, RequestedKey,
    SessionId,
};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What slots are asked in: it decides which scopes apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckContext {
    /// The environment.
    pub environment: Environment,
    /// Makes values of the session and of its owner count.
    pub session: Option<SessionId>,
    /// Makes values of the configuration and of its files count.
    pub configuration: Option<ConfigurationId>,
    /// Makes values of these repositories count, in this order. Empty: the configuration's.
    pub repositories: Vec<RepositoryId>,
}

/// Names one slot: a key of one env file, in one context. Cheap to clone, hash and compare.
#[derive(Clone)]
pub struct SlotId(Arc<SlotParts>);

struct SlotParts {
    hash: u64,
    context: Arc<CheckContext>,
    file: FileRef,
    key: KeyName,
}

impl SlotId {
    /// Names the slot `key` of `file` in `context`. Share one `Arc` among the slots of a context.
    #[must_use]
    pub fn new(context: impl Into<Arc<CheckContext>>, file: FileRef, key: KeyName) -> Self {
        let context = context.into();
        let mut hasher = DefaultHasher::new();
        (&context, &file, &key).hash(&mut hasher);
        Self(Arc::new(SlotParts { hash: hasher.finish(), context, file, key }))
    }

    /// The slots of a request's keys, in its order: those of the Environment tab of its session.
    #[must_use]
    pub fn of_request(request: &EnvRequest) -> Vec<Self> {
        let context = Arc::new(CheckContext {
            environment: request.environment.clone(),
            session: Some(request.session.clone()),
            configuration: Some(request.configuration.clone()),
            repositories: Vec::new(),
        });
        let slot = |asked: &RequestedKey| {
            Self::new(Arc::clone(&context), asked.file.clone(), asked.key.clone())
        };
        request.keys.iter().map(slot).collect()
    }

    /// What it is asked in.
    #[must_use]
    pub fn context(&self) -> &Arc<CheckContext> {
        &self.0.context
    }

    /// The env file.
    #[must_use]
    pub fn file(&self) -> &FileRef {
        &self.0.file
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &KeyName {
        &self.0.key
    }

    fn parts(&self) -> (&CheckContext, &FileRef, &KeyName) {
        (&self.0.context, &self.0.file, &self.0.key)
    }
}

impl PartialEq for SlotId {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.hash == other.0.hash && self.parts() == other.parts())
    }
}

impl Eq for SlotId {}

impl Hash for SlotId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl PartialOrd for SlotId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SlotId {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other { Ordering::Equal } else { self.parts().cmp(&other.parts()) }
    }
}

impl fmt::Debug for SlotId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file(), self.key())
    }
}

/// Names one summary: a configuration's counts in one context. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SummaryId {
    context: Arc<CheckContext>,
    configuration: ConfigurationId,
}

impl SummaryId {
    /// Names the summary of `configuration` in `context`, which becomes that configuration's.
    #[must_use]
    pub fn new(context: impl Into<Arc<CheckContext>>, configuration: ConfigurationId) -> Self {
        let mut context = context.into();
        if context.configuration.as_ref() != Some(&configuration) {
            Arc::make_mut(&mut context).configuration = Some(configuration.clone());
        }
        Self { context, configuration }
    }

    /// What its slots are asked in.
    #[must_use]
    pub fn context(&self) -> &Arc<CheckContext> {
        &self.context
    }

    /// The configuration that is counted.
    #[must_use]
    pub fn configuration(&self) -> &ConfigurationId {
        &self.configuration
    }
}
