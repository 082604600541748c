//! Help and complaints about usage in Chinese.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Order of a help page; the headings are set where the arguments are declared.
pub const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// Says that a word where a command or a file is expected is neither; nothing of what may be the name of a file.
pub fn misspelt<'c>(word: &str, commands: impl Iterator<Item = &'c str>) -> Option<String> {
    let path = Path::new(word);
    if word.starts_with('-') || word.contains(['.', '/', '\\']) || path.exists() {
        return None;
    }
    let likeness = |command: &&str| strsim::jaro(word, command);
    let commands: Vec<&str> = commands.collect();
    if commands.contains(&word) {
        return None;
    }
    let nearest = commands.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    // As alike as words must be for clap to propose one for the other.
    let meant = nearest.filter(|command| likeness(command) > 0.7);
    let meant = meant.map_or_else(String::new, |command| format!("，是否指 {command}"));
    Some(format!(
        "没有“{word}”这个命令，也没有这个文件{meant}；用 hengji --help 查看用法"
    ))
}

/// Says what is wrong with a command line.
pub fn sentence(error: &clap::Error) -> String {
    let found = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = found(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => match found(ContextKind::SuggestedArg) {
            meant if meant.is_empty() => format!("不认识的参数“{argument}”"),
            meant => format!("不认识的参数“{argument}”，是否指 {meant}"),
        },
        ErrorKind::InvalidSubcommand => format!("不认识的命令“{}”", found(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::ArgumentConflict if argument.is_empty() => "参数过多，或命令写在了文件之后".to_owned(),
        ErrorKind::ArgumentConflict => format!("“{argument}”重复，或不能与其他参数同时使用"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = found(ContextKind::InvalidValue);
            let reason = std::error::Error::source(error)
                .map(ToString::to_string)
                .filter(|reason| !reason.is_ascii())
                .map(|reason| format!("，{reason}"));
            if value.is_empty() {
                format!("参数 {argument} 后面缺少内容")
            } else {
                format!("参数 {argument} 的值“{value}”不对{}", reason.unwrap_or_default())
            }
        }
        ErrorKind::InvalidUtf8 => "参数不是有效的文字".to_owned(),
        _ => "命令行用法不对".to_owned(),
    };
    format!("{what}；用 hengji --help 查看用法")
}
