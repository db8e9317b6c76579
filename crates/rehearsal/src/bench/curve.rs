//! Scenario: one, ten and fifty rooms of ten to a thousand tablets. What an act costs should grow with the frames it
//! makes, not with rooms times people.

use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::{
    crowd::Crowd,
    outcome::{Outcome, median},
    play::{PATIENCE, ms},
    say,
    stage::{Acts, Options, Room, Stage},
    steady::EVERY,
};
use crate::{house::HouseError, report::Percentiles};

const ROOMS: [usize; 3] = [1, 10, 50];
const TABLETS: [usize; 3] = [10, 100, 1000];
/// Most tablets in all.
const ALL: usize = 4000;
const ITEMS: usize = 30;

const COLUMNS: [&str; 9] = ["rooms", "tablets a room", "tablets", "acts", "frames", "µs/act", "µs/frame", "last p50 ms", "last p99 ms"];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let about = format!(
        "Acts that change some 4 KB, {} a second in all, each in the next of so many rooms (at most {ALL} tablets in all). \"µs\" is all \
         processor time of the server.",
        1000 / EVERY.as_millis()
    );
    let mut outcome = Outcome::new("curve", about, &COLUMNS);
    let mut points = Vec::new();
    let mut done = Vec::new();
    for rooms in ROOMS {
        for tablets in TABLETS {
            let tablets = tablets.min(ALL / rooms);
            if done.contains(&(rooms, tablets)) {
                continue;
            }
            done.push((rooms, tablets));
            match one_point(options, rooms, tablets, &mut outcome).await {
                Ok(point) => points.push(point),
                Err(error) if is_full(&error) => outcome.notes.push(format!("{rooms} rooms: the house takes fewer rehearsals at once.")),
                Err(error) => return Err(error),
            }
        }
    }
    let (act, frame, fits) = line(&points);
    outcome.notes.push(format!(
        "Fitted over all rows: an act costs {act:.0} µs and each frame {frame:.2} µs more; that explains {:.1} % of the differences.",
        fits * 100.0
    ));
    outcome.judge("curve: share of the cost that frames do not explain", 1.0 - fits, 0.05);
    Ok(outcome)
}

fn is_full(error: &anyhow::Error) -> bool {
    error.downcast_ref::<HouseError>().is_some_and(|error| matches!(error, HouseError::Refused { status, .. } if status.as_u16() == 409))
}

/// One room of many.
struct Place {
    room: Room,
    crowd: Crowd,
    acts: Acts,
}

/// Frames an act makes, and what it costs in microseconds.
async fn one_point(options: &Options, rooms: usize, tablets: usize, outcome: &mut Outcome) -> anyhow::Result<(f64, f64)> {
    say(format_args!("curve: {rooms} rooms of {tablets} tablets"));
    let stage = Stage::start(options).await?;
    let mut places = Vec::with_capacity(rooms);
    for _ in 0..rooms {
        let room = stage.room(tablets, ITEMS).await?;
        let acts = stage.acts(stage.moves(&room)?).await?;
        places.push(Place { crowd: stage.crowd(&room, tablets).await?, acts, room });
    }
    // The first act in a room is not like the others.
    for place in &mut places {
        let seq = place.acts.act().await?.1.seq()?;
        place.crowd.board.reached(seq, PATIENCE).await;
    }
    let count = usize::try_from(options.span.as_millis() / EVERY.as_millis())? * options.rounds.min(3);
    let frames = |places: &[Place]| places.iter().map(|place| place.crowd.board.frames.get()).sum::<u64>();
    let mut last = Vec::with_capacity(count);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (cpu, before) = (stage.process.cpu(), frames(&places));
    let mut pace = tokio::time::interval(EVERY);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for number in 0..count {
        pace.tick().await;
        let Some(place) = places.get_mut(number % rooms) else { continue };
        let (sent, answer) = place.acts.act().await?;
        let at = place.crowd.board.reached(answer.seq()?, PATIENCE).await;
        last.push(at.map_or(f64::INFINITY, |at| ms(at - sent) - answer.commit_ms.unwrap_or_default()));
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let cpu = stage.process.cpu().saturating_sub(cpu).as_secs_f64() * 1e6;
    let arrived = (frames(&places) - before) as f64;
    let spread = Percentiles::of(&last);
    let mut wrong = 0;
    for place in &places {
        let (compared, exact) = place.crowd.compare(&stage.house, &place.room.meeting_id).await?;
        wrong += compared - exact;
    }
    if wrong > 0 {
        outcome.judge(format!("curve: wrong pictures, {rooms} rooms of {tablets}"), wrong as f64, 0.0);
    }
    let acts = count as f64;
    outcome.rows.push(vec![
        rooms.into(),
        tablets.into(),
        (rooms * tablets).into(),
        count.into(),
        arrived.into(),
        (cpu / acts).into(),
        (cpu / arrived).into(),
        median(&last).into(),
        spread.p99.into(),
    ]);
    Ok((arrived / acts, cpu / acts))
}

/// The straight line through points: where it begins, its slope, and the share of the variance it explains.
fn line(points: &[(f64, f64)]) -> (f64, f64, f64) {
    let count = points.len() as f64;
    let (mean_x, mean_y) =
        (points.iter().map(|point| point.0).sum::<f64>() / count, points.iter().map(|point| point.1).sum::<f64>() / count);
    let over = |of: fn(f64, f64) -> f64| points.iter().map(|(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    let slope = over(|x, y| x * y) / over(|x, _| x * x);
    let begin = mean_y - slope * mean_x;
    let left: f64 = points.iter().map(|(x, y)| (y - begin - slope * x).powi(2)).sum();
    (begin, slope, 1.0 - left / over(|_, y| y * y))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_through_its_own_points() {
        let (begin, slope, fits) = super::line(&[(10.0, 105.0), (100.0, 150.0), (1000.0, 600.0)]);
        assert!((begin - 100.0).abs() < 1e-9 && (slope - 0.5).abs() < 1e-9 && (fits - 1.0).abs() < 1e-9);
    }
}
