//! Any text as a template: read, checked, drawn, exported, compared and written out; what is sound is played.
#![no_main]

use domain::{
    bpmn,
    check::check_text,
    edit::{Draft, difference},
    picture::draw,
    scenario::{Scenario, play, shipped},
    template::{by_key, read_table},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(table) = read_table(text) {
        let draft = Draft::of(table);
        if let Ok(body) = draft.body() {
            let _ = (draw(&body), bpmn::export(&body));
        }
        // What is written out says the same.
        let again = Draft::parse(&draft.text()).expect("what was written can be read");
        assert!(difference(draft.table(), again.table()).is_empty());
    }
    match check_text(text, &|key| by_key(key).map(str::to_owned)) {
        Ok(sound) => {
            let template = sound.publish(1).expect("what has no fault can be published");
            for (_, scenario) in shipped() {
                let mut scenario = Scenario::parse(scenario).expect("shipped");
                scenario.template = template.meta.key.clone();
                let _ = play(&template, &scenario);
            }
        }
        Err(faults) => assert!(faults.iter().all(|fault| !fault.message.trim().is_empty())),
    }
});
