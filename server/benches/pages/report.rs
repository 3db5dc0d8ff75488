//! Figures in columns. Of rounds the middle one counts; of ratios the middle of those per round.
use crate::{ground::Ground, load::Took, measure::Pair};
use std::time::Duration;

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of requests are small")]
fn count(number: usize) -> f64 {
    number as f64
}

fn middle(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn of(rounds: &[Took], figure: impl Fn(&Took) -> f64) -> f64 {
    middle(rounds.iter().map(figure).collect())
}

/// Processor time per request, in milliseconds.
fn cpu(took: &Took) -> f64 {
    milliseconds(took.cpu) / count(took.each.len())
}

fn at(took: &Took, percent: usize) -> f64 {
    milliseconds(took.each[(took.each.len() - 1) * percent / 100])
}

fn line(name: &str, rounds: &[Took], more: &str) {
    println!(
        "{name:22} {:8.0} {:9.2} {:9.2} {:9.2} {:8.1}   {more}",
        of(rounds, |took| count(took.each.len()) / took.all.as_secs_f64()),
        of(rounds, |took| at(took, 50)),
        of(rounds, |took| at(took, 95)),
        of(rounds, cpu),
        of(rounds, |took| count(took.bytes) / 1024.0),
    );
}

fn head(title: &str) {
    println!("\n{title}\n{:22} {:>8} {:>9} {:>9} {:>9} {:>8}", "", "req/s", "median ms", "95% ms", "cpu ms", "kB");
}

fn ratio(pair: &Pair) -> f64 {
    middle(pair.here.iter().zip(&pair.there).map(|(here, there)| cpu(here) / cpu(there)).collect())
}

/// Pages beside their floor.
pub fn pages(ground: &Ground, pairs: &[Pair]) {
    head(&format!(
        "Pages on {}, size {}, 8 requests at a time, beside their floor (at most 3 x its cpu)",
        ground.engine, ground.size
    ));
    for pair in pairs {
        line(pair.page, &pair.here, "");
        line("  floor", &pair.there, &format!("{:.2} x the floor's cpu", ratio(pair)));
    }
}

/// Four full tenants beside one.
pub fn tenants(pairs: &[Pair]) {
    head("Four full tenants in one house beside one (at most 1.2 x)");
    for pair in pairs {
        line(pair.page, &pair.here, "");
        line("  one tenant", &pair.there, &format!("{:.2} x the cpu of one", ratio(pair)));
    }
}

/// Memory, a figure per thousand requests.
pub fn memory(all: &[f64]) {
    println!("\nMemory of the server (MB), at the start and after every 1,000 requests from 200 sessions");
    println!("{}", all.iter().map(|megabytes| format!("{megabytes:.0}")).collect::<Vec<_>>().join("  "));
}
