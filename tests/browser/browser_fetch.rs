//! A `fetch` that answers from a script and notes what it was asked.

use wasm_bindgen::{JsCast, JsValue};

/// Stands in for the window's `fetch` until it is dropped.
pub(crate) struct BrowserFetch {
    original: JsValue,
    calls: js_sys::Array,
}

const SCRIPT: &str = r#"
    const calls = [];
    globalThis.fetch = async (request) => {
        const headers = Object.fromEntries(request.headers);
        const { method, url, cache, credentials } = request;
        calls.push({ method, url, cache, credentials, headers, body: await request.text() });
        const answer = answers.shift() ?? { status: 599 };
        if (answer.offline) { throw new TypeError("Failed to fetch"); }
        if (answer.late) { throw new DOMException("late", "TimeoutError"); }
        return new Response(answer.body ?? null, answer);
    };
    return calls;
"#;

impl BrowserFetch {
    /// Answers the next calls as `answers` says: a JavaScript array of
    /// `{ status, body, headers }`, `{ offline: true }` or `{ late: true }`.
    pub(crate) fn answering(answers: &str) -> Self {
        let original = js_sys::Reflect::get(&js_sys::global(), &"fetch".into()).unwrap();
        let script = format!("const answers = {answers};{SCRIPT}");
        let calls = js_sys::Function::new_no_args(&script).call0(&JsValue::UNDEFINED).unwrap();
        Self { original, calls: calls.unchecked_into() }
    }

    /// How many calls were made.
    pub(crate) fn n_calls(&self) -> u32 {
        self.calls.length()
    }

    /// What the call with this number (from 0) was, as JSON: method, url, headers, body.
    pub(crate) fn call(&self, index: u32) -> serde_json::Value {
        let text = js_sys::JSON::stringify(&self.calls.get(index)).unwrap();
        serde_json::from_str(&String::from(text)).unwrap()
    }
}

impl Drop for BrowserFetch {
    fn drop(&mut self) {
        let _ = js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), &self.original);
    }
}
