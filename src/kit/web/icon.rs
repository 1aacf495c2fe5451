//! Icons, written into the page by the filter `{{ "name"|icon }}`.
//!
//! They are inlined because the content security policy leaves no other way that works in every
//! browser, and come from `static/icons/`, so that there is one copy of each drawing.

macro_rules! icons {
    ($($name:literal)*) => {
        /// Every icon with its drawing, sorted by name.
        pub const ICONS: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../static/icons/", $name, ".svg")).trim_ascii()),)*
        ];
    };
}

icons! {
    "alert" "arrow" "barcode" "bed" "bell" "calendar" "calendar-plus" "card" "chart" "check"
    "clip" "clock" "down" "download" "edit" "error" "external" "eye" "file" "filter" "flask"
    "heart" "help" "high" "history" "hourglass" "info" "left" "lock" "low" "mail" "mark" "menu"
    "message" "mobile" "more" "offline" "package" "phone" "photo" "pill" "pin" "plus" "print"
    "receipt" "refresh" "right" "search" "send" "settings" "shield" "sign-out" "st-arrived"
    "st-booked" "st-cancelled" "st-completed" "st-consult" "st-noshow" "st-overbooked"
    "st-requested" "star" "stethoscope" "stop" "trash" "undo" "unlock" "upload" "user" "user-plus"
    "users" "vaccine" "video" "walk-in" "x"
}

/// The drawing called `name`; nothing for an unknown name, which a law test refuses in templates.
#[must_use]
pub fn svg(name: &str) -> &'static str {
    ICONS
        .binary_search_by_key(&name, |(known, _)| known)
        .ok()
        .and_then(|at| ICONS.get(at))
        .map_or("", |(_, drawing)| drawing)
}

#[cfg(test)]
mod tests {
    use super::{ICONS, svg};

    #[test]
    fn icons_are_sorted_and_ready_for_a_page() {
        assert!(ICONS.is_sorted_by(|a, b| a.0 < b.0));
        for (name, drawing) in ICONS {
            assert!(drawing.starts_with("<svg class=\"icon") && drawing.ends_with("</svg>"), "{name}");
            assert!(drawing.contains("aria-hidden=\"true\"") && !drawing.contains("style"), "{name}");
            assert_eq!(svg(name), *drawing);
        }
    }

    #[test]
    fn every_drawing_in_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/icons");
        let files = std::fs::read_dir(folder)
            .expect("the icons")
            .filter_map(|file| file.expect("a file").file_name().into_string().ok())
            .filter(|name| name.ends_with(".svg"))
            .count();
        assert_eq!(files, ICONS.len());
    }

    #[test]
    fn an_unknown_name_draws_nothing() {
        assert_eq!(svg("no-such-icon"), "");
    }
}
