//! The text of a new operation and of its schemas: everything that the rules require, with `TODO` where only a source
//! knows more.

use clap::ValueEnum;

/// The pattern of new path parameters, which keeps `..` and `/` out of the path.
const PATTERN: &str = "^[A-Za-z0-9_-]+$";
/// A value that matches it.
pub(super) const EXAMPLE: &str = "example";
const PLACEHOLDER: &str = "https://example.com/TODO";

/// A method that the client supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Head,
    Patch,
}

impl Method {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Head => "head",
            Self::Patch => "patch",
        }
    }

    pub(super) fn has_body(self) -> bool {
        matches!(self, Self::Put | Self::Post | Self::Patch)
    }

    pub(super) fn has_response(self) -> bool {
        !matches!(self, Self::Delete | Self::Head)
    }

    /// Returns the value of `x-idempotency` that HTTP gives the method.
    pub(super) fn idempotency(self) -> &'static str {
        match self {
            Self::Get | Self::Head => "safe",
            Self::Put | Self::Delete => "idempotent",
            Self::Post | Self::Patch => "never",
        }
    }
}

/// What a new operation consists of.
pub(super) struct Block {
    pub(super) name: String,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) tag: Option<String>,
    pub(super) parameters: Vec<PathParameter>,
    /// Whether the spec has the component `#/components/responses/Error`.
    pub(super) errors: bool,
}

/// A parameter in the path of the operation.
pub(super) enum PathParameter {
    /// A component of this name.
    Component(String),
    /// A parameter of the operation itself.
    Own {
        name: String,
        /// The name of its schema.
        schema: String,
        /// Whether the schema comes with the operation.
        new: bool,
        example: String,
    },
}

impl Block {
    /// Returns the names of the schemas that come with the operation.
    pub(super) fn schema_names(&self) -> Vec<String> {
        let body = self.method.has_body().then(|| self.request());
        let response = self.method.has_response().then(|| self.response());
        let parameters = self.parameters.iter().filter_map(|parameter| match parameter {
            PathParameter::Own { schema, new: true, .. } => Some(schema.clone()),
            _ => None,
        });
        body.into_iter().chain(response).chain(parameters).collect()
    }

    fn request(&self) -> String {
        format!("{}Req", self.name)
    }

    fn response(&self) -> String {
        format!("{}Rsp", self.name)
    }

    /// Returns the key of the path.
    pub(super) fn path_key(&self) -> String {
        let plain = |character: char| character.is_ascii_alphanumeric() || "/_-.~{}".contains(character);
        match self.path.chars().all(plain) {
            true => format!("{}:\n", self.path),
            false => format!("{}:\n", quoted(&self.path)),
        }
    }

    /// Returns the method and the operation.
    pub(super) fn operation(&self) -> String {
        let mut text = format!(
            "operationId: {name}\n\
             summary: {words}\n\
             description: 'TODO: what the operation does, and what its callers have to know.'\n\
             externalDocs:\n  url: {PLACEHOLDER}\n",
            name = self.name,
            words = words(&self.name),
        );
        if let Some(tag) = &self.tag {
            text += &format!("tags:\n  - {}\n", quoted_unless_plain(tag));
        }
        text += &format!(
            "x-idempotency: {}\n\
             x-source:\n  page: {PLACEHOLDER}\n  date: 'YYYY-MM-DD'\n  \
             note: 'TODO: where sources disagree, and which one was taken. Otherwise, remove this line.'\n",
            self.method.idempotency(),
        );
        if !self.parameters.is_empty() {
            text += "parameters:\n";
            text += &self.parameters.iter().map(|parameter| indented(&item(parameter), 2)).collect::<String>();
        }
        if self.method.has_body() {
            text += "requestBody:\n  description: 'TODO: the meaning of the body.'\n  required: true\n";
            text += &indented(&json_body(&self.request(), "a request", "name: Example"), 2);
        }
        text += "responses:\n";
        let description = match self.method.has_response() {
            true => "'TODO: the meaning of success.'",
            false => "'TODO: the meaning of success. The response has no body.'",
        };
        text += &format!("  '200':\n    description: {description}\n");
        if self.method.has_response() {
            text += &indented(&json_body(&self.response(), "a response", "id: example"), 4);
        }
        for status in ["400", "4XX", "5XX"] {
            let response = match self.errors {
                true => "$ref: '#/components/responses/Error'",
                false => "description: The request failed.",
            };
            text += &format!("  '{status}':\n    {response}\n");
        }
        format!("{}:\n{}", self.method.key(), indented(&text, 2))
    }

    /// Returns the schemas.
    pub(super) fn schemas(&self) -> String {
        let mut text = String::new();
        if self.method.has_body() {
            text += &object(&self.request(), "the request", "name", "Example");
        }
        if self.method.has_response() {
            text += &object(&self.response(), "the response", "id", EXAMPLE);
        }
        for parameter in &self.parameters {
            if let PathParameter::Own { name, schema, new: true, .. } = parameter {
                text += &format!(
                    "{schema}:\n  type: string\n  description: 'TODO: the meaning of {name}.'\n  pattern: '{PATTERN}'\n"
                );
            }
        }
        text
    }
}

fn item(parameter: &PathParameter) -> String {
    match parameter {
        PathParameter::Component(name) => format!("- $ref: '#/components/parameters/{name}'\n"),
        PathParameter::Own { name, schema, example, .. } => {
            let default = if name == "project_id" { "  x-client-default: project_id\n" } else { "" };
            format!(
                "- name: {name}\n  in: path\n  required: true\n  description: 'TODO: the meaning of {name}.'\n  \
                 schema:\n    $ref: '#/components/schemas/{schema}'\n  example: {}\n{default}",
                quoted_unless_plain(example)
            )
        }
    }
}

fn json_body(schema: &str, what: &str, value: &str) -> String {
    format!(
        "content:\n  application/json:\n    schema:\n      $ref: '#/components/schemas/{schema}'\n    examples:\n      \
         assembled:\n        summary: Assembled; no source shows {what}.\n        value:\n          {value}\n"
    )
}

fn object(name: &str, what: &str, property: &str, example: &str) -> String {
    format!(
        "{name}:\n  type: object\n  description: 'TODO: the meaning of {what}.'\n  properties:\n    {property}:\n      \
         type: string\n      description: 'TODO: the meaning of {property}.'\n      example: {example}\n"
    )
}

/// Returns the words of a name in PascalCase as a sentence without its end. Abbreviations stay in upper case.
fn words(name: &str) -> String {
    let upper = |character: Option<char>| character.is_some_and(|character| character.is_ascii_uppercase());
    let mut words = String::new();
    let mut before = None;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let begins = upper(Some(character)) && before.is_some() && !upper(before);
        let word = begins && !upper(characters.peek().copied());
        words.extend(begins.then_some(' '));
        words.push(if word { character.to_ascii_lowercase() } else { character });
        before = Some(character);
    }
    words
}

/// Puts spaces before each line.
pub(super) fn indented(text: &str, spaces: usize) -> String {
    text.lines().map(|line| format!("{:spaces$}{line}\n", "")).collect()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn quoted_unless_plain(text: &str) -> String {
    let first = text.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
    let plain = first && text.len() > 5 && text.chars().all(|character| character.is_ascii_alphanumeric());
    if plain { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::{quoted_unless_plain, words};

    #[test]
    fn the_summary_is_made_of_the_words_of_the_name() {
        assert_eq!(words("CreateThing"), "Create thing");
        assert_eq!(words("ListURLs2Use"), "List URLs2 use");
        assert_eq!(words("X"), "X");
    }

    #[test]
    fn a_tag_that_yaml_would_read_as_something_else_is_quoted() {
        assert_eq!(quoted_unless_plain("VoiceTraining"), "VoiceTraining");
        for (tag, written) in [("No", "'No'"), ("it's", "'it''s'"), ("1", "'1'"), ("a: b", "'a: b'"), ("", "''")] {
            assert_eq!(quoted_unless_plain(tag), written);
        }
    }
}
