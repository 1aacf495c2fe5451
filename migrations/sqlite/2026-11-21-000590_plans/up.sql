-- Plans with their steps, and the goals they are to reach.

CREATE TABLE plans (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    at_precision TEXT NOT NULL,
    status TEXT NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    author_id BLOB REFERENCES directory_entries (id) CHECK (length(author_id) = 16),
    author TEXT,
    note TEXT,
    recorded_at TEXT CHECK (length(recorded_at) = 27),
    recorded_by BLOB REFERENCES accounts (id) CHECK (length(recorded_by) = 16),
    source_id BLOB REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    original_type TEXT,
    original_id TEXT,
    content_hash TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    edited_here INTEGER NOT NULL DEFAULT 0 CHECK (edited_here IN (0, 1)),
    visit_id BLOB REFERENCES visits (id) CHECK (length(visit_id) = 16),
    title TEXT,
    description TEXT,
    intent TEXT NOT NULL,
    ends_at TEXT CHECK (length(ends_at) = 27),
    ends_precision TEXT,
    reason TEXT,
    problem_id BLOB REFERENCES problems (id) CHECK (length(problem_id) = 16),
    CONSTRAINT plans_status_known CHECK (status IN ('draft', 'active', 'on_hold', 'cancelled', 'completed', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX plans_of_patient ON plans (patient_id, at, id);
CREATE INDEX plans_by_status ON plans (patient_id, status, at, id);
CREATE UNIQUE INDEX plans_original ON plans (source_id, original_type, original_id);

CREATE TABLE plan_steps (
    plan_id BLOB NOT NULL REFERENCES plans (id) CHECK (length(plan_id) = 16),
    position INTEGER NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT,
    scheduled TEXT,
    starts_at TEXT CHECK (length(starts_at) = 27),
    starts_precision TEXT,
    ends_at TEXT CHECK (length(ends_at) = 27),
    ends_precision TEXT,
    PRIMARY KEY (plan_id, position),
    CONSTRAINT plan_steps_status_known CHECK (status IN ('not_started', 'scheduled', 'in_progress', 'on_hold', 'completed', 'cancelled', 'stopped', 'unknown', 'entered_in_error'))
) STRICT;

CREATE TABLE goals (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    at_precision TEXT NOT NULL,
    status TEXT NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    author_id BLOB REFERENCES directory_entries (id) CHECK (length(author_id) = 16),
    author TEXT,
    note TEXT,
    recorded_at TEXT CHECK (length(recorded_at) = 27),
    recorded_by BLOB REFERENCES accounts (id) CHECK (length(recorded_by) = 16),
    source_id BLOB REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    original_type TEXT,
    original_id TEXT,
    content_hash TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    edited_here INTEGER NOT NULL DEFAULT 0 CHECK (edited_here IN (0, 1)),
    achievement TEXT,
    due_at TEXT CHECK (length(due_at) = 27),
    due_precision TEXT,
    target TEXT,
    CONSTRAINT goals_status_known CHECK (status IN ('proposed', 'planned', 'accepted', 'active', 'on_hold', 'completed', 'cancelled', 'entered_in_error', 'rejected'))
) STRICT;
CREATE INDEX goals_of_patient ON goals (patient_id, at, id);
CREATE UNIQUE INDEX goals_original ON goals (source_id, original_type, original_id);

CREATE TABLE plan_goals (
    plan_id BLOB NOT NULL REFERENCES plans (id) CHECK (length(plan_id) = 16),
    position INTEGER NOT NULL,
    goal_id BLOB NOT NULL REFERENCES goals (id) CHECK (length(goal_id) = 16),
    PRIMARY KEY (plan_id, position)
) STRICT;
CREATE INDEX plan_goals_of_goal ON plan_goals (goal_id);
