//! Any text as a scenario: read, and played on a way of working with everything in it.
#![no_main]

use std::sync::OnceLock;

use domain::{
    scenario::{Scenario, play},
    template::{Published, Template},
};
use libfuzzer_sys::fuzz_target;

const WAY: &str = include_str!("../../tests/ways/aanvraag.toml");

fn way() -> &'static Template<Published> {
    static WAY_OF_WORKING: OnceLock<Template<Published>> = OnceLock::new();
    WAY_OF_WORKING.get_or_init(|| Template::parse(WAY).expect("read").publish(1).expect("sound"))
}

fuzz_target!(|text: &str| {
    if let Ok(scenario) = Scenario::parse(text) {
        let played = play(way(), &scenario);
        assert!(played.misses.iter().all(|miss| !miss.message.trim().is_empty()));
    }
});
