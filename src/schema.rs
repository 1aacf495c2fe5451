//! Every table once, in SQL types that mean the same on both databases. A law test compares it with what the
//! migrations make.

#![expect(missing_docs, reason = "diesel's table! makes modules and types that carry no docs")]

// gate: the hospital, its people's accounts, their sessions

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    hospital (id) {
        id -> Integer,
        name -> Text,
        address -> Text,
        time_zone -> Text,
        currency -> Text,
        demonstration -> Nullable<Text>,
        second_factor_roles -> Text,
        version -> BigInt,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sites (id) {
        id -> Uid,
        name -> Text,
        time_zone -> Text,
        active -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    accounts (id) {
        id -> Uid,
        role -> Text,
        name -> Text,
        email -> Text,
        email_key -> Text,
        password_hash -> Nullable<Text>,
        must_change_password -> Bool,
        one_time_until -> Nullable<UtcTs>,
        active -> Bool,
        patient_id -> Nullable<Uid>,
        duty_till -> Bool,
        duty_pharmacy -> Bool,
        duty_laboratory -> Bool,
        totp_secret -> Nullable<Binary>,
        totp_last_step -> Nullable<BigInt>,
        theme -> Text,
        keys_off -> Bool,
        version -> BigInt,
        created_at -> UtcTs,
        last_sign_in_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    account_sites (account_id, site_id) {
        account_id -> Uid,
        site_id -> Uid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    recovery_codes (account_id, code_hash) {
        account_id -> Uid,
        code_hash -> Binary,
        used_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sessions (id) {
        id -> Uid,
        token_hash -> Binary,
        account_id -> Uid,
        state -> Text,
        opened_at -> UtcTs,
        last_seen_at -> UtcTs,
        idle_until -> UtcTs,
        ends_at -> UtcTs,
        ended_at -> Nullable<UtcTs>,
        address -> Text,
        browser -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sign_in_tallies (key) {
        key -> Binary,
        failures -> Integer,
        last_failure_at -> UtcTs,
    }
}

// gate: the audit trail

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    audit_log (id) {
        id -> Uid,
        at -> UtcTs,
        account_id -> Nullable<Uid>,
        actor -> Text,
        verb -> Text,
        done -> Bool,
        subject_kind -> Nullable<Text>,
        subject_id -> Nullable<Text>,
        patient_id -> Nullable<Uid>,
        detail -> JsonDoc,
        address -> Text,
        request_id -> Text,
        session_id -> Nullable<Uid>,
        mac -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    audit_chain (seq) {
        seq -> BigInt,
        entry_id -> Uid,
        link -> Binary,
        sealed_at -> UtcTs,
    }
}

// kit/web: forms that were sent, and what was typed

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    submissions (key_hash) {
        key_hash -> Binary,
        body_hash -> Binary,
        answer -> JsonDoc,
        at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    drafts (account_id, form) {
        account_id -> Uid,
        form -> Text,
        body -> Text,
        saved_at -> UtcTs,
    }
}

// people: patients

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patients (id) {
        id -> Uid,
        serial -> BigInt,
        mrn -> Text,
        family_name -> Text,
        given_names -> Text,
        title -> Nullable<Text>,
        preferred_name -> Nullable<Text>,
        sort_key -> Text,
        search_key -> Text,
        birth_date -> Nullable<CivilDate>,
        birth_precision -> Text,
        sex -> Text,
        gender_identity -> Nullable<Text>,
        national_id -> Nullable<Text>,
        national_id_key -> Nullable<Text>,
        email -> Nullable<Text>,
        street -> Nullable<Text>,
        town -> Nullable<Text>,
        country -> Nullable<Text>,
        language -> Nullable<Text>,
        kin_name -> Nullable<Text>,
        kin_relation -> Nullable<Text>,
        kin_phone -> Nullable<Text>,
        payer -> Nullable<Text>,
        policy_number -> Nullable<Text>,
        policy_until -> Nullable<CivilDate>,
        usual_doctor_id -> Nullable<Uid>,
        note -> Nullable<Text>,
        former_number -> Nullable<Text>,
        deceased -> Bool,
        died_on -> Nullable<CivilDate>,
        archived_at -> Nullable<UtcTs>,
        archive_reason -> Nullable<Text>,
        merged_into -> Nullable<Uid>,
        version -> BigInt,
        created_at -> UtcTs,
        created_by -> Nullable<Uid>,
        changed_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_phones (patient_id, position) {
        patient_id -> Uid,
        position -> Integer,
        number -> Text,
        tail -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_photos (patient_id) {
        patient_id -> Uid,
        jpeg -> Binary,
        width -> Integer,
        height -> Integer,
        added_at -> UtcTs,
        added_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_versions (patient_id, version) {
        patient_id -> Uid,
        version -> BigInt,
        sheet -> JsonDoc,
        replaced_at -> UtcTs,
        replaced_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_merges (id) {
        id -> Uid,
        survivor_id -> Uid,
        absorbed_id -> Uid,
        reason -> Text,
        moved -> JsonDoc,
        survivor_before -> JsonDoc,
        survivor_after -> JsonDoc,
        merged_at -> UtcTs,
        merged_by -> Nullable<Uid>,
        undone_at -> Nullable<UtcTs>,
        undone_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_looks (account_id, patient_id) {
        account_id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_removal_requests (id) {
        id -> Uid,
        patient_id -> Uid,
        reason -> Text,
        asked_at -> UtcTs,
        asked_by -> Nullable<Uid>,
        decision -> Nullable<Text>,
        decided_at -> Nullable<UtcTs>,
        decided_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    patient_imports (id) {
        id -> Uid,
        file_name -> Text,
        content -> Nullable<Binary>,
        mapping -> JsonDoc,
        state -> Text,
        dry_run -> Bool,
        lines -> BigInt,
        seen -> BigInt,
        taken -> BigInt,
        refused -> BigInt,
        report -> JsonDoc,
        begun_at -> UtcTs,
        begun_by -> Nullable<Uid>,
        ended_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    mrn_counter (id) {
        id -> Integer,
        next_serial -> BigInt,
    }
}

// diary: appointments

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    appointments (id) {
        id -> Uid,
        patient_id -> Uid,
        doctor_id -> Uid,
        site_id -> Uid,
        starts_at -> UtcTs,
        ends_at -> UtcTs,
        status -> Text,
        kind -> Text,
        reason -> Text,
        booked_by -> Nullable<Uid>,
        booked_at -> UtcTs,
        version -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account_sites,
    accounts,
    appointments,
    audit_chain,
    audit_log,
    drafts,
    hospital,
    mrn_counter,
    patient_imports,
    patient_looks,
    patient_merges,
    patient_phones,
    patient_photos,
    patient_removal_requests,
    patient_versions,
    patients,
    recovery_codes,
    sessions,
    sign_in_tallies,
    sites,
    submissions,
);
