//! 佐证材料 ledger.

use serde::{Deserialize, Serialize};

use super::Id;

/// One piece of evidence: what proves which number and where it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// Stable id, such as `E001`; printed as 编号.
    pub id: Id,
    /// 材料名称.
    pub name: String,
    /// 类型: 文件, 台账, 检测报告 …
    pub kind: String,
    /// Ids of the indicators and facts it proves.
    pub proves: Vec<Id>,
    /// 提供科室.
    pub section: Option<Id>,
    /// 形成日期.
    pub dated: Option<jiff::civil::Date>,
    /// 页码/位置.
    pub page: String,
    /// 证明的数值, as text.
    pub value: String,
    /// 存放位置: a path or a shelf mark.
    pub place: String,
    /// SHA-256 of the file in hex, when it was read.
    pub sha256: String,
}
