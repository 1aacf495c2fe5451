//! The record of a day: what was answered, what counts, and how long lists go on.

use wardbook::care::notes::Kind;
use wardbook::care::observations::Observation;
use wardbook::care::plans::{Goal, Plan, PlanGoal, PlanStep, set_goals, set_steps};
use wardbook::care::problems::Problem;
use wardbook::care::procedures::Procedure;
use wardbook::care::record::{Concept, Precision, Stored as _, When, keep_version};
use wardbook::care::reports::Report;
use wardbook::care::visits::Visit;
use wardbook::care::{notes, observations};
use wardbook::kit::db::Tx;
use wardbook::kit::db::types::Utc;
use wardbook::people::patients::PatientId;

use crate::support::paper::register_patient;
use crate::support::{Person, TestApp};

/// What stands on a page under a heading.
fn section(page: &str, heading: &str) -> String {
    let (_, rest) = page.split_once(&format!("id=\"{heading}\"")).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default().to_owned()
}

async fn on(person: &Person<'_>, patient: PatientId, day: &str) -> String {
    person.get(&format!("/patients/{patient}/as-of?day={day}")).await.text()
}

fn day(year: i16) -> When {
    When::date(jiff::civil::date(year, 6, 1), Precision::Day).expect("a day")
}

fn write(
    app: &TestApp,
    mut what: impl FnMut(&mut Tx<'_>) -> wardbook::kit::error::Result<()> + Send + 'static,
) {
    let written = app.house.db.write_now(&app.operator(), move |tx| {
        tx.nothing_to_record("prepared by a test");
        what(tx)
    });
    written.expect("written");
}

#[actix_web::test]
async fn an_answer_none_stands_in_the_record_of_its_days() {
    let app = TestApp::new().await;
    let id = register_patient(&app, "Okonkwo", "Ngozi").id;
    let intake = format!("/patients/{id}/intake");
    let none = [("allergies", "none"), ("problems", "none"), ("medication", "none"), ("vaccines", "none")];
    let admin = app.admin().await;
    assert_eq!(admin.fill(&intake, &intake, &none).await.status, 303);
    app.clock.advance(jiff::SignedDuration::from_hours(24));
    // The next day an allergy is found, so the answer is another.
    let admin = app.admin().await;
    let new = format!("{intake}/entries/new?question=allergies");
    let fields = [("allergies-0-what", "Penicillin"), ("question", "allergies")];
    let added = admin.fill(&new, &format!("{intake}/entries"), &fields).await;
    assert_eq!(added.status, 303, "{}", added.text());

    let before = on(&admin, id, "2026-11-19").await;
    for part in ["allergies", "problems", "medication", "vaccines"] {
        let part = section(&before, part);
        assert!(part.contains("Nothing was recorded by then, and nobody had asked."), "{part}");
    }
    let then = on(&admin, id, "2026-11-20").await;
    let allergies = section(&then, "allergies");
    assert!(allergies.contains("No known allergies, asked 20-Nov-2026 by Test admin"), "{allergies}");
    for part in ["problems", "medication", "vaccines"] {
        let part = section(&then, part);
        assert!(part.contains("None, asked 20-Nov-2026 by Test admin"), "{part}");
    }
    let today = section(&on(&admin, id, "2026-11-21").await, "allergies");
    assert!(today.contains("Penicillin") && !today.contains("No known"), "{today}");
}

#[actix_web::test]
async fn a_problem_of_unknown_status_was_there_as_on_the_chart() {
    let app = TestApp::new().await;
    let id = register_patient(&app, "Okonkwo", "Ngozi").id;
    write(&app, move |tx| {
        for (status, name) in [("unknown", "Gout"), ("remission", "Asthma")] {
            let problem = Problem::new(id, day(2018), status, Concept::text(name));
            let recorded_at = Some(Utc(day(2018).at));
            Problem { category: "diagnosis".into(), recorded_at, ..problem }.insert(tx)?;
        }
        Ok(())
    });
    let admin = app.admin().await;
    let chart = admin.get(&format!("/patients/{id}")).await.text();
    assert!(section(&chart, "problems").contains("Gout"));
    let then = section(&on(&admin, id, "2020-01-01").await, "problems");
    assert!(then.contains("Gout") && !then.contains("Asthma"), "{then}");
}

#[actix_web::test]
async fn what_is_cut_says_how_much_more_there_is_and_leads_to_all_of_it() {
    const WRITTEN: usize = 63;
    let app = TestApp::new().await;
    let id = register_patient(&app, "Okonkwo", "Ngozi").id;
    write(&app, move |tx| {
        for number in 1..=WRITTEN {
            let at = day(2018);
            let what = || Concept::text(format!("Number {number}."));
            Visit::new(id, at, "finished", what()).insert(tx)?;
            Procedure::new(id, at, "completed", what()).insert(tx)?;
            Report::new(id, at, "final", what()).insert(tx)?;
            let note = notes::Note::standing(Kind::Nursing, id, at);
            notes::write(tx, &notes::Note { body: Some(format!("Number {number}.")), ..note })?;
            Observation {
                category: "laboratory".into(),
                value_kind: "quantity".into(),
                value: Some(1.0),
                test_key: observations::test_key(&what()),
                ..Observation::new(id, at, "final", what())
            }
            .insert(tx)?;
        }
        Ok(())
    });
    let admin = app.admin().await;
    let whole = on(&admin, id, "2020-01-01").await;
    for part in ["visits", "procedures", "reports", "notes", "results"] {
        let list = section(&whole, part);
        assert_eq!(list.matches("<li>").count(), 20, "{part}: {list}");
        assert!(list.contains("and 43 more"), "{part}: {list}");
        let (mut seen, mut next) =
            (Vec::<usize>::new(), Some(format!("/patients/{id}/as-of?day=2020-01-01&part={part}")));
        assert!(list.contains(&next.clone().expect("a page").replace('&', "&#38;")), "{part}: {list}");
        while let Some(page) = next {
            let page = admin.get(&page).await;
            for rest in section(&page.text(), part).split("Number ").skip(1) {
                seen.push(rest.split('.').next().and_then(|number| number.parse().ok()).expect("a number"));
            }
            next = page.leads("next");
        }
        seen.sort_unstable();
        assert_eq!(seen, (1..=WRITTEN).collect::<Vec<_>>(), "{part}: without gap or repeat");
    }
    assert_eq!(admin.get(&format!("/patients/{id}/as-of?day=2020-01-01&part=x")).await.status, 404);
}

#[actix_web::test]
async fn plans_and_reports_stand_as_they_stood_that_day() {
    let app = TestApp::new().await;
    let id = register_patient(&app, "Okonkwo", "Ngozi").id;
    write(&app, move |tx| {
        let written = Some(Utc(day(2019).at));
        let goal = Goal {
            target: Some("below 140".into()),
            recorded_at: written,
            ..Goal::new(id, day(2019), "active", Concept::text("Blood pressure"))
        };
        goal.insert(tx)?;
        let mut plan = Plan {
            intent: "plan".into(),
            title: Some("Lower the pressure".into()),
            recorded_at: written,
            ..Plan::new(id, day(2019), "active", Concept::text("Care plan"))
        };
        plan.insert(tx)?;
        let step = |what: &str, status: &str| PlanStep::new(plan.id, 0, Concept::text(what), status);
        set_steps(tx, plan.id, &[step("Walk daily", "in_progress")])?;
        set_goals(tx, plan.id, &[PlanGoal { plan_id: plan.id, position: 0, goal_id: goal.id }])?;
        // Changed today: another step, and over.
        let today = step("Measure at home", "completed");
        keep_version(tx, &plan, Some(id), 1, None)?;
        (plan.status, plan.version) = ("completed".to_owned(), 2);
        plan.replace(tx)?;
        set_steps(tx, plan.id, &[today])?;
        Report {
            conclusion: Some("Nothing unusual".into()),
            recorded_at: written,
            ..Report::new(id, day(2019), "final", Concept::text("Blood count"))
        }
        .insert(tx)
    });
    let admin = app.admin().await;
    let before = on(&admin, id, "2018-01-01").await;
    assert!(!before.contains("Lower the pressure") && !before.contains("Blood count"));
    let then = on(&admin, id, "2020-01-01").await;
    let plans = section(&then, "plans");
    for words in ["Lower the pressure", "Active", "Blood pressure (below 140)", "Walk daily (In progress)"] {
        assert!(plans.contains(words), "{words} in {plans}");
    }
    assert!(!plans.contains("Measure at home"), "{plans}");
    let reports = section(&then, "reports");
    assert!(reports.contains("Blood count") && reports.contains("Nothing unusual"), "{reports}");
    let today = section(&on(&admin, id, "2026-11-20").await, "plans");
    assert!(today.contains("Measure at home (Completed)") && !today.contains("Walk daily"), "{today}");
}
