//! The shipped 评分办法 and a user's own, read and verified.

mod refusal;
mod verify;

use std::sync::{Arc, OnceLock};

use ron::extensions::Extensions;

use crate::model::Scheme;
use crate::outlines;
pub use verify::failures;

/// Why a scheme file is refused.
#[derive(Debug, thiserror::Error)]
#[error("第{line}行第{column}列：{reason}")]
pub struct SchemeError {
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
}

/// The shipped files by id, the default first.
const FILES: [(&str, &[u8]); 8] = [
    ("hubei_dept", include_bytes!("../assets/schemes/hubei_dept.ron")),
    ("hubei_project", include_bytes!("../assets/schemes/hubei_project.ron")),
    (
        "mof2020_project",
        include_bytes!("../assets/schemes/mof2020_project.ron"),
    ),
    ("mof2021_core", include_bytes!("../assets/schemes/mof2021_core.ron")),
    ("system_general", include_bytes!("../assets/schemes/system_general.ron")),
    (
        "sichuan_project",
        include_bytes!("../assets/schemes/sichuan_project.ron"),
    ),
    ("guangxi", include_bytes!("../assets/schemes/guangxi.ron")),
    ("chongqing_dept", include_bytes!("../assets/schemes/chongqing_dept.ron")),
];

/// A scheme file is a few thousand lines at most: bytes.
const MAX_BYTES: usize = 1_000_000;

/// Returns the shipped files by id, as they can be copied and changed by a user.
pub fn files() -> &'static [(&'static str, &'static [u8])] {
    &FILES
}

/// Every shipped scheme, the default first.
pub fn shipped() -> &'static [Arc<Scheme>] {
    static SHIPPED: OnceLock<Vec<Arc<Scheme>>> = OnceLock::new();
    // Their vectors are run by the test suite, not at every start.
    SHIPPED.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|(_, bytes)| read(bytes).ok())
            .map(|(scheme, _)| Arc::new(scheme))
            .collect()
    })
}

/// Finds a shipped scheme by id.
pub fn find(id: &str) -> Option<Arc<Scheme>> {
    shipped().iter().find(|scheme| scheme.id == id).cloned()
}

/// Reads a scheme from the bytes of a RON file and runs its test vectors.
///
/// # Errors
/// What is wrong, with line and column; a vector that does not come out.
pub fn decode(bytes: &[u8]) -> Result<Scheme, SchemeError> {
    let (scheme, text) = read(bytes)?;
    verify::scheme(&scheme).map_err(|problem| refusal::at(text, &problem.place, problem.reason))?;
    Ok(scheme)
}

/// Says what is wrong with the rules a project carries, as [`decode`] does of a file; `None` where nothing is, or
/// where there are none yet.
pub fn fault(scheme: &Scheme) -> Option<String> {
    let fault = verify::scheme(scheme).err()?;
    (*scheme != Scheme::default()).then_some(fault.reason)
}

/// Reads a scheme without asking whether its rules make sense.
fn read(bytes: &[u8]) -> Result<(Scheme, &str), SchemeError> {
    if bytes.len() > MAX_BYTES {
        return Err(refusal::first("文件超过1 MB，不是评分办法文件"));
    }
    let text = refusal::text(bytes)?;
    if crate::file::is_project(text) {
        return Err(refusal::first("这是自评项目文件，不是评分办法文件"));
    }
    let mut scheme: Scheme = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(32)
        .from_str(text)
        .map_err(|error| refusal::of_text(text, &error))?;
    // A name alone stands for the shipped outline; the scheme carries it whole, so that a project is complete by itself.
    if scheme.outline.headings.is_empty()
        && let Some(outline) = outlines::find(&scheme.outline.id)
    {
        scheme.outline = outline.clone();
    }
    Ok((scheme, text))
}
