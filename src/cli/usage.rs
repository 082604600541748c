//! Help and complaints about usage in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Order of a help page; the headings are set where the arguments are declared.
pub const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// Says what is wrong with a command line.
pub fn sentence(error: &clap::Error) -> String {
    let found = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = found(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数“{argument}”"),
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
