-- Plans with their steps, and the goals they are to reach.

CREATE TABLE plans (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    at timestamptz NOT NULL,
    at_precision text NOT NULL,
    status text NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    author_id uuid REFERENCES directory_entries (id),
    author text,
    note text,
    recorded_at timestamptz,
    recorded_by uuid REFERENCES accounts (id),
    source_id uuid REFERENCES import_sources (id),
    original_type text,
    original_id text,
    content_hash text,
    version bigint NOT NULL DEFAULT 1,
    edited_here boolean NOT NULL DEFAULT false,
    visit_id uuid REFERENCES visits (id),
    title text,
    description text,
    intent text NOT NULL,
    ends_at timestamptz,
    ends_precision text,
    reason text,
    problem_id uuid REFERENCES problems (id),
    CONSTRAINT plans_status_known CHECK (status IN ('draft', 'active', 'on_hold', 'cancelled', 'completed', 'entered_in_error', 'unknown'))
);
CREATE INDEX plans_of_patient ON plans (patient_id, at, id);
CREATE INDEX plans_by_status ON plans (patient_id, status, at, id);
CREATE UNIQUE INDEX plans_original ON plans (source_id, original_type, original_id);

CREATE TABLE plan_steps (
    plan_id uuid NOT NULL REFERENCES plans (id),
    position integer NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    status text NOT NULL,
    description text,
    scheduled text,
    starts_at timestamptz,
    starts_precision text,
    ends_at timestamptz,
    ends_precision text,
    PRIMARY KEY (plan_id, position),
    CONSTRAINT plan_steps_status_known CHECK (status IN ('not_started', 'scheduled', 'in_progress', 'on_hold', 'completed', 'cancelled', 'stopped', 'unknown', 'entered_in_error'))
);

CREATE TABLE goals (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    at timestamptz NOT NULL,
    at_precision text NOT NULL,
    status text NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    author_id uuid REFERENCES directory_entries (id),
    author text,
    note text,
    recorded_at timestamptz,
    recorded_by uuid REFERENCES accounts (id),
    source_id uuid REFERENCES import_sources (id),
    original_type text,
    original_id text,
    content_hash text,
    version bigint NOT NULL DEFAULT 1,
    edited_here boolean NOT NULL DEFAULT false,
    achievement text,
    due_at timestamptz,
    due_precision text,
    target text,
    CONSTRAINT goals_status_known CHECK (status IN ('proposed', 'planned', 'accepted', 'active', 'on_hold', 'completed', 'cancelled', 'entered_in_error', 'rejected'))
);
CREATE INDEX goals_of_patient ON goals (patient_id, at, id);
CREATE UNIQUE INDEX goals_original ON goals (source_id, original_type, original_id);

CREATE TABLE plan_goals (
    plan_id uuid NOT NULL REFERENCES plans (id),
    position integer NOT NULL,
    goal_id uuid NOT NULL REFERENCES goals (id),
    PRIMARY KEY (plan_id, position)
);
CREATE INDEX plan_goals_of_goal ON plan_goals (goal_id);
