use crate::api::ApiError;
use crate::api::fake::{Fault, Verb};
use crate::store::tests::bench::{file, story};
use crate::store::{ActionFailure, ActionState, ApplyOrder};
use envdock_contract::model::{Environment, KeyName, SessionId, Version};
use envdock_core::{CheckFailure, SignIn};
use envdock_rules::spec_edit::SpecEdit;
use leptos::prelude::GetUntracked;
use std::sync::Arc;

#[test]
fn a_launch_link_signs_in_and_a_used_one_says_so() {
    story(|bench| async move {
        bench.api.put_me(None);
        bench.store.identify();
        bench.pass(10).await;
        assert_eq!(bench.store.connection().get_untracked().sign_in, SignIn::SignedOut);
        bench.store.sign_in("used".to_owned());
        bench.pass(10).await;
        let used = ActionState::Failed(ActionFailure::LaunchUsed);
        assert_eq!(bench.store.sign_in_state().get_untracked(), used);
        bench.store.sign_in("launch".to_owned());
        bench.pass(10).await;
        assert_eq!(bench.store.sign_in_state().get_untracked(), ActionState::Done(()));
        assert_eq!(bench.store.connection().get_untracked().sign_in, SignIn::SignedIn);
        assert!(bench.store.me().get_untracked().known.is_some());
    });
}

#[test]
fn accepting_saves_the_spec_and_shows_it() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        let guard = bench.store.watch_configuration(&shop);
        bench.pass(200).await;
        let configuration = bench.store.configuration(&shop);
        let mut known = (*configuration.get_untracked().known.unwrap()).clone();
        let mut spec = (*known.spec.unwrap()).clone();
        for slot in &mut spec.files[0].slots {
            slot.proposed = true;
        }
        known.spec = Some(Arc::new(spec));
        bench.api.put_configuration(known);
        bench.store.refresh();
        bench.pass(200).await;
        let accept = SpecEdit::Accept(file(), KeyName::new("A").unwrap());
        bench.store.edit_spec(&shop, &[accept]);
        bench.pass(200).await;
        assert_eq!(bench.store.spec_state(&shop).get_untracked(), ActionState::Done(()));
        let known = configuration.get_untracked().known.unwrap();
        let proposed: Vec<_> =
            known.spec.as_ref().unwrap().files[0].slots.iter().map(|slot| slot.proposed).collect();
        assert_eq!((known.spec_version, proposed), (Version(2), vec![false, true]));
        drop(guard);
    });
}

#[test]
fn an_apply_that_fails_says_why() {
    story(|bench| async move {
        let session = SessionId::new("session").unwrap();
        bench.api.next(Verb::Apply, Fault::Refused(ApiError::Timeout));
        bench.store.apply(&session, ApplyOrder::default());
        let state = bench.store.apply_state(&session);
        assert_eq!(state.get_untracked(), ActionState::Running);
        bench.pass(10).await;
        let failure = ActionFailure::Unanswered(CheckFailure::Timeout);
        assert_eq!(state.get_untracked(), ActionState::Failed(failure));
    });
}

#[test]
fn a_live_session_keeps_another_environment_out_of_its_folder() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let state = bench.store.start_state(&shop);
        let staging = Environment::new("staging").unwrap();
        bench.store.start_session(shop.clone(), Environment::default(), false);
        bench.pass(10).await;
        let ActionState::Done(first) = state.get_untracked() else { panic!("not started") };
        bench.store.start_session(shop.clone(), staging.clone(), false);
        bench.pass(10).await;
        assert_eq!(state.get_untracked(), ActionState::Failed(ActionFailure::Changed));
        bench.store.end_session(&first.id);
        bench.pass(10).await;
        bench.store.start_session(shop.clone(), staging.clone(), false);
        bench.pass(10).await;
        let ActionState::Done(second) = state.get_untracked() else { panic!("not started") };
        assert_eq!(second.environment, staging);
    });
}
