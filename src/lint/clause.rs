//! Where the rules are written. The clauses are those of the standard's table of contents.

/// 幅面尺寸.
pub const PAPER: &str = "GB/T 9704-2012 5.1";
/// 页边与版心尺寸.
pub const EDGES: &str = "GB/T 9704-2012 5.2.1";
/// 字体和字号.
pub const FONTS: &str = "GB/T 9704-2012 5.2.2";
/// 行数和字数.
pub const LINES: &str = "GB/T 9704-2012 5.2.3";
/// 文字的颜色.
pub const COLOUR: &str = "GB/T 9704-2012 5.2.4";
/// 标题.
pub const TITLE: &str = "GB/T 9704-2012 7.3.1";
/// 主送机关.
pub const ADDRESSEE: &str = "GB/T 9704-2012 7.3.2";
/// 正文.
pub const TEXT: &str = "GB/T 9704-2012 7.3.3";
/// 附件说明.
pub const NOTE: &str = "GB/T 9704-2012 7.3.4";
/// 发文机关署名、成文日期和印章, with a seal and without.
pub const SIGNATURE: &str = "GB/T 9704-2012 7.3.5.1、7.3.5.2";
/// 成文日期中的数字.
pub const DATE: &str = "GB/T 9704-2012 7.3.5.4";
/// 附件.
pub const ANNEX: &str = "GB/T 9704-2012 7.3.7";
/// 页码.
pub const NUMBERS: &str = "GB/T 9704-2012 7.5";
/// 公文中的横排表格.
pub const TURNED: &str = "GB/T 9704-2012 第8章";
/// What a table needs so that every program reads it.
pub const SCHEMA: &str = "ISO/IEC 29500-1 第17.4节；缺少时 WPS 可能丢失表格";
/// What a printer needs to turn a page.
pub const ORIENT: &str = "ISO/IEC 29500-1 17.6.13；缺少时可能按竖排打印";
/// What readers without eyes, and the navigation pane, need.
pub const ACCESS: &str = "无障碍阅读和文档导航的通行做法，GB/T 9704-2012 未作规定";
/// What is usual and stands in no standard.
pub const CUSTOM: &str = "公文通行做法，GB/T 9704-2012 未作规定";
