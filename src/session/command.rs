//! What a person can invoke: one list for menus, toolbar and shortcuts.

use crate::examples::Example;
use crate::report::Format;

/// What a person can invoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// 新建.
    New,
    /// 打开.
    Open,
    /// 最近打开: the file at this place of [`Settings::recent`](crate::file::settings::Settings::recent).
    OpenRecent(usize),
    /// 打开示例.
    OpenExample(Example),
    /// 保存.
    Save,
    /// 另存为.
    SaveAs,
    /// 导入表格.
    Import,
    /// 导入科室采集表: take what a section has filled in.
    Collect,
    /// 导出 one format, or all of them.
    Export(Option<Format>),
    /// 载入评分办法文件.
    LoadScheme,
    /// 登记佐证材料文件: choose files to be registered as evidence.
    AttachEvidence,
    /// 核对佐证材料: hold the ledger against its files.
    VerifyEvidence,
    /// 撤销.
    Undo,
    /// Takes the last step back so that it cannot be done again: what nobody asked for leaves no trace.
    Withdraw,
    /// 重做.
    Redo,
    /// 退出.
    Quit,
}

impl Command {
    /// Every command that can be asked for, in menu order, but those of 最近打开, which are as many as there are files.
    pub const ALL: &[Self] = &[
        Self::New,
        Self::Open,
        Self::OpenExample(Example::Wuchang),
        Self::OpenExample(Example::Changjiang),
        Self::Save,
        Self::SaveAs,
        Self::Import,
        Self::Collect,
        Self::LoadScheme,
        Self::Export(None),
        Self::Export(Some(Format::Docx)),
        Self::Export(Some(Format::Xlsx)),
        Self::Export(Some(Format::Svg)),
        Self::Export(Some(Format::Png)),
        #[cfg(feature = "pdf")]
        Self::Export(Some(Format::Pdf)),
        #[cfg(feature = "pdf")]
        Self::Export(Some(Format::Briefing)),
        Self::Export(Some(Format::Sections)),
        Self::Export(Some(Format::Public)),
        Self::AttachEvidence,
        Self::VerifyEvidence,
        Self::Undo,
        Self::Redo,
        Self::Quit,
    ];
    /// Tells whether the document is replaced or closed by it.
    pub fn loses_changes(self) -> bool {
        matches!(
            self,
            Self::New | Self::Open | Self::OpenRecent(_) | Self::OpenExample(_) | Self::Import | Self::Quit
        )
    }
}
