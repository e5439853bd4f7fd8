//! The page: mounts the demo.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <main><h1>"Envdock"</h1></main> });
}
