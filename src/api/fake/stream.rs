//! Streams of the server in memory.

use crate::api::{Hear, Heard};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

#[derive(Default)]
pub(super) struct Listeners(RefCell<Vec<Weak<Listener>>>);

struct Listener {
    hear: Hear,
    is_cut: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Listeners {
    /// Hears what is told until it is cut, or dropped.
    pub(super) fn listen(&self, hear: &Hear) -> impl Future<Output = ()> + use<> {
        let (hear, is_cut) = (Rc::clone(hear), Cell::new(false));
        let listener = Rc::new(Listener { hear, is_cut, waker: RefCell::default() });
        self.0.borrow_mut().push(Rc::downgrade(&listener));
        poll_fn(move |context| {
            *listener.waker.borrow_mut() = Some(context.waker().clone());
            if listener.is_cut.get() { Poll::Ready(()) } else { Poll::Pending }
        })
    }

    fn live(&self) -> Vec<Rc<Listener>> {
        let listeners = self.0.borrow();
        let live = listeners.iter().filter_map(Weak::upgrade);
        live.filter(|listener| !listener.is_cut.get()).collect()
    }

    pub(super) fn count(&self) -> usize {
        self.live().len()
    }

    pub(super) fn tell(&self, heard: &Heard) {
        for listener in self.live() {
            (listener.hear)(heard.clone());
        }
    }

    pub(super) fn cut(&self) {
        for listener in self.live() {
            listener.is_cut.set(true);
            if let Some(waker) = listener.waker.take() {
                waker.wake();
            }
        }
    }
}
