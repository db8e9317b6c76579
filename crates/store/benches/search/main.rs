//! `make bench`: a house of 77,000 papers and 600,000 pages that nobody wrote, searched on both databases.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark says what it found")]

mod house;
mod text;

use std::{path::PathBuf, time::Instant};

use anyhow::{Context, ensure};
use clap::Parser;
use domain::{query::Query, text::line};
use store::search::{Filters, Searcher};

use house::House;
use text::{Dice, Language};

/// Measures search in a large house, and that both databases find the same.
#[derive(Parser)]
struct Arguments {
    /// Papers; a paper has eight pages on average.
    #[arg(long, default_value_t = 77_000)]
    papers: u32,
    /// Folder for the SQLite house.
    #[arg(long, default_value = "target/bench")]
    out: PathBuf,
    /// An empty PostgreSQL database, as `tests/postgres.sh` starts one; without it only SQLite is measured.
    #[arg(long)]
    postgres: Option<String>,
    /// Leaves SQLite out: two runs beside each other build both houses in half the time, and a third asks them with `--again`.
    #[arg(long, requires = "postgres")]
    only_postgres: bool,
    /// Queries of each kind.
    #[arg(long, default_value_t = 100)]
    queries: usize,
    /// Leaves the house where it is, for `--again`.
    #[arg(long)]
    keep: bool,
    /// Asks the house that an earlier run kept: building it takes longest.
    #[arg(long)]
    again: bool,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(measure(&arguments))
}

async fn measure(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = arguments.out.join("search");
    // A house of an earlier run, perhaps of another size.
    if folder.exists() && !arguments.again && !arguments.only_postgres {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let sqlite = (!arguments.only_postgres).then(|| format!("sqlite:{}", folder.join("nghisu.sqlite").display()));
    let mut found = Vec::new();
    for (name, url) in [("SQLite", sqlite), ("PostgreSQL", arguments.postgres.clone())] {
        let Some(url) = url else { continue };
        println!("\n## {name}\n");
        let objects = folder.join("objects");
        let house = if arguments.again { House::open(&url, &objects).await } else { House::build(&url, &objects, arguments.papers).await };
        found.push(ask(&house.with_context(|| name.to_owned())?, arguments.queries).await?);
    }
    if let [one, other] = found.as_slice() {
        ensure!(one == other, "the databases do not find the same");
        println!("\nBoth databases gave the same {} answers, hit for hit.", one.len());
    }
    if !(arguments.keep || arguments.again || arguments.only_postgres) {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// A kind of query, how to draw one, and where it looks.
type Kind = (&'static str, fn(&Language, &mut Dice) -> String, fn(&mut Dice) -> Filters);

fn everywhere(_: &mut Dice) -> Filters {
    Filters::default()
}

fn without_marks(text: &str) -> String {
    domain::fold::fold(text)
}

const KINDS: [Kind; 11] = [
    ("common word", |language, dice| without_marks(language.syllable(dice.below(20))), everywhere),
    ("common word with marks", |language, dice| language.syllable(dice.below(20)).to_owned(), everywhere),
    ("rare word", |language, dice| language.syllable(language.syllables() - 1 - dice.below(1_000)).to_owned(), everywhere),
    (
        "two set phrases, as words",
        |language, dice| without_marks(&format!("{} {}", language.phrase(dice), language.phrase(dice))),
        everywhere,
    ),
    (
        "three words of any kind",
        |language, dice| {
            let [a, b, c] = [(); 3].map(|()| language.syllable(dice.rank(language.syllables())));
            without_marks(&format!("{a} {b} {c}"))
        },
        everywhere,
    ),
    ("phrase", |language, dice| format!("\"{}\"", language.phrase(dice)), everywhere),
    ("long phrase", |language, dice| format!("\"{} {}\"", language.phrase(dice), language.phrase(dice)), everywhere),
    ("number and symbol", |language, dice| without_marks(&language.symbol(dice)), everywhere),
    (
        "common words of a year",
        |language, dice| without_marks(language.phrase(dice)),
        |dice| Filters { year: Some(2021 + i32::try_from(dice.below(6)).unwrap_or_default()), ..Filters::default() },
    ),
    (
        "common words of a unit and type",
        |language, dice| without_marks(language.phrase(dice)),
        |dice| Filters {
            unit: text::UNITS.get(dice.below(text::UNITS.len())).map(|(unit, _)| (*unit).to_owned()),
            type_code: Some(dice.one(&text::TYPES).to_owned()),
            ..Filters::default()
        },
    ),
    (
        "beginning of a word",
        |language, dice| {
            let word = without_marks(language.syllable(dice.rank(language.syllables())));
            format!("ke hoach {}", word.chars().take(3).collect::<String>())
        },
        everywhere,
    ),
];

/// Asks as the secretariat and as a member; prints how long it took, and gives back what was found.
async fn ask(house: &House, queries: usize) -> anyhow::Result<Vec<Vec<(uuid::Uuid, Option<u32>)>>> {
    let language = Language::new();
    let mut answers = Vec::new();
    println!("| as | query | hits (median) | p50 | p95 | p99 | slowest |\n|---|---|---|---|---|---|---|");
    for (who, searcher) in [("secretariat", Searcher::Everything), ("member of 30 meetings", Searcher::Person(house::MEMBER))] {
        for (name, draw, narrow) in KINDS {
            let mut dice = Dice::new(11);
            let (mut times, mut totals) = (Vec::new(), Vec::new());
            let mut slowest = String::new();
            for turn in 0..queries + 3 {
                let typed = line(&draw(&language, &mut dice));
                let filters = narrow(&mut dice);
                let query = Query::read(&typed).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
                let began = Instant::now();
                let found = house.store.search(&query, searcher, &filters, None).await?;
                let took = began.elapsed().as_secs_f64() * 1_000.0;
                answers.push(found.hits.iter().map(|hit| (hit.paper_id.0, hit.page)).collect());
                // The first ones warm the caches.
                if turn >= 3 {
                    if times.iter().all(|other| took > *other) {
                        slowest = typed;
                    }
                    times.push(took);
                    totals.push(if found.more { usize::MAX } else { found.total });
                }
            }
            times.sort_by(f64::total_cmp);
            totals.sort_unstable();
            let at = |share: usize| times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or_default();
            let median = totals
                .get(totals.len() / 2)
                .map_or(String::new(), |total| if *total == usize::MAX { "over 1,000".to_owned() } else { total.to_string() });
            println!("| {who} | {name} | {median} | {:.1} ms | {:.1} ms | {:.1} ms | {:.1} ms |", at(50), at(95), at(99), at(100));
            eprintln!("  slowest: {slowest}");
        }
    }
    Ok(answers)
}
