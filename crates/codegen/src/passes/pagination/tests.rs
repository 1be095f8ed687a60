use crate::passes::sample;

/// The sample with a list in pages.
fn paged(extension: &str) -> String {
    let list = format!(
        "
  /lists:
    get:
      operationId: ListThings
      x-pagination: {extension}
      parameters:
        - {{name: from, in: query, schema: {{type: integer, minimum: 0}}}}
        - {{name: most, in: query, schema: {{type: integer, minimum: 1, maximum: 7}}}}
      responses:
        '200': {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Things'}}}}}}}}
        4XX: {{description: An error., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Fault'}}}}}}}}
components:
  schemas:
    Things:
      type: object
      properties:
        all: {{type: integer}}
        things: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}
"
    );
    sample::changed("\ncomponents:\n  schemas:\n", &list)
}

#[test]
fn a_list_in_pages_is_a_stream_of_its_entries() {
    let code = sample::after("pagination", &paged("{offset: from, limit: most, items: things, total: all, key: name}"));
    let squeeze = |text: &str| text.replace([' ', ','], "");
    for part in [
        "pub fn stream(self) -> crate::Paged<types::Thing> {",
        "offset: crate::http::number(&self.from).unwrap_or(0),",
        "limit: crate::http::number(&self.most).unwrap_or(7u64),",
        "Some(|entry| Some(entry.name.to_string()))",
        "let Self { client, from, most } = self;",
        "let kept_ = ::std::sync::Arc::new((client.clone(), from, most));",
        "let (client, from, most) = &*kept_;",
        "from: crate::http::numbered(from.clone(), \"from\", skip_),",
        "let total = page.all.and_then(|total| u64::try_from(total).ok());",
        "Ok(crate::http::Page { entries: page.things, total })",
    ] {
        assert!(squeeze(&code).contains(&squeeze(part)), "{part}\n{code}");
    }
    assert_eq!(code.matches("pub fn stream(").count(), 1);
}

#[test]
fn a_key_may_be_missing_in_an_entry_and_altogether() {
    let code = sample::after("pagination", &paged("{offset: from, limit: most, items: things, total: all, key: note}"));
    assert!(code.contains("Some(|entry| entry.note.as_ref().map(ToString::to_string))"), "{code}");
    let code = sample::after("pagination", &paged("{offset: from, limit: most, items: things, total: all}"));
    assert!(code.contains("crate::http::pages(start, None,"), "{code}");
}

#[test]
fn an_incomplete_extension_makes_no_stream() {
    let code = sample::after("pagination", &paged("{offset: from, limit: most, items: things}"));
    assert!(!code.contains("stream("));
}

#[test]
fn another_name_of_the_method_is_noticed() {
    let spec = paged("{offset: from, limit: most, items: things, total: all}");
    let (mut file, spec) = sample::before("pagination", &spec);
    sample::rename(&mut file, "send", "call");
    let count = super::apply(&mut file, &spec).expect("a count");
    assert_eq!((count.expected, count.found), (1, 0));
}
