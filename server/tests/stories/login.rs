//! Logging in: what fits opens, and whatever does not fit is a clear Dutch page with a
//! way on that leaves nobody half logged in. On both engines, with providers that can be made to err.

use crate::support::{Answer, Browser, FRONT, TENANT, World, worlds};
use chrono::TimeDelta;
use serde_json::json;

const SID: &str = "__Host-sid";

/// The front door offers to log in and lists nothing.
async fn is_out(browser: &mut Browser) -> bool {
    let home = browser.get(&format!("{FRONT}/")).await;
    home.body.contains("/auth/login/scholen") && !home.body.contains("/auth/enter/")
}

/// What a person at this browser sees of the tenant's door.
async fn at_the_door(browser: &mut Browser) -> Answer {
    let answer = browser.get(&format!("{TENANT}/binnen")).await;
    browser.follow(answer).await
}

async fn is_inside(world: &World, browser: &mut Browser) -> bool {
    let _ = world;
    let answer = browser.get(&format!("{TENANT}/")).await;
    answer.status == 200
}

/// The address with a ticket for the tenant, kept in hand.
async fn ticket(browser: &mut Browser) -> String {
    let door = browser.post(&format!("{FRONT}/auth/enter/haarlemmermeer"), "").await;
    let knocked = browser.get(&door.location()).await;
    let given = browser.get(&knocked.location()).await;
    assert!(given.location().starts_with(&format!("{TENANT}/binnen?ticket=")), "{}", given.text());
    given.location()
}

#[tokio::test]
async fn everybody_logs_in_and_finds_exactly_his_own_places() {
    for world in worlds().await {
        for persona in backend::seed::personas().unwrap().into_iter().filter(|p| p.login != "uma.uitgenodigd") {
            let mut browser = world.browser();
            let op = if persona.provider == "scholen" { &world.schools } else { &world.municipality };
            let answer = browser.log_in(op, &persona.login).await;
            assert!(answer.status == 303 || answer.status == 403, "{}: {}", persona.login, answer.text());
            let home = browser.get(&format!("{FRONT}/")).await;
            let mut places: Vec<&str> = home.body.split("action=\"/auth/enter/").skip(1).collect();
            for place in &mut places {
                *place = place.split('"').next().unwrap();
            }
            places.sort_unstable();
            let mut hosts = persona.hosts.clone();
            hosts.sort_unstable();
            assert_eq!(places, hosts, "{} on {}", persona.login, world.db.engine);
            for host in &persona.hosts {
                let inside = browser.enter(host).await;
                assert_eq!(inside.url, format!("http://{host}.localhost:3000/"), "{}", inside.text());
            }
        }
    }
}

#[tokio::test]
async fn a_code_that_is_used_twice_opens_nothing_the_second_time() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        assert_eq!(browser.get(&back).await.status, 303);
        browser.get(&back).await.refuses(400, "niet meer geldig");
        let mut thief = world.browser();
        thief.get(&back).await.refuses(400, "niet meer geldig");
        assert!(is_out(&mut thief).await);
    }
}

#[tokio::test]
async fn a_state_that_does_not_belong_to_this_browser_logs_nobody_in() {
    for world in worlds().await {
        let mut mine = world.browser();
        let back = mine.through_provider(&world.schools, "ineke.bakker", "").await;
        let mut other = world.browser();
        other.through_provider(&world.schools, "dirk.dekker", "").await;
        other.get(&back).await.refuses(400, "niet meer geldig");
        assert!(is_out(&mut other).await);
        let wrong = back.replace("state=", "state=x");
        mine.get(&wrong).await.refuses(400, "niet meer geldig");
        let as_other = back.replace("/callback/scholen", "/callback/gemeente");
        mine.get(&as_other).await.refuses(400, "niet meer geldig");
        assert!(is_out(&mut mine).await);
    }
}

#[tokio::test]
async fn two_tabs_can_log_in_at_the_same_time() {
    for world in worlds().await {
        let mut browser = world.browser();
        let first = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        let second = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        assert_eq!(browser.get(&first).await.status, 303);
        assert_eq!(browser.get(&second).await.status, 303);
    }
}

#[tokio::test]
async fn an_answer_of_another_provider_is_refused() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        let iss = serde_urlencoded::to_string([("iss", &world.schools.issuer)]).unwrap();
        let other = serde_urlencoded::to_string([("iss", &world.municipality.issuer)]).unwrap();
        browser.get(&back.replace(&iss, &other)).await.refuses(400, "niet meer geldig");
        assert!(is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn a_login_that_takes_more_than_ten_minutes_begins_again() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        world.later(TimeDelta::minutes(11));
        browser.get(&back).await.refuses(400, "duurde te lang");
        assert!(is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn somebody_who_changes_his_mind_is_not_logged_in() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        browser.get(&back.replace("code=", "error=access_denied&x=")).await.refuses(400, "afgebroken");
        assert!(is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn a_token_that_was_not_made_for_this_login_is_not_believed() {
    for world in worlds().await {
        let lies: [fn(&mut serde_json::Value); 4] = [
            |claims| claims["nonce"] = json!("een andere"),
            |claims| claims["aud"] = json!("iemand anders"),
            |claims| claims["aud"] = json!(["rondom", "iemand anders"]),
            |claims| claims["iss"] = json!("https://elders.example"),
        ];
        for lie in lies {
            world.schools.lie(lie);
            let mut browser = world.browser();
            browser.log_in(&world.schools, "ineke.bakker").await.refuses(400, "niet gelukt");
            assert!(is_out(&mut browser).await);
        }
    }
}

#[tokio::test]
async fn clocks_may_differ_a_little_and_otherwise_that_is_said() {
    for world in worlds().await {
        for (seconds, comes_in) in [(60, true), (-60, true), (7200, false), (-7200, false)] {
            world.schools.set_skew(TimeDelta::seconds(seconds));
            let mut browser = world.browser();
            let answer = browser.log_in(&world.schools, "ineke.bakker").await;
            if comes_in {
                assert_eq!(answer.status, 303, "{seconds}: {}", answer.text());
            } else {
                answer.refuses(400, "De klokken lopen niet gelijk");
                assert!(is_out(&mut browser).await);
            }
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_down_does_not_close_the_other_one() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.municipality, "sanne.kok", "").await;
        world.municipality.set_down(true);
        browser.get(&back).await.refuses(503, "antwoordt niet");
        let start = browser.get(&format!("{FRONT}/auth/login/gemeente")).await;
        start.refuses(503, "Inloggen bij scholen");
        assert!(is_out(&mut browser).await);
        assert_eq!(browser.log_in(&world.schools, "ineke.bakker").await.status, 303);
    }
}

#[tokio::test]
async fn a_provider_that_changed_its_keys_is_asked_once_more() {
    for world in worlds().await {
        let mut browser = world.browser();
        let back = browser.through_provider(&world.schools, "ineke.bakker", "").await;
        world.schools.rotate();
        assert_eq!(browser.get(&back).await.status, 303);
    }
}

#[tokio::test]
async fn an_account_that_nobody_invited_is_told_what_to_do() {
    for world in worlds().await {
        let mut browser = world.inside("ineke.bakker", "haarlemmermeer").await;
        let answer = browser.log_in(&world.schools, "wie.is.dit").await;
        answer.refuses(403, "Uw account is nog niet verbonden");
        assert!(answer.text().contains("Naam Bij-Provider") && answer.text().contains("uitnodiging"));
        assert!(is_out(&mut browser).await, "nor is the one who sat here before");
        let inside = browser.get(&format!("{TENANT}/leerlingen")).await;
        assert!(inside.status == 303 || inside.status == 401, "also in the tenant: {}", inside.status);
    }
}

#[tokio::test]
async fn the_session_gets_a_new_id_at_login_and_a_planted_one_is_worth_nothing() {
    for world in worlds().await {
        let mut attacker = world.logged_in("joris.vandam").await;
        let planted = attacker.cookie(FRONT, SID).unwrap();
        let mut victim = world.browser();
        victim.plant(FRONT, SID, &planted);
        assert_eq!(victim.log_in(&world.schools, "ineke.bakker").await.status, 303);
        assert_ne!(victim.cookie(FRONT, SID).unwrap(), planted);
        assert!(is_out(&mut attacker).await, "the planted session is gone for both");
        let before = victim.cookie(FRONT, SID);
        assert_eq!(victim.log_in(&world.schools, "ineke.bakker").await.status, 303);
        assert_ne!(victim.cookie(FRONT, SID), before);
    }
}

#[tokio::test]
async fn a_session_of_one_host_is_worth_nothing_on_another() {
    for world in worlds().await {
        let browser = world.inside("joris.vandam", "haarlemmermeer").await;
        let tenant = browser.cookie(TENANT, SID).unwrap();
        assert_ne!(Some(&tenant), browser.cookie(FRONT, SID).as_ref());
        let mut thief = world.browser();
        thief.plant("http://west-brabant-po.localhost:3000", SID, &tenant);
        thief.plant(FRONT, SID, &tenant);
        assert!(is_out(&mut thief).await);
        let answer = thief.visit("http://west-brabant-po.localhost:3000/binnen").await;
        assert!(answer.url.starts_with(FRONT), "{}", answer.url);
    }
}

#[tokio::test]
async fn a_ticket_serves_once_for_a_minute_at_one_host_in_one_browser() {
    for world in worlds().await {
        let mut browser = world.logged_in("joris.vandam").await;
        let spent = ticket(&mut browser).await;
        assert_eq!(browser.get(&spent).await.status, 303);
        browser.get(&spent).await.refuses(403, "nog niet binnen");

        let tampered = ticket(&mut browser).await + "0";
        let mut fresh = world.logged_in("joris.vandam").await;
        fresh.get(&tampered).await.refuses(403, "nog niet binnen");

        let elsewhere = ticket(&mut fresh).await.replace("//haarlemmermeer.", "//west-brabant-po.");
        fresh.get(&elsewhere).await.refuses(403, "andere plaats");

        let stolen = ticket(&mut fresh).await;
        let mut thief = world.browser();
        thief.get(&stolen).await.refuses(403, "andere browser");
        assert!(!is_inside(&world, &mut thief).await);
        fresh.get(&stolen).await.refuses(403, "al gebruikt");

        let late = ticket(&mut fresh).await;
        world.later(TimeDelta::seconds(61));
        fresh.get(&late).await.refuses(403, "één minuut");
        assert!(!is_inside(&world, &mut fresh).await);
    }
}

#[tokio::test]
async fn whoever_logs_out_on_the_way_stays_out() {
    for world in worlds().await {
        let mut browser = world.logged_in("joris.vandam").await;
        let ticket = ticket(&mut browser).await;
        browser.post(&format!("{FRONT}/auth/logout"), "").await;
        browser.get(&ticket).await.refuses(403, "nog niet binnen");
    }
}

#[tokio::test]
async fn somebody_on_the_way_to_a_page_stands_there_after_logging_in() {
    for world in worlds().await {
        let mut browser = world.browser();
        let login = browser.visit(&format!("{TENANT}/binnen")).await;
        assert!(login.url.starts_with(&format!("{FRONT}/?return=haarlemmermeer&deur=")), "{}", login.url);
        let query = login.url.split_once('?').unwrap().1.to_owned();
        let to = query.replace("naar=%2F", "naar=%2Fleerlingen%3Fzoek%3Dvries");
        let back = browser.through_provider(&world.schools, "ineke.bakker", &format!("?{to}")).await;
        let ticket = browser.get(&back).await.location();
        let inside = browser.get(&ticket).await;
        assert_eq!(inside.location(), "/leerlingen?zoek=vries");
    }
}

#[tokio::test]
async fn a_place_that_is_withdrawn_closes_at_the_next_request() {
    for world in worlds().await {
        let mut olga = world.logged_in("olga.oudega").await;
        let home = olga.get(&format!("{FRONT}/")).await;
        assert!(home.text().contains("U hebt nu nergens een plaats"), "{}", home.text());
        let refused = olga.post(&format!("{FRONT}/auth/enter/haarlemmermeer"), "").await;
        refused.refuses(403, "functioneel beheerder van");
        at_the_door(&mut olga).await.refuses(403, "geen plaats");

        let mut wouter = world.logged_in("wouter.wolters").await;
        at_the_door(&mut wouter).await.refuses(403, "geen plaats");
        let mut gerda = world.inside("gerda.groen", "regio-groningen").await;
        at_the_door(&mut gerda).await.refuses(403, "geen plaats");
    }
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_work_and_after_ten_hours_with_it() {
    for world in worlds().await {
        let mut idle = world.logged_in("ineke.bakker").await;
        let mut busy = world.logged_in("ineke.bakker").await;
        for _ in 0..20 {
            world.later(TimeDelta::minutes(29));
            assert!(!is_out(&mut busy).await);
        }
        assert!(is_out(&mut idle).await);
        world.later(TimeDelta::minutes(21));
        assert!(is_out(&mut busy).await);
    }
}

#[tokio::test]
async fn logging_out_ends_this_login_everywhere_and_goes_on_to_the_provider() {
    for world in worlds().await {
        let mut browser = world.inside("joris.vandam", "haarlemmermeer").await;
        browser.enter("west-brabant-po").await;
        let leave = browser.post(&format!("{TENANT}/uit"), "").await;
        assert_eq!(leave.status, 303);
        assert!(leave.location().starts_with(&format!("{}/einde?id_token_hint=", world.municipality.issuer)));
        assert!(leave.location().contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fauth%2Fuitgelogd"));
        assert!(is_out(&mut browser).await && !is_inside(&world, &mut browser).await);
        let other = browser.visit("http://west-brabant-po.localhost:3000/").await;
        assert!(other.url.starts_with(FRONT), "{}", other.url);
        let done = browser.get(&format!("{FRONT}/auth/uitgelogd")).await;
        assert!(done.text().contains("U bent uitgelogd"));
    }
}

#[tokio::test]
async fn logging_out_everywhere_ends_the_sessions_of_other_browsers_of_this_person_only() {
    for world in worlds().await {
        let mut here = world.logged_in("clara.smit").await;
        let mut there = world.inside("clara.smit", "haarlemmermeer").await;
        let mut other = world.inside("ineke.bakker", "haarlemmermeer").await;
        assert_eq!(here.post(&format!("{FRONT}/auth/overal-uitloggen"), "").await.status, 303);
        assert!(is_out(&mut here).await && is_out(&mut there).await);
        assert!(!is_inside(&world, &mut there).await);
        assert!(!is_out(&mut other).await);
    }
}

#[tokio::test]
async fn a_provider_that_logs_somebody_out_is_obeyed_once() {
    for world in worlds().await {
        let notice_to = |id: &str| format!("{FRONT}/auth/backchannel-logout/{id}");
        let mut browser = world.inside("sanne.kok", "haarlemmermeer").await;
        let sid = world.municipality.sid("sanne.kok");
        let other = world.municipality.notice(|claims| claims["sid"] = json!("een andere"));
        let mut op = world.browser();
        assert_eq!(op.post(&notice_to("gemeente"), &format!("logout_token={other}")).await.status, 200);
        assert!(!is_out(&mut browser).await);

        let notice = world.municipality.notice(|claims| claims["sid"] = json!(sid));
        let answer = op.post(&notice_to("gemeente"), &format!("logout_token={notice}")).await;
        assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (200, "no-store"));
        assert!(is_out(&mut browser).await && !is_inside(&world, &mut browser).await);
        assert_eq!(op.post(&notice_to("gemeente"), &format!("logout_token={notice}")).await.status, 400);

        let mut browser = world.logged_in("sanne.kok").await;
        let all = world.municipality.notice(|claims| claims["sub"] = json!("sanne.kok"));
        assert_eq!(op.post(&notice_to("gemeente"), &format!("logout_token={all}")).await.status, 200);
        assert!(is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn a_notice_that_does_not_fit_logs_nobody_out() {
    for world in worlds().await {
        let mut browser = world.logged_in("sanne.kok").await;
        let op = &world.municipality;
        let with = |change: fn(&mut serde_json::Value)| {
            op.notice(|claims| {
                claims["sub"] = json!("sanne.kok");
                change(claims);
            })
        };
        let good = with(|_| {});
        let (signed, _) = good.rsplit_once('.').unwrap();
        let strange = [
            with(|claims| claims["aud"] = json!("iemand anders")),
            with(|claims| claims["iss"] = json!("https://elders.example")),
            with(|claims| claims["nonce"] = json!("x")),
            with(|claims| claims["events"] = json!({})),
            with(|claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 3600)),
            with(|claims| claims["sub"] = json!(null)),
            world.schools.notice(|claims| claims["sub"] = json!("sanne.kok")),
            format!("{signed}.AAAA"),
            "geen token".into(),
        ];
        let url = format!("{FRONT}/auth/backchannel-logout/gemeente");
        for token in strange {
            assert_eq!(world.browser().post(&url, &format!("logout_token={token}")).await.status, 400, "{token}");
        }
        assert_eq!(world.browser().post(&url, "iets=anders").await.status, 400);
        assert!(!is_out(&mut browser).await);
    }
}

#[tokio::test]
async fn an_invitation_binds_an_account_once() {
    for world in worlds().await {
        let path = format!("{FRONT}{}", backend::seed::INVITATION_PATH);
        let mut uma = world.browser();
        uma.log_in(&world.schools, "uma.uitgenodigd").await.refuses(403, "nog niet verbonden");
        let page = uma.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Uma van Uden") && page.text().contains("De Esdoorn"), "{}", page.text());
        let query = format!("?uitnodiging=haarlemmermeer/{}", backend::seed::INVITATION_TOKEN);
        let back = uma.through_provider(&world.schools, "uma.uitgenodigd", &query).await;
        let answer = uma.get(&back).await;
        assert_eq!(answer.location(), format!("{TENANT}/binnen"), "{}", answer.text());
        let inside = uma.follow(answer).await;
        assert_eq!(inside.url, format!("{TENANT}/"));
        world.browser().get(&path).await.refuses(410, "al gebruikt");

        let mut other = world.browser();
        let back = other.through_provider(&world.schools, "nora.niemand", &query).await;
        other.get(&back).await.refuses(410, "al gebruikt");
        assert!(is_out(&mut other).await);
        assert_eq!(world.browser().log_in(&world.schools, "uma.uitgenodigd").await.status, 303);
    }
}

#[tokio::test]
async fn an_invitation_that_is_late_or_unknown_binds_nobody() {
    for world in worlds().await {
        let known = backend::seed::INVITATION_TOKEN;
        let mut browser = world.browser();
        for token in ["een-heel-andere-uitnodiging", "x", "..%2F"] {
            let path = format!("{FRONT}/uitnodiging/haarlemmermeer/{token}");
            browser.get(&path).await.refuses(404, "kennen wij niet");
        }
        browser.get(&format!("{FRONT}/uitnodiging/groningen/{known}")).await.refuses(404, "kennen wij niet");
        world.later(TimeDelta::days(400));
        browser.get(&format!("{FRONT}{}", backend::seed::INVITATION_PATH)).await.refuses(410, "verlopen");
    }
}

#[tokio::test]
async fn whoever_made_an_invitation_reads_that_it_is_for_somebody_else() {
    for world in worlds().await {
        let mut fenna = world.inside("fenna.bos", "haarlemmermeer").await;
        let school = world.id("haarlemmermeer", "organisation WHERE OURS AND name = 'De Esdoorn'").await;
        let swv = world.id("haarlemmermeer", "organisation WHERE OURS AND kind = 'swv'").await;
        let form = format!(
            "naam=Nina&email=nina%40swv.example&functie=consulent&organisatie={swv}&scholen={school}&vanaf=7-9-2026"
        );
        let invited = fenna.post(&format!("{TENANT}/beheer/uitnodigen"), &form).await;
        let token =
            invited.body.split("/uitnodiging/haarlemmermeer/").nth(1).unwrap_or_else(|| panic!("{}", invited.text()));
        let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
        let query = format!("?uitnodiging=haarlemmermeer/{token}");
        for account in ["nog.een.account", "fenna.bos"] {
            let back = fenna.through_provider(&world.schools, account, &query).await;
            fenna.get(&back).await.refuses(403, "Wie functies geeft, neemt er zelf geen aan");
            assert!(is_out(&mut fenna).await);
        }
    }
}

#[tokio::test]
async fn somebody_with_an_account_elsewhere_takes_the_invited_place_over() {
    for world in worlds().await {
        let query = format!("?uitnodiging=haarlemmermeer/{}", backend::seed::INVITATION_TOKEN);
        let mut wouter = world.browser();
        let back = wouter.through_provider(&world.schools, "wouter.wolters", &query).await;
        let answer = wouter.get(&back).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let home = wouter.get(&format!("{FRONT}/")).await;
        for slug in ["haarlemmermeer", "west-brabant-po"] {
            assert!(home.body.contains(&format!("/auth/enter/{slug}\"")), "{}", home.text());
        }
        assert!(home.text().contains("Wouter Wolters"));
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    for world in worlds().await {
        let mut browser = world.logged_in("ineke.bakker").await;
        for address in
            [format!("{FRONT}/auth/overal-uitloggen"), format!("{TENANT}/uit"), format!("{TENANT}/leerlingen")]
        {
            browser.post_from_elsewhere(&address).await.refuses(403, "kwam van een andere website");
        }
        assert!(!is_out(&mut browser).await);
    }
}
