//! The help of the commands in Chinese: the texts of clap's definition, which is in English, are replaced one by one.

mod chinese;

use clap::Command;

use self::chinese::CHINESE;
use crate::text::Language;

/// Returns the definition in the language of this run.
pub(crate) fn translated(command: Command) -> Command {
    match Language::current() {
        Language::En => command,
        Language::Zh => in_chinese(command, &mut Vec::new()),
    }
}

/// Replaces the texts of a command, of its arguments, and of its subcommands.
fn in_chinese(mut command: Command, path: &mut Vec<String>) -> Command {
    if let Some(about) = find(path, None) {
        command = command.about(about).long_about(about);
    }
    let arguments: Vec<_> = command.get_arguments().map(|argument| argument.get_id().clone()).collect();
    for id in arguments {
        if let Some(help) = find(path, Some(id.as_str())) {
            command = command.mut_arg(id, |argument| argument.help(help).long_help(help));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in names {
        path.push(name.clone());
        command = command.mut_subcommand(name, |inner| in_chinese(inner, path));
        path.pop();
    }
    command
}

/// Returns the Chinese text of a command, or of an argument of it.
fn find(path: &[String], argument: Option<&str>) -> Option<&'static str> {
    let place = path.join(" ");
    let of = |place: &str| {
        let entry = CHINESE.iter().find(|(other, id, _)| *other == place && *id == argument.unwrap_or_default());
        entry.map(|(.., text)| *text)
    };
    // An argument that several commands have stands once, without a command.
    of(&place).or_else(|| argument.and_then(|_| of("*")))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Collects the places that have an English text.
    fn places(command: &Command, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, Option<String>)>) {
        found.push((path.clone(), None));
        for argument in command.get_arguments().filter(|argument| argument.get_help().is_some()) {
            found.push((path.clone(), Some(argument.get_id().to_string())));
        }
        for inner in command.get_subcommands() {
            path.push(inner.get_name().to_owned());
            places(inner, path, found);
            path.pop();
        }
    }

    #[test]
    fn each_command_and_each_option_has_its_help_in_chinese_too() {
        let mut found = Vec::new();
        places(&crate::Arguments::command(), &mut Vec::new(), &mut found);
        let missing: Vec<_> =
            found.iter().filter(|(path, argument)| find(path, argument.as_deref()).is_none()).collect();
        assert!(missing.is_empty(), "without Chinese help: {missing:#?}");
        let used = |(place, id, _): &&(&str, &str, &str)| {
            found.iter().any(|(path, argument)| {
                (*place == "*" || path.join(" ") == **place) && argument.as_deref().unwrap_or_default() == *id
            })
        };
        let unused: Vec<_> = CHINESE.iter().filter(|entry| !used(entry)).collect();
        assert!(unused.is_empty(), "texts of nothing: {unused:#?}");
    }
}
