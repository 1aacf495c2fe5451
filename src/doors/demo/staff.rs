//! The named hospital: its two sites and the people who work there.

use super::courses::Field;

/// A hospital to put people in.
#[derive(Debug)]
pub struct Hospital {
    /// Its name.
    pub name: &'static str,
    /// Street and number, postcode and town.
    pub address: &'static str,
    /// IANA zone.
    pub time_zone: &'static str,
    /// ISO code.
    pub currency: &'static str,
    /// Its sites.
    pub sites: [&'static str; 2],
    /// Address and phone of each site.
    pub contacts: [(&'static str, &'static str); 2],
}

/// Lindenhof Hospital, which does not exist.
pub const LINDENHOF: Hospital = Hospital {
    name: "Lindenhof Hospital",
    address: "Lindenallee 1, 20990 Lindenhafen",
    time_zone: "Europe/Berlin",
    currency: "EUR",
    sites: ["Main house", "Harbour clinic"],
    contacts: [
        ("Lindenallee 1, 20990 Lindenhafen", "+49 40 66969 100"),
        ("Hafenrand 7, 20990 Lindenhafen", "+49 40 66969 200"),
    ],
};

/// Place of the main house in [`Hospital::sites`].
pub const MAIN: usize = 0;
/// Place of the harbour clinic in [`Hospital::sites`].
pub const HARBOUR: usize = 1;

/// What somebody is employed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// Admin.
    Admin,
    /// Doctor.
    Doctor,
    /// Nurse.
    Nurse,
    /// Receptionist.
    Receptionist,
}

/// An employee.
#[derive(Debug)]
pub struct Employee {
    /// Given name.
    pub given: &'static str,
    /// Family name.
    pub family: &'static str,
    /// Sign-in address.
    pub email: &'static str,
    /// Role.
    pub post: Post,
    /// What a doctor looks after.
    pub fields: &'static [Field],
    /// Specialty as written.
    pub specialty: &'static str,
    /// Sites, by place.
    pub sites: &'static [usize],
    /// Till, pharmacy, laboratory.
    pub duties: &'static [&'static str],
    /// Has left.
    pub left: bool,
}

impl Employee {
    /// Whether they see patients.
    #[must_use]
    pub fn is_bookable(&self) -> bool {
        self.post == Post::Doctor && !self.left
    }
}

const PERSON: Employee = Employee {
    given: "",
    family: "",
    email: "",
    post: Post::Nurse,
    fields: &[],
    specialty: "",
    sites: &[MAIN],
    duties: &[],
    left: false,
};

/// Everybody who works here. The first of each post is the one the demonstration offers to sign in as.
pub const STAFF: [Employee; 16] = [
    Employee {
        given: "Ines",
        family: "Falk",
        email: "ines.falk@lindenhof.example",
        post: Post::Admin,
        sites: &[MAIN, HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Ante",
        family: "Kovač",
        email: "ante.kovac@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::Cardiology],
        specialty: "Cardiology",
        ..PERSON
    },
    Employee { given: "Nils", family: "Berg", email: "nils.berg@lindenhof.example", ..PERSON },
    Employee {
        given: "Rada",
        family: "Jović",
        email: "rada.jovic@lindenhof.example",
        post: Post::Receptionist,
        ..PERSON
    },
    Employee {
        given: "Mona",
        family: "Haddad",
        email: "mona.haddad@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::General],
        specialty: "General medicine",
        sites: &[MAIN, HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Thị Hoa",
        family: "Lê",
        email: "thi-hoa.le@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::Orthopaedics],
        specialty: "Orthopaedics",
        ..PERSON
    },
    Employee {
        given: "Samuel",
        family: "Okafor",
        email: "samuel.okafor@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::Paediatrics],
        specialty: "Paediatrics",
        sites: &[HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Petra",
        family: "Schmidt",
        email: "petra.schmidt@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::Dermatology],
        specialty: "Dermatology",
        sites: &[HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Константин",
        family: "Жуков",
        email: "konstantin.zhukov@lindenhof.example",
        post: Post::Doctor,
        fields: &[Field::Nephrology],
        specialty: "Nephrology",
        sites: &[HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Aylin",
        family: "Çelik",
        email: "aylin.celik@lindenhof.example",
        sites: &[HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Σοφία",
        family: "Γεωργίου",
        email: "sofia.georgiou@lindenhof.example",
        sites: &[MAIN, HARBOUR],
        duties: &["pharmacy"],
        ..PERSON
    },
    Employee {
        given: "سلمى",
        family: "الخطيب",
        email: "salma.alkhatib@lindenhof.example",
        sites: &[MAIN],
        duties: &["laboratory"],
        ..PERSON
    },
    Employee {
        given: "Miguel",
        family: "Santos",
        email: "miguel.santos@lindenhof.example",
        post: Post::Receptionist,
        sites: &[HARBOUR],
        ..PERSON
    },
    Employee {
        given: "אסתר",
        family: "ברק",
        email: "ester.barak@lindenhof.example",
        post: Post::Receptionist,
        sites: &[MAIN, HARBOUR],
        duties: &["till"],
        ..PERSON
    },
    Employee {
        given: "Jürgen",
        family: "Groß",
        email: "juergen.gross@lindenhof.example",
        post: Post::Admin,
        sites: &[MAIN, HARBOUR],
        ..PERSON
    },
    Employee {
        given: "Karl",
        family: "Winter",
        email: "karl.winter@lindenhof.example",
        post: Post::Doctor,
        specialty: "Cardiology",
        left: true,
        ..PERSON
    },
];

/// The first employee of a post.
#[must_use]
pub fn first_of(post: Post) -> usize {
    STAFF.iter().position(|person| person.post == post).unwrap_or_default()
}

/// The doctor who looks after a field.
#[must_use]
pub fn doctor_of(field: Field) -> usize {
    STAFF.iter().position(|person| person.fields.contains(&field)).unwrap_or_else(|| first_of(Post::Doctor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_post_is_filled_and_the_offered_ones_work_in_the_main_house() {
        for post in [Post::Admin, Post::Doctor, Post::Nurse, Post::Receptionist] {
            let person = &STAFF[first_of(post)];
            assert_eq!(person.post, post);
            assert!(person.sites.contains(&MAIN) && !person.left);
        }
    }

    #[test]
    fn addresses_are_reserved_and_differ() {
        let mut seen = std::collections::HashSet::new();
        for person in &STAFF {
            assert!(person.email.ends_with("@lindenhof.example") && person.email.is_ascii());
            assert!(seen.insert(person.email));
        }
    }

    #[test]
    fn every_field_has_a_doctor_who_still_works_here() {
        for field in [
            Field::General,
            Field::Cardiology,
            Field::Orthopaedics,
            Field::Paediatrics,
            Field::Dermatology,
            Field::Nephrology,
        ] {
            let doctor = &STAFF[doctor_of(field)];
            assert!(doctor.post == Post::Doctor && !doctor.left && doctor.fields.contains(&field));
        }
    }
}
