//! What is drawn, and what is not.

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
