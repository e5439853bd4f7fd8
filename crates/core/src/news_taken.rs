//! What the server tells, taken into what is known: older news change nothing.

use crate::order::Moment;
use crate::reads::ReadKey;
use crate::{AddressNews, News, Session, State, Subject, SubjectArrival};
use envdock_contract::model::{ConfigurationId, Revision, Version};

impl State {
    pub(crate) fn news_arrived(&mut self, revision: Option<Revision>, news: News) {
        let moment = Moment { revision, call: self.calls.next_number() };
        match news {
            News::Presence(changes) => {
                for change in changes {
                    self.address_news(change, moment);
                }
            }
            News::Spec { configuration, version } => {
                self.spec_news(configuration, version, moment);
            }
            News::Subject(arrival) => {
                if let SubjectArrival::Session(session) = &arrival {
                    self.session_news(session, moment);
                }
                self.subject_arrived(revision, arrival);
            }
            News::Files(session) => self.read_news(&ReadKey::Files(session), moment),
            News::Resync => self.resync_wanted(revision),
        }
    }

    /// A value that this page is just writing shows as saving, whatever is told about it: what was
    /// told counts when that save is settled.
    fn address_news(&mut self, news: AddressNews, moment: Moment) {
        if self.saves.writes(&news.address) {
            self.saves.postponed.push((news, moment));
        } else {
            let AddressNews { address, version, stored } = news;
            self.address_changed(&address, Some(version), stored.as_ref(), moment);
        }
    }

    /// A save was answered, or was not: what was told about its addresses counts now.
    pub(crate) fn take_postponed_news(&mut self) {
        for (news, moment) in std::mem::take(&mut self.saves.postponed) {
            self.address_news(news, moment);
        }
    }

    fn spec_news(&mut self, id: ConfigurationId, version: Version, moment: Moment) {
        let known = self.reads.configurations.get(&id);
        let is_known = known
            .and_then(|known| known.known.as_ref())
            .is_some_and(|known| known.spec_version >= version);
        if !is_known {
            self.configuration_news(id, moment);
        }
    }

    /// A session that begins or ends is its configuration's newest, or no longer.
    fn session_news(&mut self, session: &Session, moment: Moment) {
        let known = self.reads.configurations.get(&session.configuration);
        let shown = known.and_then(|known| known.known.as_ref()?.session.as_ref());
        let is_shown = shown == Some(&session.id);
        if is_shown != session.is_live {
            self.configuration_news(session.configuration.clone(), moment);
        }
    }

    fn configuration_news(&mut self, id: ConfigurationId, moment: Moment) {
        let listed = self.reads.listing.known.as_ref();
        let is_new = listed.is_some_and(|listed| !listed.contains(&id));
        if is_new {
            self.read_news(&ReadKey::Listing, moment);
        }
        self.read_news(&ReadKey::Configuration(id), moment);
    }

    /// Something that is read as a whole has changed: it is read again where somebody shows it.
    fn read_news(&mut self, key: &ReadKey, moment: Moment) {
        if self.reads.is_of_interest(key) && !self.reads.includes(key, moment) {
            self.reads.outdated(key, moment);
            if self.reads.is_watched(key) {
                self.ask_read(key);
            }
        }
    }

    /// Whether news about something of a session matter.
    pub(crate) fn is_of_interest(&self, subject: &Subject) -> bool {
        self.reads.is_of_interest(&ReadKey::Subject(subject.clone()))
    }
}
