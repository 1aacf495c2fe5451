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
        emergency_access -> Bool,
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
        address -> Text,
        phone -> Text,
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
    emergency_accesses (id) {
        id -> Uid,
        account_id -> Uid,
        patient_id -> Uid,
        reason -> Text,
        opened_at -> UtcTs,
        ends_at -> UtcTs,
        ended_at -> Nullable<UtcTs>,
        entry_at -> Nullable<UtcTs>,
        verdict -> Nullable<Text>,
        reviewed_at -> Nullable<UtcTs>,
        reviewed_by -> Nullable<Uid>,
        reviewed_by_name -> Nullable<Text>,
        remark -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    one_time_links (id) {
        id -> Uid,
        account_id -> Uid,
        purpose -> Text,
        email -> Nullable<Text>,
        made_at -> UtcTs,
        until -> UtcTs,
        used_at -> Nullable<UtcTs>,
    }
}

// gate: what leaves the house

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    deliveries (id) {
        id -> Uid,
        kind -> Text,
        channel -> Text,
        to_name -> Text,
        to_address -> Text,
        phone -> Text,
        patient_id -> Nullable<Uid>,
        account_id -> Nullable<Uid>,
        about_id -> Nullable<Uid>,
        caused_by -> Nullable<Uid>,
        once_key -> Nullable<Text>,
        message_id -> Text,
        subject -> Text,
        content -> Nullable<JsonDoc>,
        link_id -> Nullable<Uid>,
        state -> Text,
        reason -> Nullable<Text>,
        said -> Text,
        tries -> Integer,
        spent -> Integer,
        created_at -> UtcTs,
        due_at -> UtcTs,
        not_after -> Nullable<UtcTs>,
        lease_owner -> Nullable<Uid>,
        lease_until -> Nullable<UtcTs>,
        ended_at -> Nullable<UtcTs>,
        call_outcome -> Nullable<Text>,
        called_at -> Nullable<UtcTs>,
        called_by -> Nullable<Uid>,
        called_by_name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    delivery_attempts (id) {
        id -> Uid,
        delivery_id -> Uid,
        number -> Integer,
        began_at -> UtcTs,
        ended_at -> Nullable<UtcTs>,
        outcome -> Nullable<Text>,
        reason -> Nullable<Text>,
        said -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sign_in_tallies (key) {
        key -> Binary,
        failures -> Integer,
        last_failure_at -> UtcTs,
        too_early -> Bool,
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
        called -> Nullable<Text>,
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
    drafts (account_id, id) {
        account_id -> Uid,
        id -> Uid,
        form -> Text,
        body -> Text,
        saved_at -> UtcTs,
    }
}

// people: staff

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    staff_profiles (account_id) {
        account_id -> Uid,
        sees_patients -> Bool,
        licence -> Text,
        fee_minor -> Nullable<BigInt>,
        slot_minutes -> Integer,
        overbookable -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    specialties (id) {
        id -> Uid,
        name -> Text,
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    staff_specialties (account_id, specialty_id) {
        account_id -> Uid,
        specialty_id -> Uid,
        place -> Integer,
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
        advanced_at -> Nullable<UtcTs>,
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
        room_id -> Nullable<Uid>,
        notes -> Text,
        walk_in -> Bool,
        overbook_reason -> Nullable<Text>,
        arrived_at -> Nullable<UtcTs>,
        started_at -> Nullable<UtcTs>,
        ended_at -> Nullable<UtcTs>,
        cancelled_at -> Nullable<UtcTs>,
        cancelled_by -> Nullable<Uid>,
        cancel_reason -> Text,
        series_id -> Nullable<Uid>,
        slip_printed_at -> Nullable<UtcTs>,
    }
}

// diary: hours

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    message_consents (id) {
        id -> Uid,
        patient_id -> Uid,
        way -> Text,
        given_at -> UtcTs,
        given_by -> Uid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    site_messages (site_id) {
        site_id -> Uid,
        confirms -> Bool,
        first_hours -> Nullable<Integer>,
        second_hours -> Nullable<Integer>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    rooms (id) {
        id -> Uid,
        site_id -> Uid,
        name -> Text,
        active -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    working_hours (id) {
        id -> Uid,
        doctor_id -> Uid,
        site_id -> Uid,
        room_id -> Nullable<Uid>,
        weekday -> Integer,
        starts_minute -> Integer,
        ends_minute -> Integer,
        slot_minutes -> Integer,
        valid_from -> CivilDate,
        valid_to -> Nullable<CivilDate>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    extra_hours (id) {
        id -> Uid,
        doctor_id -> Uid,
        site_id -> Uid,
        room_id -> Nullable<Uid>,
        day -> CivilDate,
        starts_minute -> Integer,
        ends_minute -> Integer,
        slot_minutes -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    leaves (id) {
        id -> Uid,
        doctor_id -> Uid,
        starts_at -> UtcTs,
        ends_at -> UtcTs,
        note -> Text,
        cover_id -> Nullable<Uid>,
        made_by -> Nullable<Uid>,
        made_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    holidays (id) {
        id -> Uid,
        day -> CivilDate,
        name -> Text,
        site_id -> Nullable<Uid>,
    }
}

// diary: booking

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    appointment_series (id) {
        id -> Uid,
        every_weeks -> Integer,
        made_by -> Nullable<Uid>,
        made_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    appointment_changes (id) {
        id -> Uid,
        appointment_id -> Uid,
        at -> UtcTs,
        by_id -> Nullable<Uid>,
        what -> Text,
        from_status -> Text,
        from_starts_at -> UtcTs,
        from_ends_at -> UtcTs,
        from_doctor_id -> Uid,
        from_room_id -> Nullable<Uid>,
        reason -> Text,
        from_site_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    waiting_entries (id) {
        id -> Uid,
        patient_id -> Uid,
        doctor_id -> Nullable<Uid>,
        specialty_id -> Nullable<Uid>,
        site_id -> Nullable<Uid>,
        earliest -> CivilDate,
        latest -> Nullable<CivilDate>,
        minutes -> Integer,
        reason -> Text,
        made_by -> Nullable<Uid>,
        made_at -> UtcTs,
        closed_at -> Nullable<UtcTs>,
        outcome -> Nullable<Text>,
        appointment_id -> Nullable<Uid>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    calendar_feeds (account_id) {
        account_id -> Uid,
        secret_hash -> Binary,
        made_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    job_marks (name) {
        name -> Text,
        done_at -> UtcTs,
    }
}

// care: where rows come from, and what they said before

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    import_sources (id) {
        id -> Uid,
        name -> Text,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    record_versions (id) {
        id -> Uid,
        kind -> Text,
        row_id -> Uid,
        patient_id -> Nullable<Uid>,
        version -> BigInt,
        content -> JsonDoc,
        content_hash -> Nullable<Text>,
        replaced_at -> UtcTs,
        replaced_by -> Nullable<Uid>,
    }
}

// care: people and places elsewhere

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    directory_entries (id) {
        id -> Uid,
        kind -> Text,
        name -> Text,
        identifier_system -> Nullable<Text>,
        identifier -> Nullable<Text>,
        phone -> Nullable<Text>,
        address -> Nullable<Text>,
        active -> Bool,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
    }
}

// care: visits

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    visits (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        class -> Nullable<Text>,
        ends_at -> Nullable<UtcTs>,
        ends_precision -> Nullable<Text>,
        reason_system -> Nullable<Text>,
        reason_code -> Nullable<Text>,
        reason_display -> Nullable<Text>,
        reason_text -> Nullable<Text>,
        reason_other_codings -> Nullable<JsonDoc>,
        place_id -> Nullable<Uid>,
        place -> Nullable<Text>,
        discharge -> Nullable<Text>,
        appointment_id -> Nullable<Uid>,
        voided_at -> Nullable<UtcTs>,
        voided_by -> Nullable<Uid>,
        voided_by_name -> Nullable<Text>,
        void_reason -> Nullable<Text>,
    }
}

// care: problems and diagnoses

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    problems (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        category -> Text,
        certainty -> Nullable<Text>,
        severity -> Nullable<Text>,
        body_site -> Nullable<Text>,
        onset_text -> Nullable<Text>,
        ended_at -> Nullable<UtcTs>,
        ended_precision -> Nullable<Text>,
        ended_text -> Nullable<Text>,
        confirmed_at -> Nullable<UtcTs>,
        confirmed_by -> Nullable<Uid>,
        confirmed_by_name -> Nullable<Text>,
    }
}

// care: allergies, vaccines, the four questions

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    allergies (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        kind -> Nullable<Text>,
        category -> Nullable<Text>,
        criticality -> Nullable<Text>,
        certainty -> Nullable<Text>,
        reaction -> Nullable<Text>,
        severity -> Nullable<Text>,
        onset_text -> Nullable<Text>,
        last_at -> Nullable<UtcTs>,
        last_precision -> Nullable<Text>,
        confirmed_at -> Nullable<UtcTs>,
        confirmed_by -> Nullable<Uid>,
        confirmed_by_name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    vaccines (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        status_reason -> Nullable<Text>,
        given_text -> Nullable<Text>,
        lot -> Nullable<Text>,
        dose_number -> Nullable<Text>,
        dose -> Nullable<Text>,
        site -> Nullable<Text>,
        route -> Nullable<Text>,
        confirmed_at -> Nullable<UtcTs>,
        confirmed_by -> Nullable<Uid>,
        confirmed_by_name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    intake_answers (id) {
        id -> Uid,
        patient_id -> Uid,
        question -> Text,
        none -> Bool,
        answered_at -> UtcTs,
        answered_by -> Nullable<Uid>,
        answered_by_name -> Text,
        source_id -> Nullable<Uid>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    intake_requests (id) {
        id -> Uid,
        patient_id -> Uid,
        question -> Text,
        kind -> Text,
        entry_id -> Nullable<Uid>,
        entry_version -> Nullable<BigInt>,
        before -> Nullable<JsonDoc>,
        after -> Nullable<JsonDoc>,
        gone -> Nullable<Text>,
        reason -> Text,
        asked_at -> UtcTs,
        asked_by -> Nullable<Uid>,
        asked_by_name -> Text,
        decision -> Nullable<Text>,
        decided_at -> Nullable<UtcTs>,
        decided_by -> Nullable<Uid>,
        decided_by_name -> Nullable<Text>,
        word -> Nullable<Text>,
    }
}

// care: codes

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    code_lists (name) {
        name -> Text,
        system -> Text,
        edition -> Text,
        file_name -> Text,
        digest -> Text,
        codes -> BigInt,
        loaded_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    codes (id) {
        id -> Uid,
        serial -> BigInt,
        list -> Text,
        system -> Text,
        code -> Text,
        code_key -> Text,
        text -> Text,
        search_key -> Text,
        leaf -> Bool,
        active -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    code_favourites (account_id, code_id) {
        account_id -> Uid,
        code_id -> Uid,
        kept_at -> UtcTs,
    }
}

// care: interactions

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    interaction_lists (name) {
        name -> Text,
        file_name -> Text,
        digest -> Text,
        pairs -> BigInt,
        loaded_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    interactions (id) {
        id -> Uid,
        list -> Text,
        a -> Text,
        b -> Text,
        severity -> Text,
        effect -> Text,
        advice -> Text,
        source -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    interaction_sides (interaction_id, side, key) {
        interaction_id -> Uid,
        side -> Text,
        key -> Text,
    }
}

// care: prescriptions

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    prescriptions (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        intent -> Text,
        dosage -> Nullable<Text>,
        dose -> Nullable<Text>,
        route -> Nullable<Text>,
        frequency -> Nullable<Text>,
        as_needed -> Bool,
        duration -> Nullable<Text>,
        quantity -> Nullable<Text>,
        repeats -> Nullable<Integer>,
        starts_at -> Nullable<UtcTs>,
        starts_precision -> Nullable<Text>,
        ends_at -> Nullable<UtcTs>,
        ends_precision -> Nullable<Text>,
        reason -> Nullable<Text>,
        problem_id -> Nullable<Uid>,
        confirmed_at -> Nullable<UtcTs>,
        confirmed_by -> Nullable<Uid>,
        confirmed_by_name -> Nullable<Text>,
    }
}

// care: prescribing

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    basket_prescriptions (id) {
        id -> Uid,
        visit_id -> Uid,
        account_id -> Uid,
        fields -> JsonDoc,
        seen -> Text,
        overridden -> Nullable<Text>,
        put_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    basket_letters (id) {
        id -> Uid,
        visit_id -> Uid,
        account_id -> Uid,
        content -> JsonDoc,
        put_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    issued_prescriptions (prescription_id) {
        prescription_id -> Uid,
        strength -> Nullable<Text>,
        form -> Nullable<Text>,
        licence -> Text,
        verdict -> Text,
        found -> JsonDoc,
        overridden -> Nullable<Text>,
        code_hash -> Binary,
        printed_at -> Nullable<UtcTs>,
        stop_reason -> Nullable<Text>,
        voided_at -> Nullable<UtcTs>,
        voided_by -> Nullable<Uid>,
        voided_by_name -> Nullable<Text>,
        void_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    prescription_replacements (old_id) {
        old_id -> Uid,
        new_id -> Uid,
        version -> BigInt,
        status -> Text,
        ends_at -> Nullable<UtcTs>,
        ends_precision -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    prescription_favourites (id) {
        id -> Uid,
        account_id -> Uid,
        name -> Text,
        fields -> JsonDoc,
    }
}

// care: measurements and results

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    observations (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        category -> Text,
        test_key -> Text,
        value_kind -> Text,
        value -> Nullable<Double>,
        value_written -> Nullable<Text>,
        comparator -> Nullable<Text>,
        unit -> Nullable<Text>,
        unit_code -> Nullable<Text>,
        value_system -> Nullable<Text>,
        value_code -> Nullable<Text>,
        value_display -> Nullable<Text>,
        value_other_codings -> Nullable<JsonDoc>,
        value_text -> Nullable<Text>,
        range_low -> Nullable<Double>,
        range_high -> Nullable<Double>,
        range_text -> Nullable<Text>,
        interpretation -> Nullable<Text>,
        issued_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    observation_parts (id) {
        id -> Uid,
        observation_id -> Uid,
        position -> Integer,
        patient_id -> Uid,
        test_key -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        value_kind -> Text,
        value -> Nullable<Double>,
        value_written -> Nullable<Text>,
        comparator -> Nullable<Text>,
        unit -> Nullable<Text>,
        unit_code -> Nullable<Text>,
        value_system -> Nullable<Text>,
        value_code -> Nullable<Text>,
        value_display -> Nullable<Text>,
        value_other_codings -> Nullable<JsonDoc>,
        value_text -> Nullable<Text>,
        range_low -> Nullable<Double>,
        range_high -> Nullable<Double>,
        range_text -> Nullable<Text>,
        interpretation -> Nullable<Text>,
    }
}

// care: note templates, each row an edition

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    note_templates (id) {
        id -> Uid,
        template_id -> Uid,
        version -> BigInt,
        name -> Text,
        specialty -> Nullable<Text>,
        fields -> JsonDoc,
        is_retired -> Bool,
        made_at -> UtcTs,
        made_by -> Nullable<Uid>,
    }
}

// care: notes

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notes (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        kind -> Text,
        body -> Nullable<Text>,
        restricted -> Bool,
        voided_at -> Nullable<UtcTs>,
        voided_by -> Nullable<Uid>,
        voided_by_name -> Nullable<Text>,
        void_reason -> Nullable<Text>,
        amends_id -> Nullable<Uid>,
        complaint -> Nullable<Text>,
        findings -> Nullable<Text>,
        assessment -> Nullable<Text>,
        plan -> Nullable<Text>,
        follow_up -> Nullable<Text>,
        diagnoses -> Nullable<JsonDoc>,
        measured -> Nullable<JsonDoc>,
        signed_at -> Nullable<UtcTs>,
        signed_by -> Nullable<Uid>,
        signed_by_name -> Nullable<Text>,
        edition_id -> Nullable<Uid>,
        answers -> Nullable<JsonDoc>,
    }
}

// care: procedures

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    procedures (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        status_reason -> Nullable<Text>,
        performed_text -> Nullable<Text>,
        ended_at -> Nullable<UtcTs>,
        ended_precision -> Nullable<Text>,
        reason -> Nullable<Text>,
        problem_id -> Nullable<Uid>,
        body_site -> Nullable<Text>,
        outcome -> Nullable<Text>,
    }
}

// care: reports

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    reports (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        category -> Nullable<Text>,
        issued_at -> Nullable<UtcTs>,
        conclusion -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    report_results (report_id, position) {
        report_id -> Uid,
        position -> Integer,
        observation_id -> Nullable<Uid>,
        display -> Nullable<Text>,
    }
}

// care: plans and goals

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    plans (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        visit_id -> Nullable<Uid>,
        title -> Nullable<Text>,
        description -> Nullable<Text>,
        intent -> Text,
        ends_at -> Nullable<UtcTs>,
        ends_precision -> Nullable<Text>,
        reason -> Nullable<Text>,
        problem_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    plan_steps (plan_id, position) {
        plan_id -> Uid,
        position -> Integer,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        status -> Text,
        description -> Nullable<Text>,
        scheduled -> Nullable<Text>,
        starts_at -> Nullable<UtcTs>,
        starts_precision -> Nullable<Text>,
        ends_at -> Nullable<UtcTs>,
        ends_precision -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    goals (id) {
        id -> Uid,
        patient_id -> Uid,
        at -> UtcTs,
        at_precision -> Text,
        status -> Text,
        code_system -> Nullable<Text>,
        code -> Nullable<Text>,
        code_display -> Nullable<Text>,
        code_text -> Text,
        other_codings -> Nullable<JsonDoc>,
        author_id -> Nullable<Uid>,
        author -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_at -> Nullable<UtcTs>,
        recorded_by -> Nullable<Uid>,
        source_id -> Nullable<Uid>,
        original_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        content_hash -> Nullable<Text>,
        version -> BigInt,
        edited_here -> Bool,
        achievement -> Nullable<Text>,
        due_at -> Nullable<UtcTs>,
        due_precision -> Nullable<Text>,
        target -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    plan_goals (plan_id, position) {
        plan_id -> Uid,
        position -> Integer,
        goal_id -> Uid,
    }
}

// doors: imports

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    import_runs (id) {
        id -> Uid,
        status -> Text,
        dry_run -> Bool,
        label -> Text,
        started_at -> UtcTs,
        advanced_at -> UtcTs,
        ended_at -> Nullable<UtcTs>,
        started_by -> Nullable<Uid>,
        files -> BigInt,
        files_done -> BigInt,
        resources_done -> BigInt,
        report -> JsonDoc,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    import_items (id) {
        id -> Uid,
        run_id -> Uid,
        kind -> Text,
        file -> Text,
        resource_type -> Nullable<Text>,
        original_id -> Nullable<Text>,
        patient_id -> Nullable<Uid>,
        other_patient_id -> Nullable<Uid>,
        reason -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    imported_patients (id) {
        id -> Uid,
        source_id -> Uid,
        original_id -> Text,
        patient_id -> Uid,
        content_hash -> Text,
        patient_version -> BigInt,
        version -> BigInt,
    }
}

// care: letters

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    letters (id) {
        id -> Uid,
        patient_id -> Uid,
        kind -> Text,
        content -> JsonDoc,
        written_at -> UtcTs,
        written_by -> Uid,
        written_by_name -> Text,
        licence -> Text,
        printed_at -> Nullable<UtcTs>,
        voided_at -> Nullable<UtcTs>,
        voided_by -> Nullable<Uid>,
        voided_by_name -> Nullable<Text>,
        void_reason -> Nullable<Text>,
        visit_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notification_choices (account_id, kind_group, channel) {
        account_id -> Uid,
        kind_group -> Text,
        channel -> Text,
        wanted -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notifications (id) {
        id -> Uid,
        account_id -> Uid,
        kind -> Text,
        kind_group -> Text,
        subject_id -> Uid,
        by_id -> Nullable<Uid>,
        facts -> JsonDoc,
        at -> UtcTs,
        read_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    quiet_hours (account_id) {
        account_id -> Uid,
        from_minute -> Integer,
        to_minute -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notices (id) {
        id -> Uid,
        title -> Text,
        body -> Text,
        pinned -> Bool,
        from_day -> CivilDate,
        until_day -> Nullable<CivilDate>,
        roles -> Text,
        written_by -> Uid,
        written_by_name -> Text,
        made_at -> UtcTs,
        changed_at -> Nullable<UtcTs>,
        withdrawn_at -> Nullable<UtcTs>,
        version -> BigInt,
        rung_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    conversation_members (account_id, conversation_id) {
        conversation_id -> Uid,
        account_id -> Uid,
        delivered_number -> BigInt,
        read_number -> BigInt,
        seen_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    conversations (id) {
        id -> Uid,
        address -> Text,
        first_id -> Uid,
        second_id -> Uid,
        last_number -> BigInt,
        last_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    message_files (id) {
        id -> Uid,
        conversation_id -> Uid,
        number -> BigInt,
        name -> Text,
        kind -> Text,
        size -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    messages (conversation_id, number) {
        conversation_id -> Uid,
        number -> BigInt,
        sender_id -> Uid,
        sent_at -> UtcTs,
        body -> Text,
        folded -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notice_receipts (notice_id, account_id) {
        notice_id -> Uid,
        account_id -> Uid,
        version -> BigInt,
        read_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    notice_sites (notice_id, site_id) {
        notice_id -> Uid,
        site_id -> Uid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sendings (id) {
        id -> Uid,
        subject -> Text,
        body -> Text,
        audience -> Text,
        to_account -> Nullable<Uid>,
        to_role -> Nullable<Text>,
        site_id -> Nullable<Uid>,
        patient_id -> Nullable<Uid>,
        to_name -> Text,
        sent_by -> Uid,
        sent_by_name -> Text,
        sent_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sending_people (sending_id, account_id) {
        sending_id -> Uid,
        account_id -> Uid,
        told -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    sending_patients (id) {
        id -> Uid,
        sending_id -> Uid,
        patient_id -> Uid,
        way -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::kit::db::types::*;
    account_phones (account_id) {
        account_id -> Uid,
        number -> Nullable<Text>,
        asked -> Nullable<Text>,
        proof_id -> Nullable<Uid>,
        until -> Nullable<UtcTs>,
        tries -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account_phones,
    account_sites,
    accounts,
    allergies,
    appointment_changes,
    appointment_series,
    appointments,
    audit_chain,
    audit_log,
    basket_letters,
    basket_prescriptions,
    calendar_feeds,
    code_favourites,
    code_lists,
    codes,
    conversation_members,
    conversations,
    deliveries,
    delivery_attempts,
    directory_entries,
    drafts,
    emergency_accesses,
    extra_hours,
    goals,
    holidays,
    hospital,
    import_items,
    import_runs,
    import_sources,
    imported_patients,
    intake_answers,
    intake_requests,
    job_marks,
    leaves,
    interaction_lists,
    interaction_sides,
    interactions,
    issued_prescriptions,
    letters,
    message_consents,
    message_files,
    messages,
    mrn_counter,
    note_templates,
    notes,
    notice_receipts,
    notice_sites,
    notices,
    notification_choices,
    notifications,
    observation_parts,
    observations,
    one_time_links,
    patient_imports,
    patient_looks,
    patient_merges,
    patient_phones,
    patient_photos,
    patient_removal_requests,
    patient_versions,
    patients,
    plan_goals,
    plan_steps,
    plans,
    prescription_favourites,
    prescription_replacements,
    prescriptions,
    problems,
    procedures,
    quiet_hours,
    record_versions,
    recovery_codes,
    report_results,
    reports,
    rooms,
    sending_patients,
    sending_people,
    sendings,
    sessions,
    sign_in_tallies,
    site_messages,
    sites,
    specialties,
    staff_profiles,
    staff_specialties,
    submissions,
    vaccines,
    visits,
    waiting_entries,
    working_hours,
);
