//! The outline of a spec: operations, components and their properties.

use lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};
use metastudio_voice_codegen::openapi::METHODS;
use metastudio_voice_codegen::yaml::Cursor;

use super::client::Client;
use super::file::File;

/// Returns the outline of a file.
pub(super) fn symbols(file: &File, client: &Client) -> Option<DocumentSymbolResponse> {
    let root = Cursor::root(file.tree()?);
    let nested: Vec<DocumentSymbol> = top(file, &root);
    Some(match client.nested_symbols {
        true => DocumentSymbolResponse::Nested(nested),
        false => {
            let mut flat = Vec::new();
            nested.into_iter().for_each(|symbol| flatten(file, symbol, None, &mut flat));
            DocumentSymbolResponse::Flat(flat)
        }
    })
}

fn top(file: &File, root: &Cursor<'_>) -> Vec<DocumentSymbol> {
    let paths = root.get("paths").map(|paths| {
        let children = paths.entries().flat_map(|(path, item)| operations(file, path, &item));
        symbol(file, "paths", SymbolKind::NAMESPACE, &paths, children.collect())
    });
    let components = root.get("components").into_iter().flat_map(|components| components.entries());
    let components = components.map(|(kind, all)| {
        let children = all.entries().map(|(name, at)| component(file, kind, name, &at));
        symbol(file, kind, SymbolKind::NAMESPACE, &all, children.collect())
    });
    paths.into_iter().chain(components).collect()
}

fn operations<'a>(file: &'a File, path: &'a str, item: &Cursor<'a>) -> impl Iterator<Item = DocumentSymbol> + use<'a> {
    let operations = item.entries().filter(|(method, _)| METHODS.contains(method));
    operations.map(move |(method, at)| {
        let name = format!("{} {path}", method.to_uppercase());
        let detail = at.text_of("operationId").map(ToOwned::to_owned);
        DocumentSymbol { detail, ..symbol(file, &name, SymbolKind::METHOD, &at, Vec::new()) }
    })
}

fn component(file: &File, kind: &str, name: &str, at: &Cursor<'_>) -> DocumentSymbol {
    let is_enum = at.get("enum").is_some();
    let sort = match kind {
        "schemas" if is_enum => SymbolKind::ENUM,
        "schemas" if at.get("properties").is_some() => SymbolKind::STRUCT,
        "schemas" => SymbolKind::CLASS,
        "parameters" | "headers" => SymbolKind::VARIABLE,
        "securitySchemes" => SymbolKind::KEY,
        _ => SymbolKind::OBJECT,
    };
    let properties = at.get("properties").filter(|_| kind == "schemas");
    let properties = properties.iter().flat_map(Cursor::entries).map(|(name, property)| {
        let detail = property.text_of("type").or_else(|| property.text_of("$ref")).map(ToOwned::to_owned);
        DocumentSymbol { detail, ..symbol(file, name, SymbolKind::FIELD, &property, Vec::new()) }
    });
    let detail = at.text_of("type").map(|kind| if is_enum { format!("{kind}, enum") } else { kind.to_owned() });
    DocumentSymbol { detail, ..symbol(file, name, sort, at, properties.collect()) }
}

/// Returns a symbol for the value of a key. Its range begins at the key.
fn symbol(file: &File, name: &str, kind: SymbolKind, at: &Cursor<'_>, children: Vec<DocumentSymbol>) -> DocumentSymbol {
    let key = at.key_place();
    let end = extent(file.text.as_str(), key.start, at.node.span.end.max(key.end));
    // An editor refuses a symbol without a name.
    let name = if name.trim().is_empty() { "(empty)" } else { name };
    // `deprecated` has no other way to be left out.
    #[allow(deprecated)]
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: file.text.range(&(key.start..end)),
        selection_range: file.text.range(&key),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Returns the end of a value that ends at this byte or on the lines below that are indented more than its key: the tree
/// has only the first line of a text of several lines.
fn extent(text: &str, key: usize, end: usize) -> usize {
    let line = text.get(..key).and_then(|before| before.rfind('\n')).map_or(0, |before| before + 1);
    let column = key - line;
    let Some((head, below)) = text.get(end..).and_then(|rest| rest.split_once('\n')) else { return end };
    let mut extent = end + head.trim_end().len();
    let mut at = end + head.len() + 1;
    for line in below.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        match line.trim().is_empty() {
            true => {}
            false if indent > column => extent = at + line.trim_end().len(),
            false => break,
        }
        at += line.len();
    }
    extent
}

fn flatten(file: &File, symbol: DocumentSymbol, within: Option<&str>, flat: &mut Vec<SymbolInformation>) {
    // `deprecated` has no other way to be left out.
    #[allow(deprecated)]
    flat.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location: Location::new(file.uri.clone(), symbol.range),
        container_name: within.map(ToOwned::to_owned),
    });
    for child in symbol.children.into_iter().flatten() {
        flatten(file, child, Some(&symbol.name), flat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reaches_to_the_end_of_its_text_below() {
        let text = "a:\r\n  b: |\r\n    one\r\n\r\n    two\r\n  c: 1 # comment\r\nd: {\"e\": 1}";
        let part = |key: &str, value: &str| {
            let start = text.find(key).expect("the key");
            let end = text.find(value).expect("the value") + value.len();
            &text[start..extent(text, start, end)]
        };
        assert!(part("b:", "|").ends_with("two"));
        assert!(part("a:", "|").ends_with("# comment"));
        assert!(part("d:", "1}").ends_with("1}"));
    }
}
