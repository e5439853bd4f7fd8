//! What every engine must do: one story per verb, told to each of them.
#![expect(unreachable_pub, reason = "the modules of a test program are its own")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "outside of test functions too, a test that cannot go on must fail"
)]

mod damage;
mod engine;
mod expiry;
mod hosted;
mod migration;
mod plan;
mod requests;
mod stories;
mod undo;

/// Tells every story of some files to SQLite, each on a store of its own.
macro_rules! tell {
    ($($file:ident: $($story:ident),+ $(,)?;)+) => {
        mod sqlite {
            $($(
                #[tokio::test]
                async fn $story() {
                    let engine = crate::engine::Engine::sqlite().await;
                    crate::$file::$story(&engine).await;
                }
            )+)+
        }
    };
}

tell!(
    stories:
    a_folder_keeps_its_session,
    a_spec_is_saved_once_per_version,
    the_revision_grows_with_every_write,
    a_value_comes_back_at_its_address_only,
    versions_grow_across_deletion,
    a_retry_is_recognised_and_another_body_too,
    a_final_answer_is_not_replaced,
    shared_values_stop_a_restricted_write,
    a_check_orders_and_knows_its_contexts,
    tokens_live_until_they_are_revoked_or_end,
    the_audit_is_newest_first,
    line_records_are_kept_replaced_and_forgotten,
    configurations_come_page_by_page,
    a_write_concerns_configurations_by_id_repository_or_key;
    requests:
    a_question_is_open_once_and_told_again,
    only_so_much_is_asked,
    a_request_is_settled_once,
    a_submission_is_one_transaction,
    a_refused_submission_leaves_nothing,
    an_ended_session_takes_its_own_with_it,
    a_moved_value_opens_at_its_new_place_only,
    a_conversation_is_numbered;
    hosted:
    what_a_host_declares_has_versions,
    ids_of_folders_stay_theirs;
    undo:
    what_was_removed_or_replaced_comes_back,
    only_what_is_kept_comes_back,
    a_purge_leaves_nothing_to_come_back,
    what_a_removal_keeps_can_be_purged,
    a_description_leaves_the_value_as_it_is;
);
