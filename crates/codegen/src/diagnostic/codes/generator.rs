//! MV11: failures of the generator and of the passes over its code.

super::codes! {
    GENERATOR = "MV1101" Broken "the generator failed":
        "The checks found no fault, but the generator, progenitor, failed. Each operation and schema was then tried \
         alone, and the place is the smallest part that fails. The message is the generator's own.";
    GENERATED_CODE = "MV1102" Broken "the generator wrote invalid Rust":
        "The generator's code cannot be parsed or formatted. This is a bug in the generator that something in the spec \
         triggers.";
    PASS = "MV1103" Broken "unexpected generated code":
        "The passes that adapt progenitor's code count their changes, and a count differs from the one that the spec \
         implies: the spec has a construct that a pass does not know, or a new version of progenitor writes different \
         code. The place is the smallest part of the spec that triggers it. Write that part in another way, most often \
         by giving an inline schema a name, and report it.";
    INTERNAL = "MV1104" Broken "an internal error":
        "This is a bug in metastudio-voice-codegen. Please report it with the spec that triggers it.";
}
