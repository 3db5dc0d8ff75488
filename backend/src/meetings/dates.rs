//! Dates as people write them in a sentence: "9-3-2017", "9 maart 2017", "9 mrt 17", "09032017", "2017-03-09".
//! For finding a birth date in a text that may hold none, so rather one reading too many.
use chrono::{Datelike, NaiveDate};
use domain::{calendar::month_name, pupil::search_name};

/// Every date that can be read in the text, with the words that say it.
pub(super) fn written_in(text: &str) -> impl Iterator<Item = (NaiveDate, String)> {
    let plain = search_name(text);
    let mut all = read(&plain);
    all.extend(read(&apart(&plain)));
    all.into_iter()
}

fn read(plain: &str) -> Vec<(NaiveDate, String)> {
    let words: Vec<&str> = plain.split_whitespace().collect();
    let of_three = words.windows(3).filter_map(|w| Some((of_parts(w[0], w[1], w[2])?, w.join(" "))));
    let of_one = words.iter().filter_map(|word| Some((run_together(word)?, (*word).to_owned())));
    of_three.chain(of_one).collect()
}

/// With a space between letters and figures: "19okt2018".
fn apart(text: &str) -> String {
    let mut all = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let turns = before.is_ascii_digit() != c.is_ascii_digit() && before != ' ' && c != ' ';
        if turns {
            all.push(' ');
        }
        all.push(c);
        before = c;
    }
    all
}

fn of_parts(first: &str, second: &str, third: &str) -> Option<NaiveDate> {
    if first.len() == 4 {
        return NaiveDate::from_ymd_opt(first.parse().ok()?, month(second)?, third.parse().ok()?);
    }
    let day = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    NaiveDate::from_ymd_opt(year(third)?, month(second)?, day.parse().ok()?)
}

fn run_together(word: &str) -> Option<NaiveDate> {
    if word.len() != 8 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let day_first = of_parts(&word[..2], &word[2..4], &word[4..]).filter(|day| day.year() > 1900);
    day_first.or_else(|| of_parts(&word[..4], &word[4..6], &word[6..]))
}

fn year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    match word.len() {
        2 => Some(2000 + number),
        4 => Some(number),
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    if word == "mrt" {
        return Some(3);
    }
    let named = (1..=12).find(|month| word.starts_with(&month_name(*month)[..3]));
    named.or_else(|| word.parse().ok())
}
