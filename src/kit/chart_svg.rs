//! Small line charts as SVG that sizes itself.
//!
//! The outer drawing has no `viewBox`: positions are per cent and text keeps its size at any width;
//! lines sit in an inner drawing that stretches. Only classes, no styles, so that the style sheet and
//! a strict content security policy hold. A chart never stands alone: a table with the same figures
//! goes beside it, and title and description say in words what it shows.

use std::fmt::{self, Write as _};

/// The plot lies between these heights, in per cent; the labels below it.
const TOP: f64 = 8.0;
const BOTTOM: f64 = 84.0;
/// The first and the last point, in per cent of the width.
const LEFT: f64 = 8.0;
const RIGHT: f64 = 96.0;
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

/// From readings to per cent.
struct Scale {
    oldest: f64,
    newest: f64,
    low: f64,
    high: f64,
    step: f64,
    decimals: usize,
}

impl Scale {
    fn over(chart: &LineChart) -> Option<Self> {
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
    fn x(&self, x: f64) -> f64 {
        let span = self.newest - self.oldest;
        if span <= 0.0 || !span.is_finite() {
            return RIGHT;
        }
        LEFT + ((x - self.oldest) / span).clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if !share.is_finite() {
            return (TOP + BOTTOM) / 2.0;
        }
        BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    /// The grid lines inside the plot, at most a dozen.
    fn ticks(&self) -> impl Iterator<Item = f64> {
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

/// At most two decimals and no trailing zeros: a chart has hundreds of these.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, LineChart, Point, Series};

    fn series(values: &[(f64, f64)], last: &str) -> Series {
        let points = values.iter().filter_map(|(x, value)| Point::new(*x, *value)).collect();
        Series { points, last: last.to_owned() }
    }

    fn drawn(chart: &LineChart) -> String {
        let svg = chart.draw().expect("a drawing").to_string();
        for never in ["NaN", "inf", "style=", "-0\""] {
            assert!(!svg.contains(never), "{never} in {svg}");
        }
        assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
        svg
    }

    #[test]
    fn blood_pressure_stands_where_the_design_has_it() {
        let upper = [132.0, 136.0, 134.0, 138.0, 142.0, 145.0, 141.0, 148.0];
        let lower = [82.0, 84.0, 83.0, 86.0, 88.0, 90.0, 87.0, 92.0];
        let over = |values: &[f64]| {
            values.iter().zip(0_u32..).map(|(value, at)| (f64::from(at), *value)).collect::<Vec<_>>()
        };
        let svg = drawn(&LineChart {
            id: "bp".into(),
            title: "Blood pressure".into(),
            desc: "Rising".into(),
            first: series(&over(&upper), "148"),
            second: Some(series(&over(&lower), "92")),
            band: Some(Band { low: Some(110.0), high: Some(140.0) }),
            labels: vec![(0.0, "Jan".into()), (7.0, "Today".into())],
            small: false,
        });
        assert!(svg.contains(r#"<rect class="band" x="0" width="100%" y="23.2%" height="22.8%"/>"#), "{svg}");
        assert!(svg.contains(r#"y1="68.8%" y2="68.8%"/><text x="0" y="68.8%" dy="-.3em">80</text>"#));
        assert!(svg.contains(r#"<polyline class="ln" points="8,29.28 20.57,26.24 33.14,27.76"#));
        assert!(svg.contains(r#"<circle class="dot out" cx="96%" cy="17.12%" r="3.5"/>"#));
        assert!(svg.contains(r#"<text class="val end" x="100%" y="17.12%" dy="-.6em">148</text>"#));
        assert!(svg.contains(r#"<text class="mid" x="8%" y="98%">Jan</text>"#));
        assert!(svg.contains(r#"<text class="end" x="100%" y="98%">Today</text>"#));
        assert_eq!(svg.matches(r#"class="dot out""#).count(), 4);
        assert_eq!(svg.matches(r#"class="sq""#).count(), 8);
    }

    #[test]
    fn nothing_to_draw_is_no_drawing() {
        assert!(LineChart::default().draw().is_none());
    }

    #[test]
    fn numbers_that_are_none_make_no_point() {
        assert!(Point::new(1.0, f64::NAN).is_none());
        assert!(Point::new(f64::INFINITY, 1.0).is_none());
        assert!(Point::new(1.0, 2.0).is_some());
    }

    #[test]
    fn one_reading_is_a_dot_without_a_line() {
        let svg = drawn(&LineChart { first: series(&[(5.0, 37.2)], "37.2"), ..LineChart::default() });
        assert!(svg.contains("class=\"dot\" cx=\"96%\"") && !svg.contains("polyline"), "{svg}");
    }

    #[test]
    fn equal_values_and_zeros_lie_on_a_level_line() {
        for value in [0.0, 70.0, -3.0, 1e-9, 1e12] {
            let svg = drawn(&LineChart {
                first: series(&[(1.0, value), (2.0, value), (3.0, value)], "x"),
                ..LineChart::default()
            });
            let heights: Vec<&str> =
                svg.split("cy=\"").skip(1).filter_map(|rest| rest.split('%').next()).collect();
            assert_eq!(heights.len(), 3);
            assert!(heights.windows(2).all(|pair| pair[0] == pair[1]), "{value}: {svg}");
        }
    }

    #[test]
    fn readings_of_one_moment_and_in_any_order_are_drawn() {
        drawn(&LineChart { first: series(&[(5.0, 1.0), (5.0, 9.0)], "9"), ..LineChart::default() });
        let svg = drawn(&LineChart {
            first: series(&[(9.0, 3.0), (1.0, 1.0), (5.0, 2.0)], "3"),
            ..LineChart::default()
        });
        let line = svg.split("points=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a line");
        let xs: Vec<f64> = line.split(' ').filter_map(|pair| pair.split(',').next()?.parse().ok()).collect();
        assert!(xs.is_sorted() && xs.len() == 3, "{line}");
    }

    #[test]
    fn an_open_range_reaches_the_edge() {
        let svg = drawn(&LineChart {
            first: series(&[(1.0, 50.0), (2.0, 90.0)], "90"),
            band: Some(Band { low: Some(60.0), high: None }),
            ..LineChart::default()
        });
        assert!(svg.contains(r#"class="band" x="0" width="100%" y="8%""#), "{svg}");
        assert_eq!(svg.matches("dot out").count(), 1);
    }

    #[test]
    fn a_range_upside_down_is_left_out() {
        let svg = drawn(&LineChart {
            first: series(&[(1.0, 5.0), (2.0, 6.0)], "6"),
            band: Some(Band { low: Some(9.0), high: Some(1.0) }),
            ..LineChart::default()
        });
        assert!(!svg.contains("class=\"band\""));
    }

    #[test]
    fn words_of_people_cannot_become_mark_up() {
        let svg = drawn(&LineChart {
            id: "a\"b".into(),
            title: "<script>&".into(),
            first: series(&[(1.0, 1.0)], "<b>"),
            labels: vec![(1.0, "<i>".into())],
            ..LineChart::default()
        });
        assert!(
            !svg.contains("<script>")
                && !svg.contains("<b>")
                && !svg.contains("<i>")
                && svg.contains("&lt;script&gt;&amp;")
        );
    }

    #[test]
    fn labels_never_touch_and_a_thousand_readings_stay_light() {
        let many: Vec<(f64, f64)> = (0..1000_u32).map(|at| (f64::from(at), f64::from(at % 7))).collect();
        let labels = many.iter().map(|(x, _)| (*x, format!("day {x}"))).collect();
        let svg = drawn(&LineChart { first: series(&many, "5"), labels, ..LineChart::default() });
        assert!(svg.matches("98%").count() <= 6 && svg.matches("<circle").count() == 1);
    }
}
