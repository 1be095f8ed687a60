//! Gives the lists that come in pages (`x-pagination`) a `stream()` of their entries, which asks for the pages by
//! itself.
//!
//! The stream borrows nothing, so that it can go to another task or become the body of a response. For that it keeps
//! what was set and one clone of the client, and makes a request of its own for each page.

use syn::{Field, File, GenericArgument, Ident, Item, ItemImpl, PathArguments, Type, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::{Pagination, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let paged = || spec.operations.iter().filter_map(|operation| Some((operation, operation.pagination.as_ref()?)));
    let mut found = 0;
    for (operation, pagination) in paged() {
        let types: Vec<syn::ItemStruct> = structs(tree::module(file, &["types"])?);
        let items = tree::module(file, &["builder"])?;
        let builders = structs(items);
        let builder = builders.iter().find(|builder| tree::same(&operation.id, &builder.ident));
        let block = items.iter_mut().find_map(|item| match item {
            Item::Impl(block) if tree::self_type(block).is_some_and(|name| tree::same(&operation.id, name)) => {
                Some(block)
            }
            _ => None,
        });
        if let (Some(builder), Some(block)) = (builder, block)
            && let Some(method) = stream(builder, block, &types, pagination)
        {
            block.items.push(method);
            found += 1;
        }
    }
    Ok(Count { expected: paged().count(), found })
}

/// The method, when progenitor's code has all that it needs.
fn stream(
    builder: &syn::ItemStruct,
    block: &ItemImpl,
    types: &[syn::ItemStruct],
    pagination: &Pagination,
) -> Option<syn::ImplItem> {
    let Pagination { offset, limit, items, total, key, most } = pagination;
    let parameter = |name: &str| builder.fields.iter().find_map(|field| named(field, name));
    let (skipped, asked) = (parameter(offset)?, parameter(limit)?);
    let response = types.iter().find(|item| Some(item.ident.to_string()) == response(block))?;
    let property = |of: &syn::ItemStruct, name: &str| {
        of.fields.iter().find(|field| tree::wire_name(field).as_deref() == Some(name)).cloned()
    };
    let (list, count) = (property(response, items)?, property(response, total)?);
    let (list_name, count_name) = (list.ident?, count.ident?);
    let entry = last_argument(&list.ty)?;
    let count: syn::Expr = match is_option(&count.ty) {
        true => parse_quote!(page.#count_name),
        false => parse_quote!(Some(page.#count_name)),
    };
    let key: syn::Expr = match key {
        None => parse_quote!(None),
        Some(key) => {
            let of = types.iter().find(|item| item.ident == entry)?;
            let field = property(of, key)?;
            let name = field.ident?;
            match is_option(&field.ty) {
                true => parse_quote!(Some(|entry| entry.#name.as_ref().map(ToString::to_string))),
                false => parse_quote!(Some(|entry| Some(entry.#name.to_string()))),
            }
        }
    };
    let entry: Type =
        if types.iter().any(|item| item.ident == entry) { parse_quote!(types::#entry) } else { parse_quote!(#entry) };
    let name = &builder.ident;
    let set: Vec<&Ident> = builder.fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let client = builder.fields.iter().find(|field| matches!(field.ty, Type::Reference(_)))?.ident.clone()?;
    let set: Vec<&Ident> = set.into_iter().filter(|field| **field != client).collect();
    let others: Vec<&Ident> = set.iter().copied().filter(|field| **field != skipped && **field != asked).collect();
    // No parameter becomes a name with an underscore at its end, so that `kept_`, `skip_` and `take_` hide none.
    let first = format!(
        " The stream begins at `{offset}` and asks for `{limit}` entries at a time. Without them it begins with the first"
    );
    let second = format!(" entry and asks for {most}, the most that the service gives at a time.");
    Some(parse_quote! {
        #[doc = " Returns every entry, page after page: [`Paged`](crate::Paged) sends a request whenever it needs one."]
        #[doc = ""]
        #[doc = #first]
        #[doc = #second]
        pub fn stream(self) -> crate::Paged<#entry> {
            let start = crate::http::Start {
                offset: crate::http::number(&self.#skipped).unwrap_or(0),
                limit: crate::http::number(&self.#asked).unwrap_or(#most),
            };
            let Self { #client, #(#set),* } = self;
            let kept_ = ::std::sync::Arc::new((#client.clone(), #(#set),*));
            crate::http::pages(start, #key, move |skip_, take_| {
                let kept_ = kept_.clone();
                async move {
                    let (#client, #(#set),*) = &*kept_;
                    let request = #name {
                        #client,
                        #skipped: crate::http::numbered(#skipped.clone(), #offset, skip_),
                        #asked: crate::http::numbered(#asked.clone(), #limit, take_),
                        #(#others: #others.clone()),*
                    };
                    let page = request.send().await?.into_inner();
                    let total = #count.and_then(|total| u64::try_from(total).ok());
                    Ok(crate::http::Page { entries: page.#list_name, total })
                }
            })
        }
    })
}

fn structs(items: &[Item]) -> Vec<syn::ItemStruct> {
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item.clone()),
        _ => None,
    });
    structs.collect()
}

fn named(field: &Field, name: &str) -> Option<Ident> {
    field.ident.clone().filter(|ident| tree::same(name, ident))
}

/// The type of the response: the `T` of `send()`'s `Result<Response<types::T>, Error>`.
fn response(block: &ItemImpl) -> Option<String> {
    let send = block.items.iter().find_map(|item| match item {
        syn::ImplItem::Fn(method) if method.sig.ident == "send" => Some(method),
        _ => None,
    });
    match &send?.sig.output {
        syn::ReturnType::Type(_, result) => Some(last_argument(&argument(result)?)?.to_string()),
        syn::ReturnType::Default => None,
    }
}

/// The name of a type's first argument.
fn last_argument(of: &Type) -> Option<Ident> {
    match argument(of)? {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.clone()),
        _ => None,
    }
}

fn argument(of: &Type) -> Option<Type> {
    let Type::Path(path) = of else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(argument) => Some(argument.clone()),
        _ => None,
    }
}

fn is_option(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Option"))
}

#[cfg(test)]
mod tests {
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
        let code =
            sample::after("pagination", &paged("{offset: from, limit: most, items: things, total: all, key: name}"));
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
        let code =
            sample::after("pagination", &paged("{offset: from, limit: most, items: things, total: all, key: note}"));
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
}
