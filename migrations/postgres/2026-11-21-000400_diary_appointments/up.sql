CREATE TABLE appointments (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    doctor_id uuid NOT NULL REFERENCES accounts (id),
    site_id uuid NOT NULL REFERENCES sites (id),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    status text NOT NULL CONSTRAINT appointments_status_known CHECK (status IN ('requested', 'booked', 'arrived', 'in_consultation', 'completed', 'cancelled', 'no_show')),
    kind text NOT NULL CONSTRAINT appointments_kind_known CHECK (kind IN ('new', 'follow_up', 'video')),
    reason text NOT NULL DEFAULT '',
    booked_by uuid REFERENCES accounts (id),
    booked_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT appointments_end_after_start CHECK (ends_at > starts_at)
);
CREATE INDEX appointments_relation ON appointments (patient_id, doctor_id, status);
CREATE INDEX appointments_of_doctor ON appointments (doctor_id, starts_at);
CREATE INDEX appointments_at_site ON appointments (site_id, starts_at);
CREATE INDEX appointments_of_patient ON appointments (patient_id, starts_at);
