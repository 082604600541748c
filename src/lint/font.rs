//! The families of fonts the standard names, by the names their fonts go by.

/// A font family by the words its names contain.
pub struct Family {
    /// As the standard calls it.
    pub name: &'static str,
    words: &'static [&'static str],
}

/// 小标宋体, of titles.
pub const SMALL_SONG: Family = Family {
    name: "小标宋体",
    words: &["小标宋", "XiaoBiaoSong", "XBSJ"],
};
/// 黑体, of 一、 and the marks of annexes.
pub const HEI: Family = Family {
    name: "黑体",
    words: &["黑体", "SimHei"],
};
/// 楷体, of （一）.
pub const KAI: Family = Family {
    name: "楷体",
    words: &["楷体", "KaiTi", "楷体_GB2312"],
};
/// 仿宋, of everything else.
pub const FANG: Family = Family {
    name: "仿宋",
    words: &["仿宋", "FangSong"],
};
/// 宋体, of page numbers and tables.
pub const SONG: Family = Family {
    name: "宋体",
    words: &["宋体", "SimSun", "书宋", "STSong"],
};

impl Family {
    /// Tells whether a font is one of the family.
    pub fn has(&self, font: &str) -> bool {
        let font = font.to_lowercase();
        self.words.iter().any(|word| font.contains(&word.to_lowercase()))
    }
}

/// Tells whether digits and Latin letters may be set in a font: Times New Roman, or a Chinese font of the standard.
pub fn suits_digits(font: &str) -> bool {
    let chinese = [&SMALL_SONG, &HEI, &KAI, &FANG, &SONG];
    font.to_lowercase().contains("times") || chinese.iter().any(|family| family.has(font))
}

/// Tells a Chinese character, to which Chinese fonts apply.
pub fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
