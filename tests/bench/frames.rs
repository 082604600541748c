//! One frame of the editors, without a display: layout and tessellation, not the graphics card.

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui::{Context, Pos2, RawInput, Rect, ViewportId, vec2};
use hengji::file;
use hengji::model::{Fact, Id};
use hengji::session::{Question, Session};
use hengji::ui::{App, Page, Picker};

use super::{median, projects};

/// A picker that is never asked.
struct Nobody;

impl Picker for Nobody {
    fn open(&mut self, _: &Question, _: Box<dyn FnOnce() + Send>) {}

    fn answer(&mut self) -> Option<Vec<PathBuf>> {
        None
    }

    fn forget(&mut self) {}
}

/// Prints the time of a frame at every size beside the one at the first size.
pub fn print(sizes: &[usize]) {
    for (page, name) in [
        (Page::Indicators, "编辑器一帧 / 60项时"),
        (Page::Data, "数据页一帧 / 60项时"),
    ] {
        let mut first = None;
        for size in sizes {
            let (frame, is_idle) = frame(page, *size);
            let baseline = *first.get_or_insert(frame);
            super::print(name, *size, frame, baseline, "≤1.5");
            println!("    闲置时{}重绘（目标：不重绘）", if is_idle { "不" } else { "仍在" });
        }
    }
}

/// Measures a frame of a page, and tells whether a settled window asks for no other one.
fn frame(page: Page, size: usize) -> (Duration, bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.ron");
    let mut project = projects::large(size);
    project.facts = (0..size)
        .map(|number| Fact {
            id: Id::new(format!("F{number:05}")),
            name: format!("数据项{number}"),
            value: Some(number.into()),
            ..Fact::default()
        })
        .collect();
    file::write(&path, &project).expect("saves");
    let mut session = Session::new(jiff::civil::date(2021, 3, 9));
    session.open_path(&path);
    let ctx = Context::default();
    let mut app = App::new(&ctx, session, Box::new(Nobody));
    app.show_page(page);
    let mut time = 0.0;
    let mut run = || {
        time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(time),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| app.frame(ui));
        output.textures_delta.clear();
        let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
        (shapes.len(), output.viewport_output[&ViewportId::ROOT].repaint_delay)
    };
    for _ in 0..120 {
        run();
    }
    let is_idle = run().1 == Duration::MAX;
    (median(run), is_idle)
}
