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
mod plan;
mod stories;

/// Tells every story to SQLite, each on a store of its own.
macro_rules! tell {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test]
                async fn $story() {
                    let engine = crate::engine::Engine::sqlite().await;
                    crate::stories::$story(&engine).await;
                }
            )+
        }
    };
}

tell!(
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
    a_write_concerns_configurations_by_id_repository_or_key,
);
