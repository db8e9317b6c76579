//! The outline of a stroke, corner by corner as perfect-freehand 1.2 makes it in the browser, so that the printed stroke is the
//! one that was drawn. Ported from that library, which is under the MIT licence: Copyright (c) 2021 Stephen Ruiz Ltd.

use std::f64::consts::PI;

/// A point or a direction.
type Vec2 = [f64; 2];

/// The library counts in screen pixels and lets small curls go: a page point is made this many of them, as in the browser
/// (frontend/src/ink/outline.ts).
const FINE: f64 = 8.0;
const THINNING: f64 = 0.55;
const SMOOTHING: f64 = 0.5;
const STREAMLINE: f64 = 0.35;
/// π with a tiny offset, which the library uses against flaws of browsers.
const NEARLY_PI: f64 = PI + 0.0001;
/// The end of a stroke nearer than this to its last point is noise.
const END_NOISE: f64 = 3.0;
const LEAST_RADIUS: f64 = 0.01;
const FIRST_PRESSURE: f64 = 0.25;
const PRESSURE: f64 = 0.5;

/// A point of the stroke after it was smoothed.
struct Inked {
    point: Vec2,
    pressure: f64,
    vector: Vec2,
    running: f64,
}

fn add(a: Vec2, b: Vec2) -> Vec2 {
    [a[0] + b[0], a[1] + b[1]]
}
fn sub(a: Vec2, b: Vec2) -> Vec2 {
    [a[0] - b[0], a[1] - b[1]]
}
fn scaled(a: Vec2, by: f64) -> Vec2 {
    [a[0] * by, a[1] * by]
}
fn across(a: Vec2) -> Vec2 {
    [a[1], -a[0]]
}
fn dot(a: Vec2, b: Vec2) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
fn length(a: Vec2) -> f64 {
    a[0].hypot(a[1])
}
fn unit(a: Vec2) -> Vec2 {
    let length = length(a);
    [a[0] / length, a[1] / length]
}
fn between(a: Vec2, b: Vec2, share: f64) -> Vec2 {
    add(a, scaled(sub(b, a), share))
}
fn turned(point: Vec2, about: Vec2, angle: f64) -> Vec2 {
    let (sin, cos) = angle.sin_cos();
    let [x, y] = sub(point, about);
    [x * cos - y * sin + about[0], x * sin + y * cos + about[1]]
}
fn same(a: Vec2, b: Vec2) -> bool {
    a[0].total_cmp(&b[0]).is_eq() && a[1].total_cmp(&b[1]).is_eq()
}

/// The corners of the outline of a stroke, in page points. `points` are x, y, pressure, milliseconds, and so on.
pub(super) fn outline(points: &[f32], width: f64, pressed: bool) -> Vec<Vec2> {
    let given: Vec<(Vec2, Option<f64>)> = points
        .chunks_exact(4)
        .map(|point| {
            ([f64::from(point[0]) * FINE, f64::from(point[1]) * FINE], Some(f64::from(point[2])).filter(|pressure| *pressure >= 0.0))
        })
        .collect();
    let size = width * FINE;
    let corners = corners(&smoothed(given, size), size, if pressed { THINNING } else { 0.0 });
    corners.into_iter().map(|corner| scaled(corner, 1.0 / FINE)).collect()
}

fn smoothed(mut given: Vec<(Vec2, Option<f64>)>, size: f64) -> Vec<Inked> {
    let share = 0.15 + (1.0 - STREAMLINE) * 0.85;
    if let [first, last] = given[..] {
        given.truncate(1);
        given.extend((1..5).map(|step| (between(first.0, last.0, f64::from(step) / 4.0), None)));
    }
    if let [(point, pressure)] = given[..] {
        given.push((add(point, [1.0, 1.0]), pressure));
    }
    let Some((point, pressure)) = given.first().copied() else { return Vec::new() };
    let mut inked = vec![Inked { point, pressure: pressure.unwrap_or(FIRST_PRESSURE), vector: [1.0, 1.0], running: 0.0 }];
    let (mut before, mut running, mut begun, last) = (point, 0.0, false, given.len() - 1);
    for (at, (raw, pressure)) in given.iter().enumerate().skip(1) {
        let point = if at == last { *raw } else { between(before, *raw, share) };
        if same(before, point) {
            continue;
        }
        running += length(sub(point, before));
        if at < last && !begun {
            if running < size {
                continue;
            }
            begun = true;
        }
        inked.push(Inked { point, pressure: pressure.unwrap_or(PRESSURE), vector: unit(sub(before, point)), running });
        before = point;
    }
    let vector = inked.get(1).map_or([0.0, 0.0], |second| second.vector);
    if let Some(first) = inked.first_mut() {
        first.vector = vector;
    }
    inked
}

fn radius(size: f64, thinning: f64, pressure: f64) -> f64 {
    size * (0.5 - thinning * (0.5 - pressure))
}

/// Angles from one step to the whole, as a loop over a growing fraction has them.
fn steps(count: f64, whole_included: bool) -> impl Iterator<Item = f64> {
    let step = 1.0 / count;
    std::iter::successors(Some(step), move |at| Some(at + step)).take_while(move |at| if whole_included { *at <= 1.0 } else { *at < 1.0 })
}

fn corners(inked: &[Inked], size: f64, thinning: f64) -> Vec<Vec2> {
    let (Some(first), Some(last)) = (inked.first(), inked.last()) else { return Vec::new() };
    let apart = (size * SMOOTHING).powi(2);
    let far = |a: Vec2, b: Vec2| dot(sub(a, b), sub(a, b)) > apart;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut wide = radius(size, thinning, last.pressure);
    let mut first_wide = None;
    let (mut before, mut sharp_before) = (first.vector, false);
    let (mut last_left, mut last_right) = (first.point, first.point);
    for (at, here) in inked.iter().enumerate() {
        let is_last = at == inked.len() - 1;
        if !is_last && last.running - here.running < END_NOISE {
            continue;
        }
        wide = if thinning > 0.0 { radius(size, thinning, here.pressure) } else { size / 2.0 };
        first_wide = first_wide.or(Some(wide));
        wide = wide.max(LEAST_RADIUS);
        let next = inked.get(at + 1).map_or(here.vector, |next| next.vector);
        let bend = if is_last { 1.0 } else { dot(here.vector, next) };
        let sharp_next = bend < 0.0;
        if sharp_next || (dot(here.vector, before) < 0.0 && !sharp_before) {
            let offset = scaled(across(before), wide);
            // The first step is none.
            for turn in std::iter::once(0.0).chain(steps(13.0, true)) {
                last_left = turned(sub(here.point, offset), here.point, NEARLY_PI * turn);
                left.push(last_left);
                last_right = turned(add(here.point, offset), here.point, -NEARLY_PI * turn);
                right.push(last_right);
            }
            sharp_before |= sharp_next;
            continue;
        }
        sharp_before = false;
        if is_last {
            let offset = scaled(across(here.vector), wide);
            left.push(sub(here.point, offset));
            right.push(add(here.point, offset));
            continue;
        }
        let offset = scaled(across(between(next, here.vector, bend)), wide);
        let (one, other) = (sub(here.point, offset), add(here.point, offset));
        if at <= 1 || far(last_left, one) {
            left.push(one);
            last_left = one;
        }
        if at <= 1 || far(last_right, other) {
            right.push(other);
            last_right = other;
        }
        before = here.vector;
    }
    if inked.len() == 1 {
        let wide = first_wide.unwrap_or(wide);
        let aside = unit(across(sub(first.point, add(first.point, [1.0, 1.0]))));
        let start = add(first.point, scaled(aside, -wide));
        return steps(13.0, true).map(|turn| turned(start, first.point, NEARLY_PI * 2.0 * turn)).collect();
    }
    let start: Vec<Vec2> = right
        .first()
        .map(|corner| steps(13.0, true).map(|turn| turned(*corner, first.point, NEARLY_PI * turn)).collect())
        .unwrap_or_default();
    let tip = add(last.point, scaled(across(scaled(last.vector, -1.0)), wide));
    let end = steps(29.0, false).map(|turn| turned(tip, last.point, NEARLY_PI * 3.0 * turn));
    left.into_iter().chain(end).chain(right.into_iter().rev()).chain(start).collect()
}
