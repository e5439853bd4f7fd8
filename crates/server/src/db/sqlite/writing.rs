//! A transaction that writes, and what it will tell.

use crate::db::sqlite::failure::failure;
use crate::db::{RepositoryError, Result};
use crate::events::Hub;
use envdock_contract::model::Revision;
use envdock_contract::wire::EventBody;
use sqlx::{Sqlite, Transaction};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The hub, and whose turn it is to tell.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    pub(super) hub: Arc<Hub>,
    turn: Arc<Mutex<()>>,
}

impl Telling {
    pub(super) fn new(revision: Revision) -> Self {
        Self { hub: Arc::new(Hub::new(revision)), turn: Arc::default() }
    }
}

/// A transaction that writes.
pub(super) struct Writing {
    transaction: Transaction<'static, Sqlite>,
    telling: Telling,
    told: Vec<(Revision, EventBody)>,
}

impl Writing {
    pub(super) fn new(transaction: Transaction<'static, Sqlite>, telling: &Telling) -> Self {
        Self { transaction, telling: telling.clone(), told: Vec::new() }
    }

    /// Tells this once it is committed.
    pub(super) fn tell(&mut self, revision: Revision, event: EventBody) {
        self.told.push((revision, event));
    }

    /// Commits, then tells, in the order of the revisions and also when nobody waits any more: a
    /// caller that goes away must not take the event with it.
    pub(super) async fn commit(self) -> Result<()> {
        let Self { transaction, telling, told } = self;
        let commit = tokio::spawn(async move {
            // The next one may write meanwhile. It commits when this one has told.
            let _turn = telling.turn.lock().await;
            transaction.commit().await.map_err(failure)?;
            for (revision, event) in told {
                telling.hub.publish(revision, event);
            }
            Ok(())
        });
        commit.await.map_err(RepositoryError::unreadable)?
    }
}

impl Deref for Writing {
    type Target = Transaction<'static, Sqlite>;

    fn deref(&self) -> &Self::Target {
        &self.transaction
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.transaction
    }
}
