//! MV11: what the generator and the passes over its code could not do.

super::codes! {
    GENERATOR = "MV1101" Broken "the generator cannot take it":
        "No check has found a fault, and the generator, progenitor, failed all the same. Each operation and schema was \
         then tried alone, and the place is the smallest part that fails. The message is the generator's own.";
    GENERATED_CODE = "MV1102" Broken "the generator wrote invalid Rust":
        "The generator's code cannot be parsed or formatted. This is a fault of the generator, set off by something in \
         the spec.";
    PASS = "MV1103" Broken "the generated code is not what was expected":
        "The passes that adapt progenitor's code count what they change, and a count is not the one that the spec \
         implies: the spec has a construct that a pass does not know, or a new version of progenitor writes other code. \
         The place is the smallest part of the spec with which it happens. Say the same in another way, most often by \
         giving an inline schema a name, and report it.";
    INTERNAL = "MV1104" Broken "the code generation itself failed":
        "This is a fault of metastudio-voice-codegen. Please report it with the spec that set it off.";
}
