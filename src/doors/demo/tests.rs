//! What the demonstration promises of itself.

use std::collections::HashSet;

use jiff::civil::date;

use super::diary::Status;
use super::history::{Value, flag};
use super::*;

const TODAY: Date = date(2026, 11, 20);

#[test]
fn the_same_seed_and_day_make_the_same_hospital() {
    assert!(shaped(1, TODAY).eq(shaped(1, TODAY)));
    assert!(!shaped(1, TODAY).eq(shaped(2, TODAY)));
    assert_eq!(appointments(SHAPED, TODAY), appointments(SHAPED, TODAY));
}

#[test]
fn it_can_start_on_any_day() {
    for day in [date(2026, 11, 22), date(2028, 2, 29), date(2031, 1, 1)] {
        assert_eq!(shaped(1, day).count(), SHAPED);
        let today =
            appointments(SHAPED, day).iter().filter(|appointment| appointment.from.date() == day).count();
        assert!(today > 20, "{today} appointments on {day}");
    }
}

#[test]
fn about_sixty_people_with_allergies_in_all_three_states() {
    let all: Vec<_> = shaped(1, TODAY).collect();
    assert!((55..=70).contains(&all.len()));
    let count =
        |wanted: fn(&Allergies) -> bool| all.iter().filter(|(_, history)| wanted(&history.allergies)).count();
    assert!(count(|said| matches!(said, Allergies::NotRecorded)) >= 5);
    assert!(count(|said| matches!(said, Allergies::NoneKnown(_))) >= 20);
    assert!(count(|said| matches!(said, Allergies::Known(..))) >= 15);
    assert!(all.iter().any(|(_, history)| matches!(&history.allergies, Allergies::Known(list, _) if list.iter().any(|allergy| allergy.inactive))));
}

#[test]
fn every_kind_of_person_is_there() {
    let people: Vec<_> = shaped(1, TODAY).map(|(person, _)| person).collect();
    let years = |person: &Person| TODAY.year() - person.born.probably().year();
    assert!(people.iter().filter(|person| years(person) < 14).count() >= 8, "children");
    assert!(people.iter().filter(|person| years(person) >= 75).count() >= 5, "the old");
    assert!(people.iter().any(|person| person.died.is_some()) && people.iter().any(|person| person.archived));
    assert!(people.iter().any(|person| matches!(person.born, people::Born::About(..))));
    let phones: Vec<_> = people.iter().filter_map(|person| person.phones.first()).collect();
    assert!(phones.iter().collect::<HashSet<_>>().len() < phones.len() - 3, "families share a phone");
    let names: HashSet<_> = people.iter().map(|person| (&person.family, &person.given)).collect();
    assert!(names.len() < people.len(), "namesakes");
    let letters: String = people.iter().map(|person| person.family.clone() + &person.given).collect();
    for (script, letter) in [
        ("Latin with marks", 'ć'),
        ("Icelandic", 'Þ'),
        ("Vietnamese", 'ễ'),
        ("Greek", 'π'),
        ("Serbian", 'ћ'),
        ("Ukrainian", 'і'),
        ("Arabic", 'ي'),
        ("Persian", 'ی'),
        ("Hebrew", 'כ'),
        ("Devanagari", 'श'),
        ("Han", '王'),
        ("Kana", 'さ'),
        ("Hangul", '김'),
    ] {
        assert!(letters.contains(letter), "nobody with a name in {script}");
    }
}

#[test]
fn one_history_is_very_long_and_flags_are_among_the_results() {
    let longest = shaped(1, TODAY).map(|(_, history)| history.observations.len()).max().unwrap_or(0);
    assert!(longest > 3_000, "{longest}");
    let (_, first) = shaped(1, TODAY).next().expect("somebody");
    let flagged = first
        .observations
        .iter()
        .filter(|found| matches!(&found.value, Value::Number(test, value) if flag(test, *value).is_some()))
        .count();
    assert!(flagged > 3);
    let total: usize = shaped(1, TODAY).map(|(_, history)| history.observations.len()).sum();
    assert!(total < 40_000, "{total}: the demonstration must start quickly");
}

#[test]
fn nothing_happened_before_birth_after_death_or_in_the_future() {
    for (person, history) in shaped(1, TODAY) {
        let born = person.born.probably();
        let last = person.died.unwrap_or(TODAY);
        let name = format!("{}, {}", person.family, person.given);
        for visit in &history.visits {
            assert!(
                visit.from.date() >= born && visit.from.date() <= last && visit.from < visit.to,
                "{name}: {visit:?}, born {born}"
            );
        }
        for observation in &history.observations {
            assert!(
                observation.at.date() >= born && observation.at.date() <= last,
                "{name}: {observation:?}"
            );
        }
        for problem in &history.problems {
            assert!(
                problem.since >= born
                    && problem.since <= last
                    && problem.resolved.is_none_or(|day| day >= problem.since),
                "{name}: {problem:?}"
            );
        }
        for vaccine in &history.vaccines {
            assert!(vaccine.on >= born && vaccine.on <= last, "{name}: {vaccine:?}");
        }
        for report in &history.reports {
            assert!(
                !report.results.is_empty()
                    && report.results.iter().all(|place| *place < history.observations.len())
            );
        }
    }
}

#[test]
fn snomed_codes_carry_their_check_digit() {
    let mut seen = 0;
    for (_, history) in shaped(1, TODAY) {
        let mut codes: Vec<codes::Code> = history.procedures.iter().map(|done| done.code).collect();
        if let Allergies::Known(list, _) = &history.allergies {
            codes.extend(list.iter().flat_map(|allergy| [Some(allergy.code), allergy.reaction]).flatten());
        }
        for code in codes {
            assert!(verhoeff_holds(code.code), "{} {} is not a SNOMED CT id", code.code, code.display);
            seen += 1;
        }
    }
    assert!(seen > 40);
}

/// SNOMED CT ids end in a Verhoeff check digit.
fn verhoeff_holds(id: &str) -> bool {
    const SHIFT: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let times = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a - 5 + 5 - b) % 5,
        (false, false) => (a - 5 + 5 - (b - 5)) % 5,
    };
    let mut check = 0;
    for (place, digit) in id.bytes().rev().enumerate() {
        let mut digit = digit - b'0';
        for _ in 0..place % 8 {
            digit = SHIFT[usize::from(digit)];
        }
        check = times(check, digit);
    }
    check == 0
}

#[test]
fn nobody_is_in_two_places_at_once() {
    let all = appointments(SHAPED, TODAY);
    for (place, one) in all.iter().enumerate() {
        for other in &all[place + 1..] {
            let overlap = one.from < other.to && other.from < one.to;
            assert!(
                !(overlap && (one.doctor == other.doctor || one.patient == other.patient)),
                "{one:?} and {other:?}"
            );
        }
    }
}

#[test]
fn the_demonstration_doctor_has_patients_in_and_out_of_relation() {
    let doctor = staff::first_of(staff::Post::Doctor);
    let all = appointments(SHAPED, TODAY);
    let related = |patient: usize| {
        all.iter().any(|a| {
            a.patient == patient
                && a.doctor == doctor
                && matches!(
                    a.status,
                    Status::Booked | Status::Arrived | Status::InConsultation | Status::Completed
                )
        })
    };
    let inside = (0..SHAPED).filter(|patient| related(*patient)).count();
    assert!((15..=SHAPED - 20).contains(&inside), "{inside}");
    for status in [Status::Cancelled, Status::NoShow, Status::Requested] {
        assert!(
            all.iter().any(|a| a.doctor == doctor && a.status == status && !related(a.patient)),
            "somebody whose only appointment with the doctor is {status:?}"
        );
    }
    assert!(all.iter().any(|a| a.patient == 0 && related(0)), "the patient who signs in");
    for status in [Status::Completed, Status::NoShow, Status::InConsultation, Status::Arrived, Status::Booked]
    {
        assert!(all.iter().any(|a| a.from.date() == TODAY && a.status == status), "{status:?} today");
    }
}

#[test]
fn the_demonstration_nurse_has_patients_in_and_out_of_scope() {
    let near = |a: &Appointment| (a.from.date() - TODAY).get_days().abs() <= 7;
    let all = appointments(SHAPED, TODAY);
    let inside = (0..SHAPED)
        .filter(|p| {
            all.iter()
                .any(|a| a.patient == *p && a.site == staff::MAIN && near(a) && a.status != Status::Cancelled)
        })
        .count();
    assert!((15..=SHAPED - 15).contains(&inside), "{inside}");
    assert!(all.iter().any(|a| a.site == staff::HARBOUR && near(a)));
}
