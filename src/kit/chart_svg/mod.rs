//! Small line charts as SVG that sizes itself.
//!
//! The outer drawing has no `viewBox`: positions are per cent and text keeps its size at any width;
//! lines sit in an inner drawing that stretches. Only classes, no styles, so that the style sheet and
//! a strict content security policy hold. A chart never stands alone: a table with the same figures
//! goes beside it, and title and description say in words what it shows.

mod scale;
mod text;

use std::fmt::{self, Write as _};

use scale::{BOTTOM, Scale, TOP};
use text::{Escaped, Short};

/// Labels nearer than this would touch on a phone.
const LABEL_GAP: f64 = 16.0;
/// With more points than this, only what is out of range and the last one get a dot.
const MANY: usize = 24;

/// One reading: where on the time axis, and how much. Always finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    x: f64,
    value: f64,
}

impl Point {
    /// A reading; `None` when either figure is not a finite number.
    #[must_use]
    pub fn new(x: f64, value: f64) -> Option<Self> {
        (x.is_finite() && value.is_finite()).then_some(Self { x, value })
    }
}

/// Readings in any order, and the newest value as it is written beside its point.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// The readings.
    pub points: Vec<Point>,
    /// The newest value in words.
    pub last: String,
}

/// The reference range; open on a side that has no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Band {
    /// Values below are marked.
    pub low: Option<f64>,
    /// Values above are marked.
    pub high: Option<f64>,
}

impl Band {
    /// Whether a value lies within.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }

    fn limits(&self) -> impl Iterator<Item = f64> {
        [self.low, self.high].into_iter().flatten().filter(|limit| limit.is_finite())
    }
}

/// A line chart with one or two series.
#[derive(Clone, Debug, Default)]
pub struct LineChart {
    /// Unique on the page; title and description are tied by it.
    pub id: String,
    /// What is drawn, over which time.
    pub title: String,
    /// What one sees.
    pub desc: String,
    /// Drawn as a line with dots.
    pub first: Series,
    /// Drawn as a broken line with squares.
    pub second: Option<Series>,
    /// The reference range of the first series.
    pub band: Option<Band>,
    /// Words for places on the time axis; as many are shown as fit.
    pub labels: Vec<(f64, String)>,
    /// Lower, for charts that stand in a row.
    pub small: bool,
}

/// A finished drawing. It may go into a page as it is: every text in it was escaped.
#[derive(Clone, Debug)]
pub struct Svg(String);

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Svg {}

impl LineChart {
    /// The drawing; `None` when there is nothing to draw.
    #[must_use]
    pub fn draw(&self) -> Option<Svg> {
        let scale = Scale::over(self)?;
        let mut out = String::with_capacity(4096);
        // Writing to a string cannot fail.
        self.write(&scale, &mut out).ok()?;
        Some(Svg(out))
    }

    fn write(&self, scale: &Scale, out: &mut String) -> fmt::Result {
        let id = Escaped(&self.id);
        write!(
            out,
            r#"<svg class="chart{small}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>"#,
            small = if self.small { " chart--s" } else { "" },
            title = Escaped(&self.title),
            desc = Escaped(&self.desc),
        )?;
        if let Some(band) = &self.band {
            let top = band.high.map_or(TOP, |high| scale.y(high));
            let bottom = band.low.map_or(BOTTOM, |low| scale.y(low));
            if bottom > top {
                write!(
                    out,
                    r#"<rect class="band" x="0" width="100%" y="{}%" height="{}%"/>"#,
                    Short(top),
                    Short(bottom - top)
                )?;
            }
        }
        for tick in scale.ticks() {
            let y = Short(scale.y(tick));
            write!(
                out,
                r#"<line class="grid" x1="0" x2="100%" y1="{y}%" y2="{y}%"/><text x="0" y="{y}%" dy="-.3em">{tick:.*}</text>"#,
                scale.decimals,
            )?;
        }
        self.write_labels(scale, out)?;
        out.push_str(r#"<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">"#);
        write_line(&self.first, "ln", scale, out)?;
        if let Some(second) = &self.second {
            write_line(second, "ln ln-2", scale, out)?;
        }
        out.push_str("</svg>");
        self.write_marks(scale, out)?;
        out.push_str("</svg>");
        Ok(())
    }

    /// The newest label stands at the edge; the others from the left as long as they do not touch.
    fn write_labels(&self, scale: &Scale, out: &mut String) -> fmt::Result {
        let mut labels: Vec<(f64, &str)> = self
            .labels
            .iter()
            .filter(|(x, _)| x.is_finite())
            .map(|(x, text)| (scale.x(*x), text.as_str()))
            .collect();
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, newest)) = labels.pop() else {
            return Ok(());
        };
        let mut free = 0.0;
        let mut before = "";
        for (x, text) in labels {
            if x < free || x > 100.0 - LABEL_GAP - 4.0 || text == before || text == newest {
                continue;
            }
            write!(out, r#"<text class="mid" x="{}%" y="98%">{}</text>"#, Short(x), Escaped(text))?;
            free = x + LABEL_GAP;
            before = text;
        }
        write!(out, r#"<text class="end" x="100%" y="98%">{}</text>"#, Escaped(newest))
    }

    fn write_marks(&self, scale: &Scale, out: &mut String) -> fmt::Result {
        let first = sorted(&self.first.points);
        for (at, point) in first.iter().enumerate() {
            let outside = self.band.is_some_and(|band| !band.holds(point.value));
            if first.len() <= MANY || outside || at + 1 == first.len() {
                write!(
                    out,
                    r#"<circle class="dot{}" cx="{}%" cy="{}%" r="3.5"/>"#,
                    if outside { " out" } else { "" },
                    Short(scale.x(point.x)),
                    Short(scale.y(point.value)),
                )?;
            }
        }
        let upper = first.last().map(|point| scale.y(point.value));
        if let Some(y) = upper {
            write_last(&self.first.last, y, false, out)?;
        }
        let Some(second) = &self.second else {
            return Ok(());
        };
        let points = sorted(&second.points);
        for (at, point) in points.iter().enumerate() {
            if points.len() <= MANY || at + 1 == points.len() {
                write!(
                    out,
                    r#"<svg x="{}%" y="{}%" overflow="visible"><rect class="sq" x="-3" y="-3" width="6" height="6"/></svg>"#,
                    Short(scale.x(point.x)),
                    Short(scale.y(point.value)),
                )?;
            }
        }
        if let Some(point) = points.last() {
            let y = scale.y(point.value);
            // Two values at nearly one height: the second goes under its point.
            let under = upper.is_some_and(|upper| (upper - y).abs() < 10.0);
            write_last(&second.last, y, under, out)?;
        }
        Ok(())
    }
}

fn write_last(text: &str, y: f64, under: bool, out: &mut String) -> fmt::Result {
    if text.is_empty() {
        return Ok(());
    }
    write!(
        out,
        r#"<text class="val end" x="100%" y="{}%" dy="{}">{}</text>"#,
        Short(y),
        if under { "1.4em" } else { "-.6em" },
        Escaped(text)
    )
}

fn write_line(series: &Series, class: &str, scale: &Scale, out: &mut String) -> fmt::Result {
    if series.points.len() < 2 {
        return Ok(());
    }
    write!(out, r#"<polyline class="{class}" points=""#)?;
    for (at, point) in sorted(&series.points).iter().enumerate() {
        let gap = if at == 0 { "" } else { " " };
        write!(out, "{gap}{},{}", Short(scale.x(point.x)), Short(scale.y(point.value)))?;
    }
    out.push_str(r#""/>"#);
    Ok(())
}

fn sorted(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.x.total_cmp(&b.x));
    points
}

#[cfg(test)]
mod tests;
