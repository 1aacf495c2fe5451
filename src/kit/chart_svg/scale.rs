//! From readings to places in the drawing, in per cent.

use super::{Band, LineChart};

/// The plot lies between these heights, in per cent; the labels below it.
pub(super) const TOP: f64 = 8.0;
pub(super) const BOTTOM: f64 = 84.0;
/// The first and the last point, in per cent of the width.
const LEFT: f64 = 8.0;
const RIGHT: f64 = 96.0;

/// From readings to per cent.
pub(super) struct Scale {
    oldest: f64,
    newest: f64,
    low: f64,
    high: f64,
    step: f64,
    /// Digits after the point that tell the grid lines apart.
    pub(super) decimals: usize,
}

impl Scale {
    pub(super) fn over(chart: &LineChart) -> Option<Self> {
        let points = || {
            let second = chart.second.iter().flat_map(|series| &series.points);
            chart.first.points.iter().chain(second)
        };
        points().next()?;
        let (oldest, newest) = ends(points().map(|point| point.x));
        let limits = chart.band.iter().flat_map(Band::limits);
        let (least, most) = ends(points().map(|point| point.value).chain(limits));
        // Equal values get room above and below, or the division would have nothing to divide by.
        let span = (most - least).max(most.abs() * 0.02).max(0.001);
        let step = nice(span / 4.0);
        let mut low = (least / step).floor() * step;
        let mut high = (most / step).ceil() * step;
        if least - low < step / 4.0 {
            low -= step;
        }
        if high - most < step / 4.0 {
            high += step;
        }
        let decimals = (-step.log10().floor()).clamp(0.0, 6.0);
        // Between 0 and 6 after clamping.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=6")]
        let decimals = decimals as usize;
        Some(Self { oldest, newest, low, high, step, decimals })
    }

    /// A single moment stands where the newest reading stands.
    pub(super) fn x(&self, x: f64) -> f64 {
        let span = self.newest - self.oldest;
        if span <= 0.0 || !span.is_finite() {
            return RIGHT;
        }
        LEFT + ((x - self.oldest) / span).clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if !share.is_finite() {
            return (TOP + BOTTOM) / 2.0;
        }
        BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    /// The grid lines inside the plot, at most a dozen.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        (1..12_u32)
            .map(|n| self.low + f64::from(n) * self.step)
            .take_while(|tick| *tick < self.high - self.step / 2.0)
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// The next of 1, 2, 5, 10 … at or above.
fn nice(step: f64) -> f64 {
    let ten = 10_f64.powf(step.log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|n| n * ten)
        .find(|candidate| *candidate >= step * 0.999)
        .unwrap_or(ten * 10.0)
}
