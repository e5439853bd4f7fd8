//! Two people describe one key: nobody's words are replaced unseen, whatever comes first.

use crate::api::fake::{Fault, Verb};
use crate::store::organization::{SecretDraft, SecretSave};
use crate::store::tests::bench::{Bench, story};
use crate::store::tests::organization::shared;
use envdock_contract::model::UserId;
use envdock_core::SaveFailure;

impl Bench {
    /// Types a description over what is said now.
    fn types_description(&self, key: &str, text: &str) {
        self.store.organization().type_description(&shared(key), Some(text.to_owned()));
    }

    fn says(&self, key: &str) -> Option<String> {
        self.item(key).description.clone()
    }

    fn typed_description(&self, key: &str) -> Option<String> {
        self.store.organization().typed_description(&shared(key))
    }
}

fn draft(key: &str) -> SecretDraft {
    SecretDraft::Of(shared(key))
}

#[test]
fn a_description_of_somebody_else_is_not_replaced_before_it_was_seen() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        bench.types_description("A", "mine");
        bench.api.put_description(&shared("A"), "theirs");
        organization.describe(&shared("A"), "mine");
        bench.pass(10).await;
        let SecretSave::Failed(SaveFailure::DescribedMeanwhile(now)) = bench.work_save("A") else {
            panic!("{:?}", bench.work_save("A"));
        };
        assert_eq!(now.text.as_deref(), Some("theirs"));
        assert_eq!(now.updated_by.as_ref().map(UserId::as_str), Some("grace"));
        assert_eq!(bench.says("A").as_deref(), Some("theirs"));
        assert_eq!(bench.typed_description("A").as_deref(), Some("mine"));
        // Typing on and saving again does not take it as seen; a person decides that.
        bench.types_description("A", "mine, too");
        organization.describe(&shared("A"), "mine, too");
        bench.pass(10).await;
        assert!(matches!(bench.work_save("A"), SecretSave::Failed(_)));
        organization.do_anyway(&draft("A"));
        bench.pass(10).await;
        assert_eq!((bench.work_save("A"), bench.typed_description("A")), (SecretSave::Done, None));
        assert_eq!(bench.says("A").as_deref(), Some("mine, too"));
    });
}

#[test]
fn whoever_saves_anyway_is_asked_again_about_what_came_since() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        bench.types_description("A", "mine");
        bench.api.put_description(&shared("A"), "theirs");
        organization.describe(&shared("A"), "mine");
        bench.pass(10).await;
        bench.api.put_description(&shared("A"), "another one");
        organization.do_anyway(&draft("A"));
        bench.pass(10).await;
        let SecretSave::Failed(SaveFailure::DescribedMeanwhile(now)) = bench.work_save("A") else {
            panic!("{:?}", bench.work_save("A"));
        };
        assert_eq!(now.text.as_deref(), Some("another one"));
    });
}

#[test]
fn the_text_of_somebody_else_can_be_taken_and_the_same_words_are_no_conflict() {
    story(|bench| async move {
        bench.finds(&["A", "B"]).await;
        let organization = bench.store.organization();
        for key in ["A", "B"] {
            bench.types_description(key, "mine");
        }
        bench.api.put_description(&shared("A"), "theirs");
        bench.api.put_description(&shared("B"), "mine");
        organization.describe(&shared("A"), "mine");
        organization.describe(&shared("B"), "mine");
        bench.pass(10).await;
        organization.take_their_description(&shared("A"));
        assert_eq!((bench.work_save("A"), bench.typed_description("A")), (SecretSave::Idle, None));
        assert_eq!(bench.says("A").as_deref(), Some("theirs"));
        assert_eq!(bench.work_save("B"), SecretSave::Done);
        // What was taken is what was seen.
        organization.describe(&shared("A"), "then mine");
        bench.pass(10).await;
        assert_eq!(bench.says("A").as_deref(), Some("then mine"));
    });
}

#[test]
fn what_is_typed_on_during_a_save_is_typed_over_what_was_saved() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        bench.types_description("A", "mine");
        bench.api.next(Verb::Write, Fault::Slow { delay_ms: 500 });
        organization.describe(&shared("A"), "mine");
        bench.pass(10).await;
        bench.types_description("A", "mine, longer");
        bench.pass(1_000).await;
        assert_eq!(bench.typed_description("A").as_deref(), Some("mine, longer"));
        organization.describe(&shared("A"), "mine, longer");
        bench.pass(10).await;
        assert_eq!(bench.work_save("A"), SecretSave::Done);
        assert_eq!(bench.says("A").as_deref(), Some("mine, longer"));
    });
}

#[test]
fn a_description_that_is_told_is_read_before_or_after_an_answer_and_an_own_one_is_not() {
    story(|bench| async move {
        let organization = bench.store.organization();
        let _guard = organization.watch();
        bench.finds(&["A"]).await;
        bench.api.put_description(&shared("A"), "theirs");
        bench.hears("A");
        bench.pass(10).await;
        assert_eq!(bench.says("A").as_deref(), Some("theirs"));
        let n_calls = bench.api.n_calls(Verb::Search);
        organization.describe(&shared("A"), "mine");
        bench.pass(10).await;
        bench.hears("A");
        bench.replaces("A");
        bench.pass(10).await;
        bench.hears("A");
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Search), n_calls);
        // What comes while an own answer is late is read, too.
        bench.api.next(Verb::Write, Fault::Slow { delay_ms: 500 });
        organization.describe(&shared("A"), "mine again");
        bench.pass(10).await;
        bench.api.put_description(&shared("A"), "theirs at last");
        bench.hears("A");
        bench.pass(1_000).await;
        assert_eq!(bench.says("A").as_deref(), Some("theirs at last"));
    });
}
