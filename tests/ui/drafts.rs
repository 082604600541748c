//! Whatever the model can hold is shown on every page, and whatever is clicked and typed there is survived.

use eframe::egui::accesskit::Action;
use eframe::egui::{self, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hengji::file;
use hengji::model::Project;
use hengji::schemes;
use hengji::session::Session;
use hengji::ui::{App, Page};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use proptest::sample::{Index, select};

use super::Script;
use crate::alone::is_alone;
use crate::projects;

/// What a hand does, wherever the keyboard or the pointer is.
#[derive(Clone, Debug)]
enum Act {
    Click(Index),
    Menu(Index),
    Type(String),
    Paste(String),
    Press(Key, bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let keys = [
        Key::Enter,
        Key::Tab,
        Key::ArrowDown,
        Key::ArrowUp,
        Key::ArrowRight,
        Key::F2,
        Key::Delete,
        Key::Escape,
    ];
    let chords = [Key::Z, Key::Y, Key::A, Key::C, Key::X, Key::D, Key::F];
    vec(
        proptest::prop_oneof![
            8 => any::<Index>().prop_map(Act::Click),
            1 => any::<Index>().prop_map(Act::Menu),
            2 => "[≥≤0-9.%年月日万元{}一-龥]{0,6}".prop_map(Act::Type),
            1 => "[≥≤0-9.\t\n\"一-龥]{0,20}".prop_map(Act::Paste),
            4 => select(keys.to_vec()).prop_map(|key| Act::Press(key, false)),
            2 => select(chords.to_vec()).prop_map(|key| Act::Press(key, true)),
        ],
        0..24,
    )
}

/// Does it, and paints what comes of it.
fn act(harness: &mut Harness<'static, App>, act: &Act) {
    match act {
        Act::Click(which) | Act::Menu(which) => {
            let is_seen = |node: &egui_kittest::Node<'_>| node.accesskit_node().data().supports_action(Action::Click);
            let nodes: Vec<_> = harness.query_all_by(|_| true).filter(is_seen).collect();
            if !nodes.is_empty() {
                let node = &nodes[which.index(nodes.len())];
                if matches!(act, Act::Click(_)) {
                    node.click()
                } else {
                    node.click_secondary()
                }
            }
        }
        Act::Type(text) => harness.event(Event::Text(text.clone())),
        Act::Paste(text) => harness.event(Event::Paste(text.clone())),
        Act::Press(key, with_command) => {
            let modifiers = if *with_command {
                Modifiers::COMMAND
            } else {
                Modifiers::NONE
            };
            harness.key_press_modifiers(modifiers, *key);
        }
    }
    harness.run_steps(3);
}

const PAGES: [Page; 8] = [
    Page::Overview,
    Page::Basics,
    Page::Indicators,
    Page::Budget,
    Page::Data,
    Page::Charts,
    Page::Report,
    Page::Review,
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4, ..ProptestConfig::default() })]

    fn survived(
        project in projects::project(), scheme in select(schemes::shipped().to_vec()), acts in vec(acts(), PAGES.len()),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("草稿.ron");
        let project = Project { scheme, ..project };
        for (page, acts) in PAGES.into_iter().zip(&acts) {
            std::fs::write(&path, file::encode(&project)).expect("a file");
            let mut session = Session::new(jiff::civil::date(2021, 3, 9));
            session.run_open(path.clone());
            prop_assert_eq!(&**session.project(), &project);
            let builder = Harness::builder().with_size(egui::vec2(1280.0, 720.0)).with_max_steps(32);
            let mut harness = builder.allow_missing_glyphs().build_eframe(|creation| {
                let mut app = App::new(&creation.egui_ctx, session, Box::new(Script::default()));
                app.show_page(page);
                app
            });
            harness.run_steps(3);
            for one in acts {
                act(&mut harness, one);
            }
            // Whatever was done can be written and read again.
            let edited = harness.state().session().project();
            prop_assert_eq!(&file::decode(file::encode(edited).as_bytes()).expect("reads"), &**edited);
        }
    }
}

#[test]
fn any_draft_is_shown_and_any_hand_is_survived() {
    // A hand may change the language.
    if is_alone("ui::drafts::any_draft_is_shown_and_any_hand_is_survived") {
        survived();
    }
}
