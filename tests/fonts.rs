//! The carried fonts hold what the program shows, on a machine with no font at all.

use hengji::fonts;
use resvg::usvg::fontdb::{Database, Family, Query, Weight};

#[test]
fn the_text_fonts_are_one_family_with_two_weights() {
    let mut database = Database::new();
    database.load_font_data(fonts::REGULAR.to_vec());
    database.load_font_data(fonts::BOLD.to_vec());
    for (weight, name) in [
        (Weight::NORMAL, "NotoSansSC-Regular"),
        (Weight::BOLD, "NotoSansSC-Bold"),
    ] {
        let families = [Family::Name(fonts::FAMILY)];
        let face = database
            .query(&Query {
                families: &families,
                weight,
                ..Query::default()
            })
            .unwrap();
        assert_eq!(database.face(face).unwrap().post_script_name, name);
    }
}

#[test]
fn the_characters_of_names_are_drawn_and_others_are_named() {
    // Names of today (通用规范汉字表, mostly its third part), GB 2312's rarest, and what neither has.
    assert_eq!(fonts::undrawn("堃镕昇犇喆翀瑄旸䶮𬭎𫖯鼗齄", &[]), [].into());
    let rare: String = fonts::undrawn("王𠮷、𪚥龘\n", &[]).into_iter().collect();
    assert_eq!(rare, "龘𠮷𪚥");
    // What is installed draws as well; a file that is no font draws nothing.
    assert_eq!(fonts::undrawn("䶮", &[vec![0; 64], fonts::BOLD.to_vec()]), [].into());
}

#[test]
fn what_no_font_can_draw_is_said_when_charts_or_pdf_go_out() {
    use hengji::report::{Format, undrawn};
    let mut project = hengji::file::decode(hengji::examples::Example::Wuchang.bytes()).expect("the sample");
    let day = jiff::civil::date(2021, 3, 9);
    let said = |project: &hengji::model::Project, formats: &[Format]| {
        undrawn(project, &hengji::score::score(project), day, formats, &[])
    };
    assert_eq!(said(&project, Format::ALL), None);
    project.indicators[0].name.push('𪚥');
    assert!(said(&project, &[Format::Png]).is_some_and(|sentence| sentence.starts_with("“𪚥”：")));
    assert_eq!(
        said(&project, &[Format::Xlsx]),
        None,
        "shown with the fonts of its reader"
    );
    project.indicators[0].name.pop();
    project.improvement_plan.push('𠮷');
    assert_eq!(said(&project, &[Format::Png]), None, "no chart has it");
    #[cfg(feature = "pdf")]
    assert!(said(&project, &[Format::Pdf]).is_some_and(|sentence| sentence.starts_with("“𠮷”：")));
}

#[cfg(feature = "gui")]
mod window {
    use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
    use hengji::fonts;
    use std::{fs, path::Path, sync::Arc};

    /// Those of `text` that the first of `carried` cannot draw, nor the next one where it lacks a sign.
    fn missing(carried: &[&'static [u8]], text: &str) -> String {
        let mut definitions = FontDefinitions::empty();
        for (place, font) in carried.iter().enumerate() {
            let name = place.to_string();
            definitions
                .font_data
                .insert(name.clone(), Arc::new(FontData::from_static(font)));
            for family in [FontFamily::Proportional, FontFamily::Monospace] {
                definitions.families.entry(family).or_default().push(name.clone());
            }
        }
        let context = Context::default();
        context.set_fonts(definitions);
        let mut missing = Vec::<char>::new();
        let mut output = context.run_ui(Default::default(), |ui| {
            ui.fonts_mut(|fonts| {
                let id = FontId::proportional(14.0);
                missing = text
                    .chars()
                    .filter(|sign| !sign.is_control() && !fonts.has_glyph(&id, *sign))
                    .collect();
            });
        });
        output.textures_delta.clear();
        missing.sort_unstable();
        missing.dedup();
        missing.into_iter().collect()
    }

    /// The text of every file below a folder.
    fn texts(folder: &Path) -> String {
        let mut text = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            text.push_str(&if path.is_dir() {
                texts(&path)
            } else {
                fs::read_to_string(path).unwrap()
            });
        }
        text
    }

    #[test]
    fn every_sign_of_the_shipped_texts_is_drawn() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::from("0123456789 ≥＞≤＜＝≧﹦±×÷‰％℃㎡①⑳⑴→↑↓▲▼●○◆■□▶◀✓✔✕☐☑—…“”〔〕");
        for folder in ["src", "assets/locales", "assets/examples", "assets/schemes"] {
            text.push_str(&texts(&root.join(folder)));
        }
        for font in [fonts::REGULAR, fonts::BOLD] {
            assert_eq!(missing(&[font, fonts::ICONS], &text), "");
        }
    }

    #[test]
    fn a_sign_outside_the_fonts_is_found_missing() {
        assert_eq!(missing(&[fonts::REGULAR], "绩效𠮷✔"), "✔𠮷");
    }

    #[test]
    fn every_named_icon_is_drawn() {
        let names = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/icon.rs");
        let text = fs::read_to_string(names).unwrap();
        let code = |line: &str| u32::from_str_radix(line.split_once("\"\\u{")?.1.split_once('}')?.0, 16).ok();
        let icons: String = text.lines().filter_map(code).filter_map(char::from_u32).collect();
        assert!(icons.chars().count() > 100, "{icons}");
        assert_eq!(missing(&[fonts::ICONS], &icons), "");
        assert_eq!(missing(&[fonts::ICONS], "衡"), "衡");
    }
}
