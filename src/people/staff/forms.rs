//! What an admin typed about an employee, read or refused field by field.

use super::model::{DoctorProfile, SLOTS, Sheet, specialties};
use crate::gate::access::employees::Employee;
use crate::gate::access::model::{Duties, Role, email_key};
use crate::gate::hospital::{Site, SiteId};
use crate::kit::money;
use crate::kit::web::form::Form;
use crate::say;

/// Fields that both versions of an employee are compared by, in the order of the form.
pub(super) const FIELDS: [&str; 11] = [
    "name",
    "email",
    "role",
    "duties",
    "sites",
    "doctor",
    "specialties",
    "licence",
    "fee",
    "slot",
    "overbookable",
];

const DUTIES: [&str; 3] = ["till", "pharmacy", "laboratory"];

/// The name of the box for a site.
pub(super) fn site_field(id: SiteId) -> String {
    format!("site-{id}")
}

/// The values of an employee as the form shows them.
pub(super) fn values(
    employee: &Employee,
    sites: &[SiteId],
    profile: &DoctorProfile,
    currency: &str,
) -> Vec<(String, String)> {
    let mut values = vec![
        ("name".to_owned(), employee.name.clone()),
        ("email".to_owned(), employee.email.clone()),
        ("role".to_owned(), employee.role.to_string()),
        ("specialties".to_owned(), profile.specialties.join(", ")),
        ("licence".to_owned(), profile.licence.clone()),
        ("fee".to_owned(), profile.fee_minor.map(|fee| money::plain(fee, currency)).unwrap_or_default()),
        ("slot".to_owned(), profile.slot_minutes.to_string()),
    ];
    let duties = employee.duties;
    let boxes = [
        ("till", duties.till),
        ("pharmacy", duties.pharmacy),
        ("laboratory", duties.laboratory),
        ("doctor", profile.sees_patients),
        ("overbookable", profile.overbookable),
    ];
    values.extend(
        boxes.iter().filter(|(_, ticked)| *ticked).map(|(name, _)| ((*name).to_owned(), "on".to_owned())),
    );
    values.extend(sites.iter().map(|site| (site_field(*site), "on".to_owned())));
    values
}

/// Reads the form; what is wrong with it stands in it afterwards.
pub(super) fn read(form: &mut Form, sites: &[Site], currency: &str) -> Option<Sheet> {
    let name = form.name("name", 200, "staff-error-name");
    let email = form.raw("email").trim().to_owned();
    let key = email_key(&email);
    if key.is_none() {
        form.refuse("email", say!("staff-error-email"));
    }
    let role = form.raw("role").parse().ok().filter(|role| *role != Role::Patient);
    if role.is_none() {
        form.refuse("role", say!("staff-error-role"));
    }
    let profile = profile(form, currency);
    let sheet = Sheet {
        name: name?,
        email,
        email_key: key?,
        role: role?,
        duties: Duties {
            till: form.ticked("till"),
            pharmacy: form.ticked("pharmacy"),
            laboratory: form.ticked("laboratory"),
        },
        sites: sites.iter().map(|site| site.id).filter(|id| form.ticked(&site_field(*id))).collect(),
        profile: profile?,
    };
    form.is_valid().then_some(sheet)
}

fn profile(form: &mut Form, currency: &str) -> Option<DoctorProfile> {
    let specialties = specialties(form.raw("specialties"));
    if specialties.is_err() {
        form.refuse("specialties", say!("staff-error-specialties"));
    }
    let licence = form.optional("licence", 64).unwrap_or_default();
    let fee = form.raw("fee").trim().to_owned();
    let fee_minor = money::parse(&fee, currency);
    if fee_minor.is_none() && !fee.is_empty() {
        form.refuse("fee", say!("staff-error-fee"));
    }
    let slot = form.raw("slot").parse().ok().filter(|minutes| SLOTS.contains(minutes));
    if slot.is_none() {
        form.refuse("slot", say!("staff-error-slot"));
    }
    Some(DoctorProfile {
        sees_patients: form.ticked("doctor"),
        specialties: specialties.ok()?,
        licence,
        fee_minor,
        slot_minutes: slot?,
        overbookable: form.ticked("overbookable"),
    })
}

/// Puts the other version's value of one field into the form.
pub(super) fn take_theirs(form: &mut Form, field: &str, theirs: &[(String, String)], sites: &[Site]) {
    let names: Vec<String> = match field {
        "duties" => DUTIES.iter().map(|name| (*name).to_owned()).collect(),
        "sites" => sites.iter().map(|site| site_field(site.id)).collect(),
        name => vec![name.to_owned()],
    };
    for name in names {
        let value = theirs.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        form.set(&name, value);
    }
}

/// One field in words, for putting two versions side by side.
pub(super) fn in_words(field: &str, form: &Form, sites: &[Site]) -> String {
    let yes_or_no = |ticked: bool| if ticked { say!("staff-yes") } else { say!("staff-no") };
    let text = match field {
        "role" => {
            form.raw("role").parse::<Role>().map_or_else(|_| String::new(), |role| say!(role.label_key()))
        }
        "duties" => DUTIES
            .iter()
            .filter(|name| form.ticked(name))
            .map(|name| say!(&format!("staff-duty-{name}-short")))
            .collect::<Vec<_>>()
            .join(", "),
        "sites" => sites
            .iter()
            .filter(|site| form.ticked(&site_field(site.id)))
            .map(|site| site.name.clone())
            .collect::<Vec<_>>()
            .join(", "),
        "doctor" | "overbookable" => yes_or_no(form.ticked(field)),
        "slot" => say!("staff-slot-minutes", minutes = form.raw("slot").to_owned()),
        name => form.raw(name).trim().to_owned(),
    };
    if text.is_empty() { say!("staff-nothing") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> Site {
        Site {
            id: SiteId::new(),
            name: name.into(),
            time_zone: "UTC".into(),
            active: true,
            version: 1,
            address: String::new(),
            phone: String::new(),
        }
    }

    fn good() -> Form {
        Form::with(
            String::new(),
            [
                ("name", " Ante Kovač "),
                ("email", "A.Kovac@lindenhof.example"),
                ("role", "doctor"),
                ("slot", "15"),
            ],
        )
    }

    #[test]
    fn a_sheet_is_read_as_typed() {
        let house = [site("Main house"), site("Harbour clinic")];
        let mut form = good();
        form.set("specialties", "Cardiology, cardiology");
        form.set("fee", "85");
        form.set("doctor", "on");
        form.set("till", "on");
        form.set(&site_field(house[1].id), "on");
        let sheet = read(&mut form, &house, "EUR").unwrap();
        assert_eq!(sheet.name, "Ante Kovač");
        assert_eq!(sheet.email_key, "a.kovac@lindenhof.example");
        assert_eq!(sheet.sites, [house[1].id]);
        assert!(sheet.duties.till && !sheet.duties.pharmacy);
        assert_eq!(sheet.profile.fee_minor, Some(8500));
        assert_eq!(sheet.profile.specialties, ["Cardiology"]);
    }

    #[test]
    fn each_wrong_field_is_named_and_nothing_is_read() {
        for (field, value) in [
            ("name", " "),
            ("name", "Ines\u{202e}Falk"),
            ("name", "Ines\u{7}"),
            ("email", "kovac"),
            ("role", "patient"),
            ("role", "owner"),
            ("fee", "85 euro"),
            ("slot", "7"),
            ("specialties", "a,b,c,d,e,f,g,h,i,j,k,l,m"),
            ("licence", &"x".repeat(65)),
        ] {
            let mut form = good();
            form.set(field, value);
            assert!(read(&mut form, &[], "EUR").is_none());
            assert_eq!(form.errors().len(), 1, "{field}");
            assert!(form.field(field).error.is_some());
        }
    }

    #[test]
    fn taking_theirs_replaces_ticks_too() {
        let house = [site("Main house")];
        let mut form = good();
        form.set("till", "on");
        form.set(&site_field(house[0].id), "on");
        let theirs =
            vec![("name".to_owned(), "Ante K.".to_owned()), ("pharmacy".to_owned(), "on".to_owned())];
        for field in ["name", "duties", "sites"] {
            take_theirs(&mut form, field, &theirs, &house);
        }
        assert_eq!(form.raw("name"), "Ante K.");
        assert!(!form.ticked("till") && form.ticked("pharmacy"));
        assert_eq!(in_words("sites", &form, &house), say!("staff-nothing"));
        assert_eq!(form.raw("email"), "A.Kovac@lindenhof.example");
    }
}
