//! The fonts of official documents, where the machine has them.

use resvg::usvg::fontdb::{Database, Source};

use super::read_bytes;

/// Families by the names their files bear, in Chinese or English: 小标宋, 黑体, 楷体, 仿宋, 宋体 and what stands in for them.
const FAMILIES: [&str; 18] = [
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "华文中宋",
    "STZhongsong",
    "黑体",
    "SimHei",
    "楷体_GB2312",
    "KaiTi_GB2312",
    "楷体",
    "KaiTi",
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "宋体",
    "SimSun",
    "Times New Roman",
    "Liberation Serif",
];

/// Reads the font files of official documents installed on this machine, in the order of their families; a file that
/// cannot be read is left out, since another font stands in.
pub fn installed_fonts() -> Vec<Vec<u8>> {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut paths = Vec::new();
    for family in FAMILIES {
        let faces = database.faces();
        let named = faces.filter(|face| face.families.iter().any(|(name, _)| name == family));
        let mut of_family: Vec<_> = named
            .filter_map(|face| match &face.source {
                Source::File(path) => Some(path.clone()),
                _ => None,
            })
            .collect();
        of_family.sort();
        for path in of_family {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    paths.iter().filter_map(|path| read_bytes(path).ok()).collect()
}
