//! An element, as its view sees it: attributes in, events out.

use crate::components::CheckContext;
use envdock_contract::model::{ConfigurationId, Environment, RepositoryId, SessionId};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// A mounted element. Clones mean the same one.
#[derive(Clone)]
pub(super) struct Host(SendWrapper<Rc<Inner>>);

type Attribute = ArcRwSignal<Option<String>>;
type Answer = Rc<dyn Fn(JsValue) -> JsValue>;

struct Inner {
    element: HtmlElement,
    /// Those that a view has asked for.
    attributes: RefCell<Vec<(&'static str, Attribute)>>,
    /// What its method does.
    answer: RefCell<Option<Answer>>,
}

impl Host {
    pub(super) fn new(element: HtmlElement) -> Self {
        let (attributes, answer) = (RefCell::default(), RefCell::default());
        Self(SendWrapper::new(Rc::new(Inner { element, attributes, answer })))
    }

    /// The attribute of this name; `define.js` must list it as one to observe.
    pub(super) fn attribute(&self, name: &'static str) -> Signal<Option<String>> {
        let known = self.known(name);
        let attribute = known.unwrap_or_else(|| {
            let new = ArcRwSignal::new(self.0.element.get_attribute(name));
            self.0.attributes.borrow_mut().push((name, new.clone()));
            new
        });
        attribute.read_only().into()
    }

    /// Looks at an attribute again.
    pub(super) fn attribute_changed(&self, name: &str) {
        let now = self.0.element.get_attribute(name);
        if let Some(attribute) = self.known(name)
            && attribute.with_untracked(|before| *before != now)
        {
            attribute.set(now);
        }
    }

    fn known(&self, name: &str) -> Option<Attribute> {
        let attributes = self.0.attributes.borrow();
        let found = attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, attribute)| attribute.clone())
    }

    /// An attribute that is an id; what is none counts as absent.
    pub(super) fn id<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T> + Send + Sync + 'static,
    ) -> Signal<Option<T>>
    where
        T: Send + Sync + 'static,
    {
        let attribute = self.attribute(name);
        Signal::derive(move || attribute.with(|text| parse(text.as_deref()?)))
    }

    /// The configuration that the element is about.
    pub(super) fn configuration(&self) -> Signal<Option<ConfigurationId>> {
        self.id("configuration", |id| ConfigurationId::new(id).ok())
    }

    /// Session, configuration, environment and repositories that the element is about.
    pub(super) fn context(&self) -> Signal<CheckContext> {
        let environment = self.id("environment", |name| Environment::new(name).ok());
        let session = self.id("session", |id| SessionId::new(id).ok());
        let configuration = self.configuration();
        let repositories = self.attribute("repositories");
        Signal::derive(move || CheckContext {
            environment: environment.get().unwrap_or_default(),
            session: session.get(),
            configuration: configuration.get(),
            repositories: repositories.with(|ids| {
                let ids = ids.as_deref().unwrap_or_default().split_whitespace();
                ids.filter_map(|id| RepositoryId::new(id).ok()).collect()
            }),
        })
    }

    /// Answers when the page calls the method that `define.js` lists.
    pub(super) fn on_call(&self, answer: impl Fn(JsValue) -> JsValue + 'static) {
        *self.0.answer.borrow_mut() = Some(Rc::new(answer));
    }

    /// The page has called it.
    pub(super) fn call(&self, argument: JsValue) -> JsValue {
        let answer = self.0.answer.borrow().clone();
        answer.map_or(JsValue::UNDEFINED, |answer| answer(argument))
    }

    /// Asks the page for the Environment tab, which may not be mounted.
    pub(super) fn ask_to_open(&self, context: &CheckContext, reason: Option<&str>) {
        let session = context.session.as_ref().map(SessionId::as_str);
        let configuration = context.configuration.as_ref().map(ConfigurationId::as_str);
        let detail = [("session", session), ("configuration", configuration), ("reason", reason)];
        self.tell("envdock-open-requested", &detail);
    }

    /// Tells the page: names and states, never a value. `false` when a listener has prevented what
    /// would happen next.
    pub(super) fn tell(&self, event: &str, detail: &[(&str, Option<&str>)]) -> bool {
        let fields = js_sys::Object::new();
        for (name, text) in detail {
            if let Some(text) = text {
                // Objects that nobody else has take every field.
                let _ = js_sys::Reflect::set(&fields, &(*name).into(), &(*text).into());
            }
        }
        let options = CustomEventInit::new();
        options.set_bubbles(true);
        options.set_composed(true);
        options.set_cancelable(true);
        options.set_detail(&fields);
        let event = CustomEvent::new_with_event_init_dict(event, &options);
        event.and_then(|event| self.0.element.dispatch_event(&event)).unwrap_or(true)
    }
}
