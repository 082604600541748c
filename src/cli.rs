//! The command line: the same core without a window.
//!
//! What other tools rely on: the commands and options, paths and JSON on standard output, one sentence
//! on standard error with exit status 1, and exit status 2 for bad usage.

mod collect;
mod evidence;
mod export;
mod import;
mod lint;
mod listing;
mod new;
mod public;
mod review;
mod score;
mod usage;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};
use jiff::civil::Date;

use crate::collection::{Conflicts, Refusal};
use crate::examples::Example;
use crate::file::{self, FileError};
use crate::lint::LintError;
use crate::model::{Project, Scheme};
use crate::report::{self, ExportError, Format};
use crate::table::{TableError, Wanted};
use crate::{schemes, score as scoring};

/// What is left to do for the program's main function.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: exit with this status.
    Done(u8),
    /// Open the window, with a file when one is given.
    Window(Option<PathBuf>),
}

/// Why a command failed; `Display` is the sentence on standard error.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{}", naming(.source, .path))]
    Table { source: TableError, path: PathBuf },
    #[error("评分办法文件有误，{source}（{}）", .path.display())]
    Scheme {
        source: schemes::SchemeError,
        path: PathBuf,
    },
    #[error("没有名为“{0}”的评分办法，也没有这个文件；用 hengji schemes 查看可用的评分办法")]
    UnknownScheme(String),
    #[error("文件已存在且内容不同，没有覆盖；要覆盖请加 --force（{}）", .0.display())]
    Exists(PathBuf),
    #[error("不能写到上年项目的文件上，请另取文件名（{}）", .0.display())]
    OverLast(PathBuf),
    #[error("评价年度{year}应晚于上年项目的{last}年度")]
    NotLater { year: u16, last: u16 },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("{source}（{}）", .path.display())]
    Lint { source: LintError, path: PathBuf },
    /// Said on standard output already.
    #[error("")]
    Deviations,
    #[error("{}", collect::sentences(.0))]
    Refused(Vec<Refusal>),
    #[error("无法写出结果：{}", file::os_reason(.0))]
    Output(#[from] io::Error),
}

/// 衡绩：部门整体支出绩效自评
#[derive(Parser)]
#[command(
    name = "hengji",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    help_template = usage::TEMPLATE,
    next_help_heading = "选项",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "hengji [文件]\n      hengji <命令> [选项]"
)]
struct Arguments {
    /// 要打开的自评项目文件；不写命令时打开窗口
    #[arg(value_name = "文件", help_heading = "参数")]
    file: Option<PathBuf>,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// 写出示例项目
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji example --out <文件> [选项]")]
    Example {
        /// 哪一个示例：wuchang（部门整体）或 changjiang（项目）
        #[arg(long, value_name = "名称", default_value = "wuchang", hide_default_value = true, value_parser = example)]
        name: Example,
        #[command(flatten)]
        target: Target,
    },
    /// 按评分办法新建项目，或者沿用上年项目
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji new --scheme <评分办法> --out <文件> [选项]\n      hengji new --from <上年项目文件> --out <文件> [选项]")]
    New {
        #[command(flatten)]
        beginning: new::Beginning,
        #[command(flatten)]
        target: Target,
    },
    /// 列出评分办法
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji schemes [--json]")]
    Schemes {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 由表格（xlsx 或 csv）生成项目；没有读懂或推定的内容逐条说明
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji import <表格> --scheme <评分办法> --out <文件> [选项]")]
    Import {
        /// 表格文件
        #[arg(value_name = "表格", help_heading = "参数")]
        table: PathBuf,
        #[command(flatten)]
        rules: Rules,
        /// 评价年度；不写时取表中或文件名中的年度
        #[arg(long, value_name = "年度", value_parser = year)]
        year: Option<u16>,
        /// 指标所在的工作表；不写时取指标最多的一个
        #[arg(long, value_name = "工作表")]
        sheet: Option<String>,
        #[command(flatten)]
        target: Target,
    },
    /// 计算得分
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji score <文件> [--json]")]
    Score(Reading),
    /// 导出报告、自评表和图表，并列出写出的文件；同名的旧文件会被替换
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji export <文件> --out <文件夹> [选项]")]
    Export {
        /// 自评项目文件
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
        /// 导出到的文件夹；没有时自动建立
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 格式，用逗号分开：docx,xlsx,svg,png,pdf,briefing,sections（科室数据采集表）,public（公开版，先列出略去的内容）；不写时导出最后两种以外的各种
        #[arg(long, value_name = "格式", value_delimiter = ',', value_parser = format)]
        format: Vec<Format>,
        /// 落款日期，如 2021-03-09；不写时为今天
        #[arg(long, value_name = "日期")]
        date: Option<Date>,
    },
    /// 检查 Word 文件（docx）的版面是否符合 GB/T 9704-2012，逐条列出不符之处；有不符之处时退出状态为 1
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji lint <文件> [--json]")]
    Lint {
        /// Word 文件
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 校核：列出评审会提出的问题，从重到轻；有须改正的，退出状态为 1
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji check <文件> [--json]")]
    Check(Reading),
    /// 核对佐证材料：重新读取台账登记的文件，逐份说明未变、已改动、找不到等；有与登记时不同的，退出状态为 1
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji evidence <文件> [--json]")]
    Evidence(Reading),
    /// 汇入科室交回的数据采集表，逐项列出改动，在终端中先问再写入；有读不出或不能采纳的单元格时逐格说明，一处也不写入，退出状态为 1（在窗口中可以逐项选择）
    #[command(help_template = usage::TEMPLATE, next_help_heading = "选项", override_usage = "hengji collect <采集表>… --into <文件> [选项]")]
    Collect {
        /// 科室交回的采集表，可以有多份
        #[arg(value_name = "采集表", help_heading = "参数", required = true)]
        returned: Vec<PathBuf>,
        /// 汇入哪个自评项目文件
        #[arg(long, value_name = "文件")]
        into: PathBuf,
        /// 发出后项目中又改过的，以采集表为准
        #[arg(long)]
        overwrite: bool,
        /// 只列出改动，不写入
        #[arg(long, conflicts_with = "yes")]
        dry_run: bool,
        /// 在终端中运行时不再询问，列出改动后直接写入
        #[arg(long)]
        yes: bool,
    },
}

/// A project that is read, and how what comes of it is printed.
#[derive(clap::Args)]
#[command(next_help_heading = "选项")]
struct Reading {
    /// 自评项目文件
    #[arg(value_name = "文件", help_heading = "参数")]
    file: PathBuf,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Reading {
    fn print(&self) -> lint::Print {
        if self.json {
            lint::Print::Json
        } else {
            lint::Print::Text
        }
    }
}

/// Where a project is written.
#[derive(clap::Args)]
#[command(next_help_heading = "选项")]
struct Target {
    /// 写到哪个文件；已有内容不同的同名文件时不覆盖
    #[arg(long, value_name = "文件")]
    out: PathBuf,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

/// Which rules a project follows.
#[derive(clap::Args)]
#[command(next_help_heading = "选项")]
struct Rules {
    /// 评分办法的名称（见 hengji schemes）或评分办法文件
    #[arg(long = "scheme", value_name = "评分办法")]
    id: String,
}

/// Runs a command line, the first argument being the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    if let Some(word) = arguments.get(1).and_then(|word| word.to_str()) {
        let line = Arguments::command();
        if let Some(sentence) = usage::misspelt(word, line.get_subcommands().map(clap::Command::get_name)) {
            let _ = writeln!(err, "{sentence}");
            return Outcome::Done(2);
        }
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if !error.use_stderr() => return finish(out.write_all(error.to_string().as_bytes()), err),
        Err(error) => {
            // Without a standard error there is nobody to tell.
            let _ = writeln!(err, "{}", usage::sentence(&error));
            return Outcome::Done(2);
        }
    };
    let Some(command) = arguments.command else {
        return Outcome::Window(arguments.file);
    };
    let result = perform(command, out, err).and_then(|()| Ok(out.flush()?));
    match result {
        Err(CliError::Output(error)) => finish(Err(error), err),
        Err(CliError::Deviations) => Outcome::Done(1),
        Err(error) => {
            let _ = writeln!(err, "{error}");
            Outcome::Done(1)
        }
        Ok(()) => Outcome::Done(0),
    }
}

/// Ends after writing; a reader that has gone away, as `head` does, is no failure.
fn finish(written: io::Result<()>, err: &mut dyn Write) -> Outcome {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(err, "{}", CliError::Output(error));
            Outcome::Done(1)
        }
        _ => Outcome::Done(0),
    }
}

fn perform(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Example { name, target } => {
            let project = file::decode(name.bytes())?;
            save(&project, &target, out)
        }
        Command::New { beginning, target } => new::run(beginning, &target, out, err),
        Command::Schemes { json } => listing::schemes(json, out),
        Command::Import {
            table,
            rules,
            year,
            sheet,
            target,
        } => {
            let sheet = sheet.as_deref();
            let reading = import::read(&table, &*scheme(&rules.id)?, Wanted { year, sheet })?;
            save(&report::unproposed(reading.project.clone()), &target, out)?;
            Ok(import::remarks(&reading, err)?)
        }
        Command::Score(reading) => {
            let project = opened(&reading.file, err)?;
            let card = scoring::score(&project);
            let text = if reading.json {
                // The contract has no field for it, and a sum of some of the rows looks like the score.
                if let (Some(_), Some(unfilled)) = (card.stated_total(), score::unfilled(&card)) {
                    writeln!(err, "{unfilled}，total只含已填部分")?;
                }
                score::json(&project, &card)
            } else {
                score::text(&project, &card)
            };
            Ok(writeln!(out, "{text}")?)
        }
        Command::Export {
            file,
            out: folder,
            format,
            date,
        } => {
            let wanted: Vec<Format> = (Format::ALL.iter().chain(Format::ASKED_FOR))
                .filter(|one| format.contains(one) || (format.is_empty() && Format::ALL.contains(one)))
                .copied()
                .collect();
            let project = opened(&file, err)?;
            export::run(&project, &wanted, &folder, date.unwrap_or_else(today), (out, err))
        }
        Command::Lint { file, json } => {
            let print = if json { lint::Print::Json } else { lint::Print::Text };
            lint::run(&file, print, out)
        }
        Command::Check(reading) => review::run(&opened(&reading.file, err)?, reading.print(), out),
        Command::Evidence(reading) => evidence::run(&file::read(&reading.file)?, &reading.file, reading.print(), out),
        Command::Collect {
            returned,
            into,
            overwrite,
            dry_run,
            yes,
        } => {
            let conflicts = if overwrite {
                Conflicts::Overwrite
            } else {
                Conflicts::Refuse
            };
            let run = match (dry_run, yes) {
                (true, _) => collect::Run::Dry,
                (false, true) => collect::Run::Save,
                (false, false) => collect::Run::usual(),
            };
            collect::collect(&returned, &into, conflicts, run, out)
        }
    }
}

/// Writes a project where nothing is lost by it, and prints the path.
fn save(project: &Project, target: &Target, out: &mut dyn Write) -> Result<(), CliError> {
    let text = file::encode(project);
    if !target.force && target.out.is_file() {
        let old = file::read_bytes(&target.out)?;
        if !old.is_empty() && old != text.as_bytes() {
            return Err(CliError::Exists(target.out.clone()));
        }
    }
    file::write_bytes(&target.out, text.as_bytes())?;
    Ok(writeln!(out, "{}", target.out.display())?)
}

/// Reads a project; ids used twice are said, as are rules in it that contradict each other, by which it is scored all
/// the same.
fn opened(file: &Path, err: &mut dyn Write) -> Result<Project, CliError> {
    let file::Opened {
        project, renumbered, ..
    } = file::open(file)?;
    for one in renumbered {
        // Without a standard error there is nobody to tell.
        let _ = writeln!(err, "{one}");
    }
    if let Some(reason) = schemes::fault(&project.scheme) {
        // Without a standard error there is nobody to tell.
        let _ = writeln!(err, "文件内的评分办法有误，得分可能不可信：{reason}");
    }
    Ok(project)
}

/// Ends a sentence with the file it is about, unless the file is named in it.
fn naming(source: &TableError, path: &Path) -> String {
    let sentence = source.to_string();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if sentence.contains(&format!("“{name}”")) {
        return sentence;
    }
    format!("{sentence}（{}）", path.display())
}

/// Finds a shipped scheme by its id, or reads a scheme file.
fn scheme(id: &str) -> Result<Arc<Scheme>, CliError> {
    if let Some(shipped) = schemes::find(id) {
        return Ok(shipped);
    }
    let path = Path::new(id);
    if !path.exists() {
        return Err(CliError::UnknownScheme(id.to_owned()));
    }
    let read = schemes::decode(&file::read_bytes(path)?);
    read.map(Arc::new).map_err(|source| CliError::Scheme {
        source,
        path: path.to_owned(),
    })
}

fn example(text: &str) -> Result<Example, String> {
    match text {
        "wuchang" => Ok(Example::Wuchang),
        "changjiang" => Ok(Example::Changjiang),
        _ => Err("可选 wuchang 或 changjiang".to_owned()),
    }
}

fn format(text: &str) -> Result<Format, String> {
    let mut known = Format::ALL.iter().chain(Format::ASKED_FOR);
    known
        .find(|format| format.name() == text.trim())
        .copied()
        .ok_or_else(|| {
            let known = Format::ALL.iter().chain(Format::ASKED_FOR);
            let all: Vec<&str> = known.map(|format| format.name()).collect();
            format!("可选 {}", all.join("、"))
        })
}

fn year(text: &str) -> Result<u16, String> {
    let year = text.trim().parse().ok().filter(|year| (2000..2100).contains(year));
    year.ok_or_else(|| "应为2000至2099之间的年份".to_owned())
}

fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// An evaluation is of the year before.
fn last_year() -> u16 {
    u16::try_from(today().year() - 1).unwrap_or_default()
}
