//! What a partner reads and does in a case, who signs, and which consent opens what.

use super::*;

#[tokio::test]
async fn a_form_that_names_nobody_is_closed_to_who_is_let_in_by_a_consent() {
    for house in houses().await {
        let unnamed = WAY
            .replace("read = [\"ib\", \"secretaris\", \"deskundige\", \"jp\"]\n", "")
            .replace("write = [\"ib\", \"secretaris\", \"deskundige\", \"jp\"]\n", "");
        let story = Story::under(&house, &unnamed).await;
        story.fills(&story.ib, &[("ouders_gehoord", "ja")]).await.unwrap();
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        let page = sheets::page(&story.jp.scope, story.place()).await;
        assert!(matches!(page, Err(Failure::Absent)), "{}", house.engine);
        assert!(pupils::file(&story.jp.scope, story.sem).await.unwrap().sheets.is_empty());
        let save = sheets::save(&story.jp.scope, story.place(), 1, &[("ouders_gehoord".into(), "nee".into())]).await;
        assert!(matches!(save, Err(Failure::Absent)));
        assert!(sheets::page(&story.secretaris.scope, story.place()).await.is_ok());
    }
}

#[tokio::test]
async fn a_partner_reads_and_does_in_a_case_what_is_for_its_role() {
    for house in houses().await {
        let story = Story::new(&house).await;
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        let lead = cases::appointing(&story.jp.scope, story.sem).await;
        assert!(matches!(lead, Err(Failure::Absent)), "the regie is the school's");
        story.advised().await;
        let way = Wish::Perform { step: "advies_onderwijs", way: "schriftelijk" };
        story.does(&story.deskundige, way, "").await;
        let turns = story.running(&story.jp.scope).await.turns;
        let theirs = turns.iter().find(|turn| turn.key == "advies_onderwijs").unwrap();
        assert!(theirs.so_far.is_empty() && theirs.ways.is_empty() && theirs.acts.is_empty(), "{}", house.engine);
        assert!(cases::appointing(&story.jp.scope, story.sem).await.unwrap().barred.is_empty());
        let told = pupils::file(&story.jp.scope, story.sem).await.unwrap().days;
        assert!(told.iter().flat_map(|day| &day.happenings).all(|line| !line.what.contains("Schriftelijk")));
        story.does(&story.ib, Wish::Close { closing: "ingetrokken" }, "Ouders zien ervan af.").await;
        let closed = pupils::file(&story.ib.scope, story.sem).await.unwrap().reopen.unwrap().version;
        let reopen = cases::carry_out(&story.jp.scope, story.sem, Wish::Reopen, "", closed).await;
        assert!(matches!(reopen, Err(Failure::Rejected(why)) if why.starts_with("De school opent")));
    }
}

#[tokio::test]
async fn nobody_signs_for_somebody_else_and_a_form_that_changes_must_be_signed_anew() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let school = story.world.esdoorn;
        let piet = story.world.member("Piet Bos", Function::InternBegeleider, school, &[school]).await;
        let all = [
            ("verklaard", "Wij deden wat wij konden."),
            ("getekend_school", "ja"),
            ("getekend_school.naam", "Piet Bos"),
            ("getekend_ouder.naam", "M. de Vries"),
            ("getekend_ouder.op", "6-9-2026"),
        ];
        assert_eq!(story.signs(&story.ib, &all).await.unwrap().lapsed, []);
        let says = |page: &SheetPage| page.parts[0].signatures.iter().map(|at| at.place.says()).collect::<Vec<_>>();
        let page = story.declared(&piet).await;
        let ineke = "Ondertekend door Ineke Bakker (ib'er) op 07-09-2026";
        let parent = "Op papier ondertekend door M. de Vries op 06-09-2026";
        assert_eq!(says(&page), [format!("{ineke}."), format!("{parent}.")], "{}", house.engine);
        assert!(page.lacks.is_empty() && page.parts[0].signatures[0].is_of_another, "{:?}", page.lacks);
        assert_eq!(page.signer, "Piet Bos (ib'er)");
        assert!(!story.declared(&story.ib).await.parts[0].signatures[0].is_of_another);

        for value in ["", "nee", "ja"] {
            let refused = story.signs(&piet, &[("getekend_school", value)]).await;
            let Err(Failure::Invalid(errors)) = refused else { unreachable!("{refused:?}") };
            assert_eq!(errors[0].field, "getekend_school");
            assert!(errors[0].message.contains("Alleen Ineke Bakker kan die terugnemen."), "{}", errors[0].message);
        }
        // The secretary reads along and signs nothing.
        story.signs(&story.secretaris, &[("getekend_school", "")]).await.unwrap();
        assert!(story.declared(&piet).await.lacks.is_empty());

        let saved = story.signs(&piet, &[("verklaard", "Wij deden alles.")]).await.unwrap();
        let lapsed: Vec<_> = saved.lapsed.iter().map(|lapsed| lapsed.inputs.join(" ")).collect();
        assert_eq!(lapsed, ["getekend_school", "getekend_ouder.naam getekend_ouder.op"]);
        let page = story.declared(&piet).await;
        let since = ", maar daarna is het formulier gewijzigd.";
        assert_eq!(says(&page), [format!("{ineke}{since}"), format!("{parent}{since}")]);
        assert_eq!(page.lacks, ["Handtekening van de school", "Handtekening van een ouder"]);
        let lines = pupils::file(&story.ib.scope, story.sem).await.unwrap().sheets;
        let line = lines.iter().find(|line| line.title == "Verklaring bij de aanvraag").unwrap();
        assert_eq!(line.state, SheetState::Lacks(2));

        story.signs(&piet, &[("getekend_school", "ja")]).await.unwrap();
        assert_eq!(says(&story.declared(&piet).await)[0], "Ondertekend door Piet Bos (ib'er) op 07-09-2026.");
        story.signs(&piet, &[("getekend_school", "")]).await.unwrap();
        assert_eq!(says(&story.declared(&piet).await)[0], "");

        let file = pupils::file(&story.ib.scope, story.sem).await.unwrap();
        let told: Vec<_> = file.days.iter().flat_map(|day| &day.happenings).map(|line| line.what.clone()).collect();
        for what in [
            "ondertekende 'Verklaring bij de aanvraag'",
            "legde vast wie er op papier tekende bij 'Verklaring bij de aanvraag'",
            "nam een handtekening terug bij 'Verklaring bij de aanvraag'",
        ] {
            assert!(told.iter().any(|told| told == what), "{what}: {told:?}");
        }
        story.world.consent(story.sem, "advies", story.ib.membership, &[story.world.municipality]).await;
        let partner = pupils::file(&story.jp.scope, story.sem).await.unwrap();
        assert!(!format!("{:?}", partner.days).contains("de Vries"), "who signed on paper stands in the form");
        let refused = sheets::page(&story.jp.scope, story.declaration()).await;
        assert!(matches!(refused, Err(Failure::Absent)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_part_with_a_consent_of_its_own_opens_to_whom_that_consent_names_and_to_nobody_else() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let (town, ggd, ib) = (story.world.municipality, story.world.ggd, story.ib.membership);
        let told = [("ouders_gehoord", "ja"), ("medicatie", "Ritalin"), ("behandelaars.1.behandelaar", "dokter Wit")];
        story.fills(&story.ib, &told).await.unwrap();
        story.world.consent(story.sem, "advies", ib, &[town]).await;
        // The parents said yes to this part too, but for another organisation.
        story.world.consent(story.sem, "medisch", ib, &[ggd]).await;

        let everything = async |who: &Member| {
            let page = sheets::page(&who.scope, story.place()).await.unwrap();
            let file = pupils::file(&who.scope, story.sem).await.unwrap();
            format!("{page:?} {file:?}")
        };
        let hidden = ["Ritalin", "dokter Wit", "Welke medicijnen", "medicatie", "Behandelaars", "behandelaar"];
        let partner = everything(&story.jp).await;
        for word in hidden {
            assert!(!partner.contains(word), "{word} for the partner: {}", house.engine);
        }
        let crafted = [("medicatie", "geen"), ("behandelaars.1.behandelaar", "x"), ("voorliggend", "zorg")];
        story.fills(&story.jp, &crafted).await.unwrap();
        let version = sheets::page(&story.jp.scope, story.place()).await.unwrap().version;
        let row = ("behandelaars", 1);
        let taken = sheets::set_removed(&story.jp.scope, story.place(), version, row, true).await;
        assert!(matches!(taken, Err(Failure::Absent)), "{taken:?}");
        let school = everything(&story.ib).await;
        assert!(hidden[..4].iter().all(|word| school.contains(word)), "the school's words stand, and it reads them");
        assert!(everything(&story.secretaris).await.contains("Ritalin"), "the SWV reads by its own task");

        let own = story.world.consent(story.sem, "medisch", ib, &[town]).await;
        let partner = everything(&story.jp).await;
        assert!(partner.contains("Ritalin") && partner.contains("dokter Wit"), "{}", house.engine);
        story.fills(&story.jp, &[("medicatie", "Ritalin, 10 mg")]).await.unwrap();
        consents::withdraw(&story.ib.scope, story.sem, own, 1, "ouder 1, telefonisch").await.unwrap();
        let partner = everything(&story.jp).await;
        assert!(!partner.contains("Ritalin"), "withdrawn closes the part at once: {}", house.engine);
        assert!(partner.contains("Zijn ouders gehoord?"), "and leaves the rest");
        assert!(everything(&story.ib).await.contains("10 mg"));
    }
}

#[tokio::test]
async fn each_purpose_asks_the_people_of_its_own_ages() {
    for house in houses().await {
        let story = Story::new(&house).await;
        let form = consents::ask(&story.ib.scope, story.sem).await.unwrap();
        assert!(form.rule.is_empty(), "it differs per purpose");
        let rules: Vec<_> = form.purposes.iter().map(|purpose| purpose.rule.as_str()).collect();
        assert!(
            rules[0].starts_with("Jonger dan 12 jaar:") && rules[1].starts_with("8 tot en met 15 jaar:"),
            "{rules:?}"
        );
        let givers: Vec<_> = form.givers.iter().map(|giver| giver.value.as_str()).collect();
        assert_eq!(givers, ["ouder_1", "ouder_2", "voogd", "leerling", "gehoord"]);
        let file = pupils::file(&story.ib.scope, story.sem).await.unwrap().register;
        assert!(file.rule.is_empty() && file.purposes.iter().all(|purpose| !purpose.rule.is_empty()));

        let town = story.world.municipality.to_string();
        let noor = story.world.pupil(story.world.esdoorn, "Noor", "Amrani", "2009-09-07").await;
        let says = async |pupil, purpose, given_by: &[&'static str]| {
            let seen = consents::ask(&story.ib.scope, pupil).await.unwrap().seen.to_string();
            let answer = consents::Answer {
                seen: &seen,
                purpose,
                given_by: given_by.to_vec(),
                given_on: "7-9-2026",
                parties: vec![&town],
                evidence: "paper",
                ..consents::Answer::default()
            };
            match consents::record(&story.ib.scope, pupil, answer).await {
                Ok(_) => String::new(),
                Err(Failure::Invalid(errors)) => errors.iter().map(|error| error.message.as_str()).collect(),
                Err(other) => panic!("{other:?}"),
            }
        };
        assert_eq!(says(story.sem, "advies", &["ouder_1"]).await, "", "nine years, the usual ages");
        assert!(says(story.sem, "medisch", &["ouder_1"]).await.contains("8 jaar of ouder"));
        assert_eq!(says(story.sem, "medisch", &["ouder_1", "gehoord"]).await, "");
        assert_eq!(says(noor, "advies", &["leerling"]).await, "", "seventeen decides alone");
        assert!(says(noor, "medisch", &["leerling"]).await.contains("jonger dan 18"));
        assert!(says(noor, "medisch", &["ouder_1", "ouder_2", "gehoord"]).await.contains("zelf toestemming"));
        assert_eq!(says(noor, "medisch", &["leerling", "ouder_1"]).await, "", "{}", house.engine);
    }
}
