//! A new project: an empty one, or one that follows that of an earlier year.

use std::io::Write;
use std::path::{self, PathBuf};
use std::sync::Arc;

use super::{CliError, Target, last_year, opened, save, scheme};
use crate::model::succession::Succession;
use crate::model::{Project, Scheme};
use crate::report;

/// What a new project begins with.
#[derive(clap::Args)]
#[command(next_help_heading = "选项")]
pub struct Beginning {
    /// 评分办法的名称（见 hengji schemes）或评分办法文件；沿用上年项目时可以不写，仍用它的评分办法
    #[arg(long, value_name = "评分办法", required_unless_present = "from")]
    scheme: Option<String>,
    /// 沿用哪个上年项目文件：单位、科室、目标、指标和预算行照搬，指标值待核定，完成值、金额和得分留空
    #[arg(long, value_name = "文件")]
    from: Option<PathBuf>,
    /// 评价年度；不写时为去年，沿用上年项目时为它的下一年
    #[arg(long, value_name = "年度", value_parser = super::year)]
    year: Option<u16>,
    /// 单位名称；沿用上年项目时不写则照搬
    #[arg(long, value_name = "名称")]
    department: Option<String>,
}

/// Writes the project, then says of one that follows another what has to be looked at, a remark a line.
pub fn run(wanted: Beginning, target: &Target, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), CliError> {
    let is_target = |last: &PathBuf| path::absolute(last).ok() == path::absolute(&target.out).ok();
    if let Some(last) = wanted.from.as_ref().filter(|last| is_target(last)) {
        return Err(CliError::OverLast(last.clone()));
    }
    let last = wanted.from.map(|path| opened(&path, err)).transpose()?;
    let rules: Arc<Scheme> = match (&wanted.scheme, &last) {
        (Some(id), _) => scheme(id)?,
        (None, Some(last)) => Arc::clone(&last.scheme),
        (None, None) => Arc::default(),
    };
    let proposed = last.as_ref().and_then(Project::next_year);
    let year = wanted.year.or(proposed).unwrap_or_else(last_year);
    let named = |project: Project| Project {
        department: wanted.department.unwrap_or(project.department),
        ..project
    };
    let Some(last) = last else {
        return save(&named(Project::new(rules, year)), target, out);
    };
    if last.year >= year {
        return Err(CliError::NotLater { year, last: last.year });
    }
    // What its texts rest on is known before its data stay behind.
    let Succession { project, remarks } = report::succeeded(&report::recorded(last), rules, year);
    let (indicators, places) = (project.indicators.len(), remarks.len());
    save(&named(project), target, out)?;
    for remark in remarks {
        writeln!(err, "{}", remark.sentence)?;
    }
    Ok(writeln!(err, "共沿用{indicators}项指标，{places}处需要核对")?)
}
