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
    /// 密级/可否公开; missing while nobody has said.
    pub disclosure: Option<Disclosure>,
}

/// 密级/可否公开 of a piece of evidence (`domain.md` §5.1), from the freest to the most closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Disclosure {
    /// 公开.
    Public,
    /// 内部: no secret, but not to be published.
    Internal,
    /// 秘密, the lowest 密级.
    Secret,
    /// 机密.
    Confidential,
    /// 绝密, the highest 密级.
    TopSecret,
}

impl Disclosure {
    /// Every value in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::Public,
        Self::Internal,
        Self::Secret,
        Self::Confidential,
        Self::TopSecret,
    ];

    /// Returns the printed word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "公开",
            Self::Internal => "内部",
            Self::Secret => "秘密",
            Self::Confidential => "机密",
            Self::TopSecret => "绝密",
        }
    }
}

/// Kinds of evidence (`domain.md` §5.1) that a file's name can end in.
const KINDS: [&str; 8] = [
    "台账",
    "检测报告",
    "系统截图",
    "会议纪要",
    "验收单",
    "问卷",
    "照片",
    "支付明细",
];

/// Returns the 类型 that the name of a file, without its ending, ends in, as 投诉举报台账（2020年） does; empty when it is
/// not sure.
pub fn kind_in(stem: &str) -> &'static str {
    let is_trimming = |character: char| {
        character.is_ascii_digit() || character.is_whitespace() || "（）()[]【】年月日_-—.".contains(character)
    };
    let head = stem.trim_end_matches(is_trimming);
    KINDS.into_iter().find(|kind| head.ends_with(kind)).unwrap_or_default()
}
