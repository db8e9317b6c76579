//! `make bench`: the release server measured beside the limit, as tables and as JSON.

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("The benchmark reads processor time and memory as Linux tells them: run it there.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        net::{Ipv4Addr, TcpListener},
        path::PathBuf,
        time::Duration,
    };

    use anyhow::{Context, bail};
    use clap::{Parser, Subcommand};
    use rehearsal::bench::{
        Options, Scenario, limit,
        outcome::{Outcome, verdicts},
        process::{machine, pin_crowd, raise_descriptors},
    };

    /// Measures a house full of tablets on this machine, beside the limit of one send a frame.
    #[derive(Parser)]
    struct Arguments {
        #[command(subcommand)]
        what: Option<What>,
        /// The release program to measure.
        #[arg(long, global = true, default_value = "target/release/nghisu")]
        server: PathBuf,
        /// Folder for data and results.
        #[arg(long, global = true, default_value = "target/bench")]
        out: PathBuf,
        /// Repetitions, limit and house in turn [default: 5].
        #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=100))]
        rounds: Option<u16>,
        /// Two repetitions of two seconds.
        #[arg(long, global = true)]
        quick: bool,
        /// Tablets, instead of the scenario's own numbers.
        #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=5000))]
        tablets: Option<u16>,
        /// People on the meeting's list, instead of as many as tablets.
        #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=4999))]
        people: Option<u16>,
    }

    #[derive(Subcommand)]
    enum What {
        /// Everything below.
        All,
        /// Acts at a steady pace, to 200, 1,000 and 4,000 tablets.
        Steady,
        /// A thousand acts demanded in one second, in a room of 1,000.
        Burst,
        /// Memory a connected tablet, with 4,000.
        Memory,
        /// Bytes on the wire in a meeting of 300 people and 40 items.
        Wire,
        /// 1,000 tablets cut and back at once.
        Storm,
        /// 1,000 people check in within five seconds.
        Checkins,
        /// Ten of 100 tablets stop reading large frames.
        Stalled,
        /// Up to 50 rooms and 4,000 tablets.
        Curve,
        /// 500 tablets open the same paper of 20 MB at once, beside nginx.
        Herd,
        /// The limit itself; started by the benchmark.
        #[command(hide = true)]
        Raw,
    }

    impl What {
        fn scenario(&self) -> Option<Scenario> {
            match self {
                Self::All | Self::Raw => None,
                Self::Steady => Some(Scenario::Steady),
                Self::Burst => Some(Scenario::Burst),
                Self::Memory => Some(Scenario::Memory),
                Self::Wire => Some(Scenario::Wire),
                Self::Storm => Some(Scenario::Storm),
                Self::Checkins => Some(Scenario::Checkins),
                Self::Stalled => Some(Scenario::Stalled),
                Self::Curve => Some(Scenario::Curve),
                Self::Herd => Some(Scenario::Herd),
            }
        }
    }

    pub fn main() -> anyhow::Result<()> {
        let arguments = Arguments::parse();
        if let Some(What::Raw) = arguments.what {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            println!("{}", listener.local_addr()?);
            return Ok(limit::serve(listener)?);
        }
        let scenario = arguments.what.as_ref().and_then(What::scenario);
        let descriptors = raise_descriptors();
        if descriptors < 10_000 {
            eprintln!("Only {descriptors} files may be open at once: 4,000 tablets need 10,000 (ulimit -n).");
        }
        pin_crowd();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        tokio::task::LocalSet::new().block_on(&runtime, async {
            tokio::select! {
                measured = measure(&arguments, scenario) => measured,
                stopped = tokio::signal::ctrl_c() => {
                    stopped?;
                    bail!("stopped")
                }
            }
        })
    }

    async fn measure(arguments: &Arguments, scenario: Option<Scenario>) -> anyhow::Result<()> {
        let (rounds, seconds) = if arguments.quick { (2, 2) } else { (5, 4) };
        let options = Options {
            server: arguments.server.clone(),
            rounds: arguments.rounds.map_or(rounds, usize::from),
            span: Duration::from_secs(seconds),
            tablets: arguments.tablets.map(usize::from),
            people: arguments.people.map(usize::from),
            out: arguments.out.clone(),
        };
        let scenarios = scenario.map_or(Scenario::ALL.to_vec(), |one| vec![one]);
        let mut outcomes = Vec::new();
        for scenario in scenarios {
            outcomes.push(scenario.run(&options).await.with_context(|| format!("{scenario:?}"))?);
            // Written after each: whoever stops a long run keeps what it has found.
            write(&options, scenario_name(arguments, &outcomes), &outcomes)?;
        }
        println!("\n{}", report(&outcomes));
        Ok(())
    }

    /// A single scenario does not overwrite the results of a whole run.
    fn scenario_name(arguments: &Arguments, outcomes: &[Outcome]) -> &'static str {
        let single = arguments.what.as_ref().and_then(What::scenario).is_some();
        outcomes.last().filter(|_| single).map_or("bench", |outcome| outcome.name)
    }

    fn write(options: &Options, name: &str, outcomes: &[Outcome]) -> anyhow::Result<()> {
        let json = serde_json::json!({ "machine": machine(), "rounds": options.rounds, "scenarios": outcomes });
        fs::write(options.out.join(format!("{name}.json")), format!("{json:#}\n"))?;
        fs::write(options.out.join(format!("{name}.md")), report(outcomes))?;
        Ok(())
    }

    fn report(outcomes: &[Outcome]) -> String {
        let tables: Vec<String> = outcomes.iter().map(Outcome::markdown).collect();
        format!("# Benchmark\n\n{}\n\n{}\n{}", machine(), verdicts(outcomes), tables.join("\n"))
    }
}
