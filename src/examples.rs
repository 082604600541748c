//! The shipped sample projects.

/// A shipped sample: a real published evaluation, completed with 演示数据 where nothing was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Example {
    /// 武昌区市场监督管理局, 2020, 部门整体.
    Wuchang,
    /// 长江禁捕, 2020, 项目.
    Changjiang,
}

impl Example {
    /// Every sample, the department's first.
    pub const ALL: [Self; 2] = [Self::Wuchang, Self::Changjiang];

    /// Returns the file as shipped; `file::decode` reads it.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Wuchang => include_bytes!("../assets/examples/wuchang-2020.ron"),
            Self::Changjiang => include_bytes!("../assets/examples/changjiang-2020.ron"),
        }
    }

    /// Returns the name of the shipped file without its extension, such as `wuchang-2020`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Wuchang => "wuchang-2020",
            Self::Changjiang => "changjiang-2020",
        }
    }

    /// Returns the printed name, as menus show it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wuchang => "武昌区市场监督管理局2020年度部门整体绩效自评",
            Self::Changjiang => "2020年度长江禁捕项目绩效自评",
        }
    }
}
