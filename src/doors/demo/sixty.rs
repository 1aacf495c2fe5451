//! The sixty-two people everybody meets in the demonstration. Invented; the first is the one who can sign in.

use super::courses::{Field::*, *};
use super::diary::Status::*;
use super::people::Sex::*;
use super::shape::Birth::*;
use super::shape::Said::*;
use super::shape::*;
use super::stories::Story::{self, *};

const fn since(course: &'static Course, year: i16) -> Story {
    Ill(course, year)
}

/// Everybody, in the order they were registered.
pub(super) const SIXTY: &[Shape] = &[
    // The Markovićs: namesakes in two scripts, and a family that shares a phone.
    Shape::new("Marković", "Ana", Female, On(1984, 3, 14))
        .title("Ms").called("Anka").phones(&["+381 64 555 0182", "040 555 201 0182"]).email("ana.markovic@mail.example").speaks("sr")
        .kin("Luka Marković", "Son", "+381 64 555 0182").notes("Interpreter: Serbian")
        .said(These(&[(PENICILLIN, 2019), (LATEX, 2021)]))
        .past(&[Creeping, Jabs, since(&APPENDIX, 2009), since(&COLD, 2024)])
        .meets(&[(Cardiology, 0, InConsultation, "Follow-up, blood pressure"), (Cardiology, 7, Booked, "Control of potassium"), (Cardiology, -50, Completed, "Follow-up"), (General, -49, Completed, "Tired")]),
    Shape::new("Marković", "Ana Marija", Female, On(1991, 9, 3))
        .phones(&["+381 63 555 4410"]).speaks("hr").said(None).past(&[since(&MIGRAINE, 2017), since(&CHECK_UP, 2022), Jabs])
        .meets(&[(General, -101, Completed, "Headache"), (General, 4, Booked, "Headache diary")]),
    Shape::new("Марковић", "Ана", Female, On(1948, 3, 14))
        .phones(&["+381 11 555 2204"]).speaks("sr").said(None).past(&[since(&KNEE, 2015), since(&OSTEOPOROSIS, 2018), since(&HYPERTENSION, 2006), Jabs])
        .meets(&[(Orthopaedics, -18, Completed, "Knee"), (Orthopaedics, 21, Booked, "Knee, x-ray")]),
    Shape::new("Marković", "Anastasia", Female, On(2019, 1, 22))
        .phones(&["+381 64 555 0182"]).speaks("sr").kin("Ana Marković", "Mother", "+381 64 555 0182").said(None)
        .past(&[Childhood, since(&OTITIS, 2022), since(&COLD, 2025)])
        .meets(&[(Paediatrics, -21, Completed, "Cough"), (Paediatrics, 14, Booked, "Well-child visit")]),
    Shape::new("Marković", "Luka", Male, On(2021, 5, 17))
        .phones(&["+381 64 555 0182"]).speaks("sr").kin("Ana Marković", "Mother", "+381 64 555 0182").said(These(&[(EGG, 2022)]))
        .past(&[Childhood, since(&ECZEMA, 2022), since(&OTITIS, 2023)])
        .meets(&[(Paediatrics, 0, Completed, "Rash after breakfast")]),
    Shape::new("Markovitch", "Anna", Female, On(1975, 6, 30)).phones(&["040 555 871"]).speaks("en").bare(),
    Shape::new("Marčić", "Ana", Female, On(1966, 12, 9))
        .phones(&["040 555 450"]).said(These(&[(GRASS, 1999)])).past(&[since(&PSORIASIS, 2011), since(&HAY_FEVER, 1999), Jabs])
        .meets(&[(Dermatology, -310, Completed, "Psoriasis"), (Dermatology, 5, Booked, "Psoriasis, new ointment")]),
    // Dr Kovač's patients.
    Shape::new("Mensah", "Kwame", Male, On(1974, 2, 8))
        .title("Mr").phones(&["040 555 310 2207"]).speaks("en").said(None).past(&[since(&HYPERTENSION, 2014), since(&GOUT, 2020), Jabs])
        .meets(&[(Cardiology, 0, Arrived, "Blood pressure"), (Cardiology, -96, Completed, "Blood pressure")]),
    Shape::new("Okonkwo", "Ngozi", Female, On(1981, 7, 27))
        .phones(&["040 555 310 9914"]).speaks("en").said(These(&[(SHELLFISH, 2010)])).past(&[since(&FIBRILLATION, 2024), since(&THYROID, 2016), Jabs])
        .meets(&[(Cardiology, 0, Booked, "Palpitations"), (General, -4, Completed, "Thyroid")]),
    Shape::new("العلي", "محمد", Male, On(1990, 1, 1))
        .phones(&["040 555 420 1190"]).speaks("ar").notes("Interpreter: Arabic").said(NotAsked).past(&[since(&CHECK_UP, 2024)])
        .meets(&[(Cardiology, 0, Booked, "Chest pain when running")]),
    Shape::new("Nowak", "Zofia", Female, On(1960, 4, 19))
        .phones(&["040 555 118 4004"]).speaks("pl").said(These(&[(ASPIRIN, 2008), (BEES, 2015)])).past(&[since(&HYPERTENSION, 2004), since(&HEART_FAILURE, 2022), since(&KNEE, 2017), Jabs])
        .meets(&[(Cardiology, 0, Completed, "Heart failure"), (Cardiology, -60, Completed, "Heart failure"), (Cardiology, 28, Booked, "Heart failure")]),
    Shape::new("Nowak", "Henryk", Male, On(1938, 2, 2))
        .phones(&["040 555 118 4004"]).speaks("pl").said(None).died(23).past(&[since(&COPD, 2009), since(&HEART_FAILURE, 2023), since(&PNEUMONIA, 2025), Jabs])
        .meets(&[(Cardiology, -75, Completed, "Heart failure")]),
    Shape::new("Horvat", "Mia", Female, On(2020, 10, 12))
        .phones(&["040 555 640 3312"]).kin("Ivana Horvat", "Mother", "040 555 640 3312").said(None).past(&[Childhood, since(&COLD, 2024)])
        .meets(&[(Paediatrics, -1, Completed, "Fever"), (Paediatrics, 1, Booked, "Control of the ear")]),
    Shape::new("Brown", "Thomas", Male, On(1955, 8, 30))
        .title("Mr").phones(&["040 555 220 0871"]).email("t.brown@mail.example").speaks("en").said(These(&[(FISH, 2013)]))
        .past(&[since(&INFARCTION, 2021), since(&HYPERTENSION, 2009), since(&DIABETES, 2012), Jabs])
        .meets(&[(Cardiology, 0, Booked, "After infarction"), (Cardiology, -120, Completed, "After infarction")]),
    Shape::new("Vega", "Carmen", Female, On(1969, 5, 2))
        .phones(&["040 555 733 2265"]).speaks("es").said(These(&[(PENICILLIN, 1988)])).past(&[since(&BREAST_CANCER, 2022), since(&REFLUX, 2019), Jabs])
        .meets(&[(Cardiology, 0, Booked, "Echo before therapy"), (General, -33, Completed, "Aftercare")]),
    Shape::new("García", "Lucía", Female, On(1995, 2, 20))
        .phones(&["040 555 733 8080"]).email("lucia.garcia@mail.example").speaks("es").said(None).past(&[Pregnant(31), since(&CHECK_UP, 2023), Jabs])
        .meets(&[(General, 2, Booked, "Antenatal visit, week 32"), (General, -26, Completed, "Antenatal visit")]),
    Shape::new("Fernández", "Iker", Male, On(2008, 11, 4))
        .phones(&["040 555 733 4471"]).speaks("es").kin("Begoña Fernández", "Mother", "040 555 733 4471").said(TheseLastOutgrown(&[(PEANUT, 2010), (EGG, 2009)]))
        .past(&[Childhood, since(&ASTHMA, 2014), since(&WRIST, 2023)])
        .meets(&[(Paediatrics, 0, Arrived, "Asthma control"), (Orthopaedics, -44, Completed, "Wrist, control")]),
    Shape::new("王", "伟", Male, On(1979, 3, 21))
        .phones(&["040 555 808 6612"]).speaks("zh").said(None).past(&[since(&DIABETES, 2018), since(&CHECK_UP, 2020)])
        .meets(&[(General, 0, Booked, "Diabetes"), (Cardiology, -29, NoShow, "ECG")]),
    Shape::new("田中", "さくら", Female, On(1998, 4, 3))
        .phones(&["040 555 808 4403"]).speaks("ja").said(NotAsked).past(&[since(&CHECK_UP, 2025)]).meets(&[(Dermatology, 0, Booked, "Mole check")]),
    Shape::new("शर्मा", "अनीता", Female, On(1972, 11, 11))
        .phones(&["040 555 917 7021"]).speaks("hi").said(These(&[(AMOXICILLIN, 2016)])).past(&[since(&DIABETES, 2010), since(&THYROID, 2013), since(&HYPERTENSION, 2015), Jabs])
        .meets(&[(Cardiology, 3, Booked, "ECG and pressure"), (General, -12, Completed, "Diabetes")]),
    Shape::new("כהן", "יעל", Female, On(1986, 6, 9))
        .phones(&["040 555 600 9186"]).speaks("he").said(None).past(&[since(&MIGRAINE, 2009), since(&BLADDER, 2025), Jabs])
        .meets(&[(General, 0, Completed, "Burning when passing water")]),
    Shape::new("Παπαδόπουλος", "Νίκος", Male, On(1951, 12, 6))
        .phones(&["040 555 511 1951"]).speaks("el").said(None).past(&[since(&FIBRILLATION, 2019), since(&STROKE, 2023), since(&HYPERTENSION, 2001), Jabs])
        .meets(&[(Cardiology, -5, Completed, "Rhythm"), (Cardiology, 84, Booked, "Rhythm")]),
    Shape::new("Петрова", "Ирина", Female, On(1963, 9, 17))
        .phones(&["040 555 377 6309"]).speaks("ru").said(These(&[(MITES, 2001), (CATS, 2001)])).past(&[since(&ASTHMA, 2001), since(&HYPERTENSION, 2016), Jabs])
        .meets(&[(Cardiology, -14, Completed, "Pressure"), (General, 6, Booked, "Asthma")]),
    Shape::new("Бондаренко", "Соломія", Female, On(2001, 8, 24))
        .phones(&["040 555 377 2408"]).speaks("uk").said(None).past(&[Pregnant(14), since(&CHECK_UP, 2024)]).meets(&[(General, 0, Booked, "Antenatal visit")]),
    Shape::new("Rossi", "Paolo", Male, On(1949, 10, 25))
        .phones(&["040 555 264 2510"]).speaks("it").said(None)
        .past(&[Dialysis(2022), since(&HYPERTENSION, 1998), since(&DIABETES, 2003), since(&GOUT, 2011), since(&CATARACT, 2019), Jabs])
        .meets(&[(Nephrology, 0, Booked, "Fistula, control"), (Nephrology, -30, Completed, "Dialysis round"), (Cardiology, -40, Completed, "Echo")]),
    Shape::new("Popescu", "Andrei", Male, On(1993, 7, 1))
        .phones(&["040 555 482 9307"]).speaks("ro").said(None).past(&[since(&BACK, 2025), since(&CHECK_UP, 2023)]).meets(&[(Orthopaedics, 0, Booked, "Back pain")]),
    Shape::new("Larsen", "Ida", Female, On(1958, 1, 30))
        .phones(&["040 555 159 3001"]).speaks("da").said(These(&[(LATEX, 2012)])).past(&[since(&ARTHRITIS, 2012), since(&OSTEOPOROSIS, 2020), Jabs])
        .meets(&[(General, -3, Completed, "Arthritis"), (Cardiology, 9, Cancelled, "ECG")]),
    Shape::new("Khan", "Fatima", Female, On(1988, 12, 15))
        .phones(&["040 555 921 8812"]).speaks("ur").said(None).past(&[since(&IRON, 2024), since(&THYROID, 2021)]).meets(&[(General, 0, Arrived, "Tired")]),
    Shape::new("Jensen", "Freja", Female, On(2013, 3, 8))
        .phones(&["040 555 159 0803"]).speaks("da").kin("Søren Jensen", "Father", "040 555 159 0803").said(These(&[(PEANUT, 2016)]))
        .past(&[Childhood, since(&ECZEMA, 2014), since(&ATTENTION, 2022)]).meets(&[(Paediatrics, 10, Booked, "School, attention")]),
    Shape::new("Ferreira", "Inês", Female, On(1977, 5, 13))
        .phones(&["040 555 284 7705"]).speaks("pt").said(None).past(&[since(&DEPRESSION, 2023), since(&MIGRAINE, 2001)]).meets(&[(General, -7, Completed, "Low mood"), (General, 7, Booked, "Low mood")]),
    Shape::new("Doyle", "Sean", Male, On(1959, 8, 30))
        .title("Mr").phones(&["040 555 702 5908"]).speaks("en").said(These(&[(PENICILLIN, 1971)])).past(&[since(&COPD, 2013), since(&PNEUMONIA, 2024), since(&HYPERTENSION, 2010), Jabs])
        .meets(&[(Cardiology, 0, Booked, "Short of breath"), (General, -19, Completed, "COPD")]),
    Shape::new("Bauer", "Tom", Male, On(2010, 6, 18))
        .phones(&["040 555 330 1806"]).kin("Sabine Bauer", "Mother", "040 555 330 1806").said(None).past(&[Childhood, since(&DIABETES_1, 2019)])
        .meets(&[(Paediatrics, 0, Booked, "Diabetes"), (Paediatrics, -91, Completed, "Diabetes")]),
    Shape::new("Bauer", "Sabine", Female, On(1982, 9, 9)).phones(&["040 555 330 1806"]).said(None).past(&[since(&CHECK_UP, 2024)]).meets(&[(General, -200, Completed, "Check-up")]),
    Shape::new("Amadi", "Chidi", Male, On(1997, 10, 2)).phones(&["040 555 468 0210"]).speaks("en").said(None).past(&[since(&EPILEPSY, 2015)])
        .meets(&[(General, 12, Booked, "Epilepsy"), (Cardiology, -8, Cancelled, "ECG")]),
    Shape::new("Silva", "Beatriz", Female, On(1966, 4, 7)).phones(&["040 555 284 0704"]).speaks("pt").said(None).past(&[since(&HYPERTENSION, 2018), Jabs])
        .meets(&[(Cardiology, -2, Completed, "Blood pressure")]),
    Shape::new("Silva", "João", Male, On(1964, 1, 19)).phones(&["040 555 284 0704"]).speaks("pt").said(NotAsked).past(&[since(&KNEE, 2021)]).meets(&[(Orthopaedics, 1, Booked, "Knee")]),
    Shape::new("Rahman", "Nadia", Female, On(1992, 2, 29)).phones(&["040 555 921 2902"]).speaks("bn").said(None).past(&[since(&CHECK_UP, 2025)])
        .meets(&[(General, -1, NoShow, "Check-up")]),
    Shape::new("O’Neill", "Siobhán", Female, On(1944, 3, 17))
        .phones(&["040 555 702 1703"]).speaks("en").kin("Aoife Murphy", "Daughter", "040 555 702 4477").said(These(&[(FISH, 1996), (SHELLFISH, 2003)]))
        .past(&[since(&ALZHEIMER, 2022), since(&HIP, 2024), since(&OSTEOPOROSIS, 2012), since(&FIBRILLATION, 2017), Jabs])
        .meets(&[(General, 0, Booked, "Memory clinic"), (Orthopaedics, -65, Completed, "Hip, control"), (Cardiology, -150, Completed, "Rhythm")]),
    Shape::new("Murphy", "Aoife", Female, On(1973, 1, 6)).phones(&["040 555 702 4477"]).speaks("en").said(None).past(&[since(&REFLUX, 2020)]),
    Shape::new("Novák", "Jana", Female, On(1953, 7, 14)).phones(&["040 555 613 1407"]).speaks("cs").said(None).past(&[since(&PARKINSON, 2019), since(&CATARACT, 2022), Jabs])
        .meets(&[(General, 3, Booked, "Parkinson")]),
    Shape::new("Nguyễn", "Minh Anh", Female, On(2003, 9, 2)).called("Mina").phones(&["040 555 845 0209"]).speaks("vi").said(None).past(&[since(&HAY_FEVER, 2016), since(&ECZEMA, 2018)])
        .meets(&[(Dermatology, -6, Completed, "Eczema"), (Dermatology, 15, Booked, "Eczema")]),
    Shape::new("Lindqvist", "Astrid", Female, On(1932, 11, 14)).phones(&["040 555 159 1411"]).speaks("sv").said(These(&[(PENICILLIN, 1950)]))
        .past(&[since(&HEART_FAILURE, 2020), since(&FIBRILLATION, 2015), since(&HIP, 2021), since(&CATARACT, 2014), since(&BLADDER, 2025), Jabs])
        .meets(&[(Cardiology, 0, Booked, "Heart failure"), (Cardiology, -35, Completed, "Heart failure")]),
    Shape::new("Kowalska", "Lena", Female, On(2023, 4, 28)).phones(&["040 555 118 2804"]).speaks("pl").kin("Ewa Kowalska", "Mother", "040 555 118 2804").said(NotAsked)
        .past(&[Childhood, since(&OTITIS, 2024)]).meets(&[(Paediatrics, 0, Booked, "Vaccination")]),
    Shape::new("Haddad", "Rima", Female, On(1956, 2, 12)).phones(&["040 555 420 1202"]).speaks("ar").said(None).past(&[since(&DIABETES, 2005), since(&INFARCTION, 2018), Jabs])
        .meets(&[(Cardiology, 2, Booked, "After infarction"), (Cardiology, -90, Completed, "After infarction")]),
    Shape::new("Fischer", "Mara", Female, On(1999, 12, 24)).phones(&["040 555 330 2412"]).said(These(&[(CATS, 2008), (GRASS, 2012)])).past(&[since(&ASTHMA, 2008), since(&CHECK_UP, 2025)])
        .meets(&[(General, 0, NoShow, "Asthma")]),
    Shape::new("Dubois", "Chloé", Female, On(2016, 5, 5)).phones(&["040 555 671 0505"]).speaks("fr").kin("Hélène Dubois", "Mother", "040 555 671 0505").said(None)
        .past(&[Childhood, since(&WRIST, 2025)]).meets(&[(Orthopaedics, -10, Completed, "Wrist, cast off")]),
    Shape::new("Costa", "Davi", Male, DaysAgo(41)).phones(&["040 555 284 4141"]).speaks("pt").kin("Graça Costa", "Mother", "040 555 284 4141").said(NotAsked).past(&[Childhood])
        .meets(&[(Paediatrics, -36, Completed, "Newborn visit"), (Paediatrics, 2, Booked, "First vaccination")]),
    Shape::new("Bianchi", "Sofia", Female, On(1990, 10, 10)).phones(&["040 555 264 1010"]).speaks("it").said(None).past(&[since(&DEPRESSION, 2020), since(&CHECK_UP, 2022)]),
    Shape::new("Þórsdóttir", "Guðrún", Female, On(1978, 6, 17)).phones(&["040 555 159 1706"]).speaks("is").said(None).past(&[since(&THYROID, 2008), since(&BACK, 2024)])
        .meets(&[(Orthopaedics, 4, Booked, "Back")]),
    Shape::new("Yıldız", "Elif", Female, On(1994, 4, 23)).phones(&["040 555 555 2304"]).speaks("tr").said(None).past(&[Pregnant(23)])
        .meets(&[(General, 1, Booked, "Antenatal visit, week 24"), (Cardiology, 11, Requested, "Palpitations")]),
    Shape::new("Kaya", "Deniz", Other, On(2000, 1, 31)).called("Deniz").phones(&["040 555 555 3101"]).speaks("tr").said(None).past(&[since(&MIGRAINE, 2018)])
        .meets(&[(General, 5, Booked, "Headache")]),
    Shape::new("Weber", "Jonas", Male, On(1971, 3, 3)).phones(&["040 555 330 0303"]).said(None).past(&[since(&HYPERTENSION, 2020), since(&REFLUX, 2015)])
        .meets(&[(Cardiology, 1, Booked, "Blood pressure"), (Cardiology, -180, Completed, "Blood pressure")]),
    Shape::new("Weber", "Jonas", Male, On(1971, 3, 30)).phones(&["040 555 331 3003"]).notes("Not the Jonas Weber born on 3 March").said(These(&[(ASPIRIN, 2011)])).past(&[since(&GOUT, 2016)])
        .meets(&[(General, -16, Completed, "Big toe")]),
    Shape::new("Schäfer", "Uwe", Male, On(1946, 5, 8)).phones(&["040 555 330 0805"]).said(None).past(&[since(&PARKINSON, 2016), since(&KNEE, 2005), since(&CATARACT, 2017), Jabs])
        .meets(&[(General, 0, Completed, "Parkinson")]),
    Shape::new("Haas", "Emil", Male, On(1936, 12, 1)).phones(&["040 555 330 0112"]).said(None).archived().past(&[since(&STROKE, 2012), since(&PNEUMONIA, 2016)]),
    Shape::new("Diallo", "Aïssatou", Female, About(34)).phones(&["040 555 671 3434"]).speaks("fr").notes("Birth date not known; interpreter: French").said(NotAsked)
        .meets(&[(General, 0, Booked, "First visit")]),
    Shape::new("Unbekannt", "", Male, About(50)).bare().notes("Brought in without papers; found at the harbour").said(NotAsked).meets(&[(General, -1, Completed, "Found unconscious, sugar low")]),
    Shape::new("Berg", "Nora", Female, On(2006, 2, 14)).phones(&["040 555 159 1402"]).speaks("nb").said(None).past(&[Childhood, since(&APPENDIX, 2022)]),
    Shape::new("Ali", "Yusuf", Male, On(1985, 11, 20)).phones(&["040 555 420 2011"]).speaks("so").said(None).past(&[since(&BACK, 2023), since(&CHECK_UP, 2024)])
        .meets(&[(Orthopaedics, -4, NoShow, "Back")]),
    Shape::new("Adeyemi", "Tobi", Male, On(2015, 7, 7)).phones(&["040 555 468 0707"]).speaks("en").kin("Temitope Adeyemi", "Mother", "040 555 468 0707").said(These(&[(BEES, 2023)]))
        .past(&[Childhood, since(&OTITIS, 2017), since(&COLD, 2023)]).meets(&[(Paediatrics, 0, Booked, "Bee sting, control")]),
    Shape::new("حسینی", "زهرا", Female, On(1967, 3, 21)).phones(&["040 555 424 2103"]).speaks("fa").said(None).past(&[since(&ARTHRITIS, 2017), Jabs]).meets(&[(General, 13, Booked, "Arthritis")]),
    Shape::new("김", "민준", Male, On(1989, 5, 15)).phones(&["040 555 808 1505"]).speaks("ko").said(None).past(&[since(&CHECK_UP, 2025), since(&COLD, 2023)])
        .meets(&[(General, -2, Completed, "Check-up")]),
];
