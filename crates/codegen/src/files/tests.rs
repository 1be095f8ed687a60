use super::Files;

fn files(code: &str) -> Files {
    Files::of(syn::parse_str(code).expect("Rust"))
}

/// Returns the paths of the parts, without the root.
fn names(files: &Files) -> Vec<&str> {
    files.parts[1..].iter().map(|(path, _)| &**path).collect()
}

#[test]
fn a_type_and_its_impls_are_one_part_and_items_without_a_name_stay_in_the_root() {
    let files = files(
        "use a::B; pub mod types { use super::B; struct One; impl One {} impl From<u8> for self::One {} struct Two; }",
    );
    assert_eq!(names(&files), ["client/types.One.rs", "client/types.Two.rs"]);
    assert_eq!(files.parts[1].1, "    struct One;\n    impl One {}\n    impl From<u8> for self::One {}\n");
    assert_eq!(
        files.parts[0],
        (
            "client.rs".to_owned(),
            "use a::B;
pub mod types {
    use super::B;
include!(concat!(env!(\"OUT_DIR\"), \"/client/types.One.rs\"));
include!(concat!(env!(\"OUT_DIR\"), \"/client/types.Two.rs\"));
}
"
            .to_owned()
        )
    );
}

#[test]
fn items_whose_names_differ_only_in_case_or_repeat_are_separate_files() {
    let files = files("struct Ab; struct AB; mod m { struct Ab; } impl Ab {}");
    assert_eq!(names(&files), ["client/Ab.rs", "client/AB.2.rs", "client/m.Ab.rs", "client/Ab.3.rs"]);
}

#[test]
fn a_name_that_is_too_long_for_a_file_is_cut() {
    let long = "L".repeat(300);
    let files = files(&format!("struct {long}; struct {long}r;"));
    assert!(names(&files).iter().all(|name| name.len() < 120), "{:?}", names(&files));
    assert_ne!(names(&files)[0], names(&files)[1]);
}

#[test]
fn the_parts_put_together_are_the_whole_client_as_prettyplease_formats_it() {
    let code = "
        //! Inner.
        use a::B;
        /// A module.
        pub mod outer {
            /// Nothing.
            pub mod empty {}
            /// In it.
            pub(crate) mod inner {
                /// Text of several lines.
                ///
                /// And a raw one.
                pub const TEXT: &str = r#\"}
    }
\"#;
                pub struct S { field: u8 }
                impl S { pub fn with_a_long_name(argument: SomeQuiteLongType, other: SomeQuiteLongType) -> Option<Self> { None } }
                fn f() {}
            }
        }
        pub struct Last;
    ";
    let files = files(code);
    assert_eq!(files.whole, prettyplease::unparse(&syn::parse_str(code).expect("Rust")));
    assert_eq!(together(&files), files.whole);
}

/// Returns the root with each part in the place where it is included.
fn together(files: &Files) -> String {
    files.parts[1..].iter().fold(files.parts[0].1.clone(), |root, (path, code)| {
        let include = format!("include!(concat!(env!(\"OUT_DIR\"), \"/{path}\"));\n");
        assert_eq!(root.matches(&include).count(), 1, "{path}");
        root.replacen(&include, code, 1)
    })
}
