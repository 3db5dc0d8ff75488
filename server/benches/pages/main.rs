//! `bin/bench`: what a page costs. Three pages that open all day (Mijn werk, an analysis, an agenda) are asked of the
//! server as it runs in production, and of a **floor** beside it: a bare route that runs the same statements and writes
//! the same bytes. Then one full tenant beside four, and the server's memory over ten thousand requests.
//!
//! Bounded in count; prints figures and ratios, judges nothing. Reads `/proc`, so Linux only.
mod floor;
mod ground;
mod load;
mod measure;
mod process;
mod report;

use ground::Ground;
use std::error::Error;

pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    // Cargo adds `--bench` to whatever is asked.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["floor", port, database] => floor::serve(port.parse()?, database).await,
        [] => {
            let one = Ground::prepare("real").await?;
            let pages = measure::pages(&one).await?;
            report::pages(&one, &pages);
            let four = Ground::prepare("full").await?;
            report::tenants(&measure::tenants(&one, &four).await?);
            report::memory(&measure::memory(&four).await?);
            Ok(())
        }
        _ => Err("bin/bench takes no arguments".into()),
    }
}
