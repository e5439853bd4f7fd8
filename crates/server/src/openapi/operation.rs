//! One operation, and how it is described.

use envdock_contract::wire::PROBLEM_JSON;
use schemars::generate::SchemaGenerator;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// What makes the schema of a type.
type Shape = fn(&mut SchemaGenerator) -> Schema;

/// What can go wrong with every call that authenticates.
const ALWAYS: [u16; 6] = [400, 401, 403, 429, 500, 503];

/// One method of one path.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Value>,
    body: Option<Shape>,
    answers: Vec<(u16, Option<(&'static str, Shape)>)>,
    problems: Vec<u16>,
    is_open: bool,
    is_tagged: bool,
}

impl Operation {
    pub(super) fn new(
        (method, path): (&'static str, &'static str),
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        let parameters = if path.contains("{id}") {
            vec![json!({
                "name": "id", "in": "path", "required": true,
                "schema": { "type": "string", "pattern": "^[A-Za-z0-9._:@-]{1,128}$" },
            })]
        } else {
            Vec::new()
        };
        Self {
            method,
            path,
            id,
            summary,
            parameters,
            body: None,
            answers: Vec::new(),
            problems: ALWAYS.to_vec(),
            is_open: false,
            is_tagged: false,
        }
    }

    /// It takes a JSON body.
    pub(super) fn takes<T: JsonSchema>(mut self) -> Self {
        self.body = Some(SchemaGenerator::subschema_for::<T>);
        self.fails(&[413])
    }

    /// It answers with JSON.
    pub(super) fn answers<T: JsonSchema>(self, status: u16) -> Self {
        self.answers_as::<T>(status, "application/json")
    }

    /// It answers with text of another kind.
    pub(super) fn answers_as<T: JsonSchema>(mut self, status: u16, kind: &'static str) -> Self {
        self.answers.push((status, Some((kind, SchemaGenerator::subschema_for::<T>))));
        self
    }

    /// It answers without a body.
    pub(super) fn answers_nothing(mut self) -> Self {
        self.answers.push((204, None));
        self
    }

    /// It fails with these as well.
    pub(super) fn fails(mut self, statuses: &[u16]) -> Self {
        self.problems.extend(statuses);
        self
    }

    /// A part of the query.
    pub(super) fn query(mut self, name: &str, schema: &Value, about: &str) -> Self {
        self.parameters.push(json!({
            "name": name, "in": "query", "description": about, "schema": schema,
        }));
        self
    }

    /// It replaces a version that the caller has seen; the answer has the new one.
    pub(super) fn replaces(mut self, pattern: &str) -> Self {
        self.parameters.push(json!({
            "name": "If-Match", "in": "header", "required": true,
            "description": "The ETag of what is replaced; \"0\": there is none yet",
            "schema": { "type": "string", "pattern": pattern },
        }));
        self.tagged().fails(&[404, 412, 428])
    }

    /// A retry with the same key gets the first answer.
    pub(super) fn once(mut self) -> Self {
        self.parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "The same for a retry",
            "schema": { "type": "string", "pattern": "^[!-~]{1,200}$" },
        }));
        self.fails(&[428])
    }

    /// Its answer has an `ETag`.
    pub(super) fn tagged(mut self) -> Self {
        self.is_tagged = true;
        self
    }

    /// It needs no token.
    pub(super) fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    pub(super) fn describe(&self, generator: &mut SchemaGenerator) -> Value {
        let mut described = Map::new();
        let mut say = |name: &str, value: Value| described.insert(name.to_owned(), value);
        say("operationId", json!(self.id));
        say("summary", json!(self.summary));
        if !self.parameters.is_empty() {
            say("parameters", json!(self.parameters));
        }
        if let Some(shape) = &self.body {
            let content = json!({ "application/json": { "schema": shape(generator) } });
            say("requestBody", json!({ "required": true, "content": content }));
        }
        if self.is_open {
            say("security", json!([]));
        }
        say("responses", self.responses(generator));
        Value::Object(described)
    }

    fn responses(&self, generator: &mut SchemaGenerator) -> Value {
        let mut responses = Map::new();
        for (status, content) in &self.answers {
            let mut response = Map::new();
            response.insert("description".to_owned(), json!("Done"));
            if let Some((kind, shape)) = content {
                let content = json!({ *kind: { "schema": shape(generator) } });
                response.insert("content".to_owned(), content);
            }
            if self.is_tagged {
                let headers = json!({ "ETag": reference("headers", "ETag") });
                response.insert("headers".to_owned(), headers);
            }
            responses.insert(status.to_string(), Value::Object(response));
        }
        for status in &self.problems {
            responses.insert(status.to_string(), reference("responses", "Problem"));
        }
        Value::Object(responses)
    }
}

pub(super) fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

/// What every failed call answers with.
pub(super) fn problem(schema: &Schema) -> Value {
    json!({
        "description": "Problem details (RFC 9457) with a closed code",
        "headers": { "Retry-After": reference("headers", "Retry-After") },
        "content": { PROBLEM_JSON: { "schema": schema } },
    })
}
