//! Says aloud what has changed, without moving the focus.

use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;
use web_sys::{Element, Node};

/// What comes with a region, or right after it was moved, is not heard by every screen reader.
const SETTLING: Duration = Duration::from_millis(150);
/// By then everybody has heard a line.
const HEARD: Duration = Duration::from_secs(1);

thread_local! {
    static ANNOUNCER: RefCell<Announcer> = RefCell::default();
}

/// The one polite live region of a page, however many surfaces it has: several talk over each
/// other. It belongs to none of them, so it goes on when one of them goes.
#[derive(Default)]
struct Announcer {
    region: Option<Element>,
    /// Where it is while no modal dialog is open; otherwise the page's body.
    home: Option<Node>,
    /// Modal dialogs that are open, the newest last: a page does not find those in shadow roots.
    dialogs: Vec<Element>,
    n_surfaces: usize,
    is_settling: bool,
    /// What is said once the region has settled.
    waiting: Vec<String>,
}

/// Has the page's live region be there for as long as a surface is.
pub fn use_announcer() {
    // Where a page is rendered for a browser there is no document yet: effects do not run there.
    Effect::new(|| {
        ANNOUNCER.with_borrow_mut(Announcer::enter);
        on_cleanup(|| ANNOUNCER.with_borrow_mut(Announcer::leave));
    });
}

/// Says something in the page's live region, after all that was said before.
pub fn announce(words: &str) {
    ANNOUNCER.with_borrow_mut(|announcer| {
        if announcer.region.is_some() {
            announcer.place();
            announcer.waiting.push(words.to_owned());
            announcer.speak();
        }
    });
}

/// Says what there is to say whenever that changes; what it was before is no news.
pub fn announce_changes(words: impl Fn() -> Option<String> + 'static) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = words();
        if let (Some(words), true) = (&now, before.is_some_and(|before| before != now)) {
            announce(words);
        }
        now
    });
}

/// Has the region be where it is heard: a modal dialog has opened or closed.
pub fn follow_dialog(dialog: &Element) {
    ANNOUNCER.with_borrow_mut(|announcer| {
        announcer.dialogs.retain(|known| known != dialog);
        announcer.dialogs.push(dialog.clone());
        announcer.place();
    });
}

/// Has the region be in `home`, which hides it from the eye: the page has no style for it.
#[cfg(feature = "elements")]
pub(crate) fn announce_in(home: Node) {
    ANNOUNCER.with_borrow_mut(|announcer| {
        announcer.home = Some(home);
        announcer.place();
    });
}

impl Announcer {
    fn enter(&mut self) {
        self.n_surfaces += 1;
        if self.region.is_none() {
            self.region = region();
            self.place();
        }
    }

    fn leave(&mut self) {
        self.n_surfaces -= 1;
        if self.n_surfaces > 0 {
            // It may have been in a dialog that is taken away with its surface.
            queue_microtask(|| ANNOUNCER.with_borrow_mut(Announcer::place));
        } else if let Some(region) = self.region.take() {
            region.remove();
            self.waiting.clear();
        }
    }

    /// What is behind a modal dialog is not heard.
    fn place(&mut self) {
        let Some(region) = &self.region else { return };
        self.dialogs.retain(|dialog| dialog.matches(":modal").unwrap_or(false));
        let of_page = || document().query_selector("dialog:modal").ok().flatten();
        let dialog = self.dialogs.last().cloned().or_else(of_page).map(Node::from);
        let home = || self.home.clone().or_else(|| document().body().map(Node::from));
        let place = dialog.or_else(home);
        if let Some(place) = place.filter(|place| region.parent_node().as_ref() != Some(place)) {
            // Both are elements of this document, neither within the other.
            let _ = place.append_child(region);
            self.is_settling = true;
            set_timeout(settled, SETTLING);
        }
    }

    fn speak(&mut self) {
        let Some(region) = self.region.as_ref().filter(|_| !self.is_settling) else { return };
        for words in self.waiting.drain(..) {
            // A line each: what is added is heard, also twice, and cuts nothing short.
            if let Ok(line) = document().create_element("div") {
                line.set_text_content(Some(&words));
                let _ = region.append_child(&line);
                set_timeout(move || forget_before(&line), HEARD);
            }
        }
    }
}

fn region() -> Option<Element> {
    let region = document().create_element("div").ok()?;
    region.set_class_name("envdock-unseen");
    for (name, value) in [("role", "status"), ("aria-live", "polite"), ("aria-atomic", "false")] {
        region.set_attribute(name, value).ok()?;
    }
    Some(region)
}

fn settled() {
    ANNOUNCER.with_borrow_mut(|announcer| {
        announcer.is_settling = false;
        announcer.speak();
    });
}

/// What was said last can be read again.
fn forget_before(line: &Element) {
    while let Some(older) = line.previous_element_sibling() {
        older.remove();
    }
}
