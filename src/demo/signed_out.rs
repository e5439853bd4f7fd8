//! Shown to nobody in particular.

use crate::components::parts::announce;
use crate::store::{ActionFailure, ActionState, EnvStore};
use crate::texts::{demo, failures};
use leptos::prelude::*;

/// How to get in.
#[component]
pub(super) fn SignedOut() -> impl IntoView {
    let sign_in = expect_context::<EnvStore>().sign_in_state();
    let is_used = move || {
        sign_in.with(|state| matches!(state, ActionState::Failed(ActionFailure::LaunchUsed)))
    };
    Effect::new({
        let is_used = is_used.clone();
        move || {
            if is_used() {
                announce(failures::LAUNCH_USED);
            }
        }
    });
    view! {
        <main class="envdock-page envdock-signed-out">
            <h1 class="envdock-page__title">{demo::SIGN_IN}</h1>
            {move || is_used().then(|| view! { <p>{failures::LAUNCH_USED}</p> })}
            <p class="envdock-page__lead">{demo::SIGN_IN_LEAD}</p>
            <pre class="envdock-command"><code>{demo::SIGN_IN_COMMAND}</code></pre>
        </main>
    }
}
