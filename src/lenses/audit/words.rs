//! Deeds in words.

use serde_json::Value;

use crate::gate::access::model::Role;
use crate::gate::audit::Entry;
use crate::kit::text;
use crate::say;

/// What was done, as a person would say it.
pub(super) fn deed(verb: &str) -> String {
    let key = format!("deed-{}", verb.replace('.', "-"));
    // A deed of a newer version of the program: its own name is better than nothing.
    if text::has(&key) { text::t(&key) } else { verb.to_owned() }
}

/// Who did it: the person with the role they had then, or a part of the program.
pub(super) fn who(entry: &Entry) -> String {
    let role =
        entry.actor.parse::<Role>().map_or_else(|_| entry.actor.clone(), |role| say!(role.label_key()));
    match entry.named() {
        Some(name) => format!("{name} · {role}"),
        None if entry.actor == "visitor" => say!("audit-nobody"),
        None => role,
    }
}

/// The facts of a deed in one line: "fields: name, role · sessions: 2".
pub(super) fn facts(entry: &Entry) -> String {
    let mut facts = Vec::new();
    if let Value::Object(detail) = &entry.detail {
        facts.extend(
            detail
                .iter()
                .map(|(name, value)| (name.replace('_', " "), plain(value)))
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| format!("{name}: {value}")),
        );
    }
    // What was asked for and refused is all there is to say about it; otherwise an id says nothing to a reader.
    if let (Some(kind), Some(id), false) = (&entry.subject_kind, &entry.subject_id, entry.done) {
        facts.push(format!("{kind} {id}"));
    }
    facts.join(" · ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(_) => value.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry() -> Entry {
        Entry {
            id: uuid::Uuid::nil(),
            at: jiff::Timestamp::UNIX_EPOCH,
            account_id: None,
            actor: "nurse".into(),
            name: Some("Nils Berg".into()),
            called: Some("Nils Berg".into()),
            verb: "staff.changed".into(),
            done: true,
            subject_kind: Some("account".into()),
            subject_id: Some("7".into()),
            patient_id: None,
            detail: json!({ "fields": ["name", "role"], "sessions": 2, "none": null }),
            address: String::new(),
        }
    }

    #[test]
    fn deeds_are_said_in_words() {
        assert_eq!(deed("staff.changed"), "Changed an employee");
        assert_eq!(deed("thing.done"), "thing.done");
        assert_eq!(who(&entry()), "Nils Berg · Nurse");
        let renamed = Entry { called: Some("Ines Falk".into()), ..entry() };
        assert_eq!(who(&renamed), "Nils Berg (then called Ines Falk) · Nurse");
        assert_eq!(who(&Entry { called: None, ..entry() }), "Nils Berg · Nurse", "rows of before");
        assert_eq!(who(&Entry { name: None, actor: "visitor".into(), ..entry() }), "Nobody signed in");
        assert_eq!(facts(&entry()), "fields: name, role · sessions: 2");
        assert_eq!(facts(&Entry { done: false, ..entry() }), "fields: name, role · sessions: 2 · account 7");
    }
}
