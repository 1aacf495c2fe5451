//! Invented people's names: common given and family names in the scripts a European hospital meets, combined by dice.

use std::sync::LazyLock;

/// Where a name comes from: enough to write it, and to guess which language the person speaks.
#[derive(Debug)]
pub struct Culture {
    /// BCP 47 tag of the language most probably spoken.
    pub language: &'static str,
    /// How often it is drawn, in parts of the sum.
    pub weight: u64,
    /// Given names of women.
    pub women: Vec<&'static str>,
    /// Given names of men.
    pub men: Vec<&'static str>,
    /// Family names; where they decline, `man/woman`.
    pub families: Vec<&'static str>,
    /// Second given names are usual, and written after a blank.
    pub middle: bool,
    /// Two family names, joined by this.
    pub double: Option<&'static str>,
}

/// All cultures, drawn by weight.
pub static CULTURES: LazyLock<Vec<Culture>> = LazyLock::new(|| {
    TABLE
        .iter()
        .map(|row| Culture {
            language: row.0,
            weight: row.1,
            middle: row.2,
            double: (!row.3.is_empty()).then_some(row.3),
            women: row.4.split(", ").collect(),
            men: row.5.split(", ").collect(),
            families: row.6.split(", ").collect(),
        })
        .collect()
});

/// Sum of the weights of [`CULTURES`].
pub static WEIGHTS: LazyLock<u64> = LazyLock::new(|| CULTURES.iter().map(|culture| culture.weight).sum());

impl Culture {
    /// The family name as a woman or a man bears it.
    #[must_use]
    pub fn family_of(family: &'static str, woman: bool) -> &'static str {
        match family.split_once('/') {
            Some((_, hers)) if woman => hers,
            Some((his, _)) => his,
            None => family,
        }
    }
}

type Row = (&'static str, u64, bool, &'static str, &'static str, &'static str, &'static str);

/// language, weight, second given names, joint of double family names, women, men, families
const TABLE: &[Row] = &[
    (
        "de",
        300,
        true,
        "-",
        "Anna, Lena, Mara, Lotte, Greta, Johanna, Käthe, Sophie, Emilia, Frieda, Helga, Ingrid, Renate, Ursula, Monika, Petra, Sabine, Birgit, Katrin, Jule, Nele, Paula, Ida, Martha, Rosa, Wiebke, Antje, Gisela",
        "Jonas, Emil, Uwe, Tom, Karl, Friedrich, Hans, Jürgen, Götz, Sören, Björn, Matthias, Stefan, Klaus, Dieter, Rainer, Lukas, Felix, Moritz, Anton, Theo, Bruno, Otto, Heinz, Werner, Torsten, Jannik, Malte",
        "Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Werner, Krause, Lehmann, Köhler, Maier, Huber, Fuchs, Voß, Groß, Strauß, Jäger, Böhm, Vogel, Haas, Lindner",
    ),
    (
        "en",
        70,
        true,
        "-",
        "Olivia, Amelia, Isla, Ava, Grace, Freya, Aoife, Siobhán, Niamh, Caoimhe, Margaret, Dorothy, Joan, Susan, Karen, Emma, Charlotte, Eilidh, Róisín, Harriet",
        "Thomas, Oliver, George, Noah, Arthur, Sean, Cormac, Pádraig, Ciarán, Callum, William, Henry, Alfie, Jack, Robert, David, Alan, Ewan, Rhys, Owen",
        "Brown, Smith, Jones, Taylor, Davies, Evans, O’Neill, O’Brien, Murphy, Doyle, Byrne, Walsh, Campbell, MacDonald, Stewart, Hughes, Griffiths, Ní Bhriain, Ashworth, Whitfield, Kerr, Nolan",
    ),
    (
        "sr-Latn",
        40,
        false,
        "",
        "Ana, Jelena, Milica, Rada, Ivana, Katarina, Dragana, Nada, Mirjana, Vesna, Tijana, Mia, Lucija, Željka, Đurđica",
        "Luka, Ante, Marko, Nikola, Stjepan, Željko, Đorđe, Goran, Ivan, Miloš, Zoran, Dušan, Tomislav, Hrvoje, Čedomir",
        "Marković, Jovanović, Petrović, Nikolić, Kovač, Horvat, Babić, Jurić, Đurić, Živković, Šarić, Čović, Pavlović, Marčić, Knežević, Perić",
    ),
    (
        "pl",
        60,
        true,
        "-",
        "Zofia, Lena, Agnieszka, Małgorzata, Katarzyna, Barbara, Ewa, Krystyna, Elżbieta, Łucja, Maja, Hanna, Wiesława, Grażyna, Żaneta",
        "Henryk, Jan, Piotr, Paweł, Łukasz, Michał, Stanisław, Krzysztof, Tomasz, Wojciech, Zbigniew, Józef, Grzegorz, Mikołaj, Rafał",
        "Nowak, Kowalski/Kowalska, Wiśniewski/Wiśniewska, Wójcik, Kamiński/Kamińska, Lewandowski/Lewandowska, Zieliński/Zielińska, Szymański/Szymańska, Woźniak, Dąbrowski/Dąbrowska, Kozłowski/Kozłowska, Jabłoński/Jabłońska, Świątek, Żak, Gołąb",
    ),
    (
        "cs",
        25,
        false,
        "",
        "Jana, Věra, Kateřina, Lucie, Tereza, Eliška, Zdeňka, Božena, Jiřina, Růžena",
        "Jiří, Ondřej, Tomáš, Petr, Václav, Zdeněk, Jaroslav, Matěj, Řehoř, Bohuslav",
        "Novák/Nováková, Svoboda/Svobodová, Dvořák/Dvořáková, Černý/Černá, Procházka/Procházková, Kučera/Kučerová, Veselý/Veselá, Horák/Horáková, Říha/Říhová, Žižka/Žižková, Šťastný/Šťastná",
    ),
    (
        "hu",
        15,
        false,
        "",
        "Ágnes, Erzsébet, Zsófia, Ilona, Éva, Katalin, Piroska, Tünde, Gyöngyi, Csilla",
        "László, Gábor, István, Zoltán, Attila, Tamás, György, Sándor, Lőrinc, Ödön",
        "Nagy, Kovács, Tóth, Szabó, Horváth, Varga, Kiss, Molnár, Németh, Farkas, Szűcs, Erdős, Győri",
    ),
    (
        "ro",
        25,
        true,
        "-",
        "Andreea, Ioana, Maria, Elena, Ștefania, Mihaela, Ileana, Anca, Brândușa, Țuca",
        "Andrei, Ion, Mihai, Ștefan, Cătălin, Răzvan, Gheorghe, Vasile, Lucențiu, Bogdan",
        "Popescu, Ionescu, Dumitru, Stoica, Gheorghiu, Rusu, Munteanu, Țurcanu, Șerban, Bălan, Câmpeanu, Păun",
    ),
    (
        "tr",
        80,
        true,
        "",
        "Elif, Aylin, Zeynep, Ayşe, Fatma, Şule, Gülşen, Özlem, Çiğdem, Deniz, Ela, Nur, Sevgi, İpek, Iraz",
        "Mehmet, Mustafa, Ahmet, Emre, Oğuz, Barış, Çağlar, Ömer, Yiğit, Işık, İlker, Kerem, Uğur, Şahin, Tuğrul",
        "Yılmaz, Kaya, Demir, Çelik, Şahin, Yıldız, Yıldırım, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Çetin, Koç, Güneş, Işık, Uçar",
    ),
    (
        "vi",
        25,
        false,
        "",
        "Thị Hoa, Thị Mai, Minh Anh, Thu Hà, Ngọc Lan, Bích Thủy, Thị Hằng, Quỳnh Như",
        "Văn Hùng, Quốc Bảo, Minh Đức, Hữu Phước, Đình Khôi, Anh Tuấn, Văn Thắng, Gia Huy",
        "Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý",
    ),
    (
        "es",
        35,
        true,
        " ",
        "Carmen, Lucía, María, Begoña, Inés, Sofía, Pilar, Ángeles, Ximena, Itziar, Montserrat, Noelia",
        "Pablo, Iker, Álvaro, José, Ramón, Íñigo, Joaquín, Andrés, Martín, Sebastián, Óscar, Raúl",
        "García, Fernández, González, Rodríguez, López, Martínez, Sánchez, Pérez, Gómez, Núñez, Ibáñez, Vega, Ruiz, Muñoz, Peña, Ordóñez",
    ),
    (
        "pt",
        30,
        true,
        " ",
        "Beatriz, Inês, Conceição, Luísa, Graça, Joana, Mafalda, Fátima, Iracema, Débora",
        "João, Davi, Gonçalo, Tomás, Simão, Luís, Sebastião, Vítor, Caetano, Inácio",
        "Silva, Ferreira, Costa, Santos, Oliveira, Pereira, Araújo, Gonçalves, Magalhães, Conceição, Brandão, Simões, Leitão",
    ),
    (
        "fr",
        35,
        true,
        "-",
        "Chloé, Jade, Aïssatou, Léa, Zoé, Élodie, Hélène, Geneviève, Océane, Maëlle, Noëlle, Françoise",
        "Luc, François, Jérôme, Loïc, Gaël, Étienne, Noé, Théo, Benoît, Cédric, Maël, Rémi",
        "Dubois, Moreau, Petit, Lefèvre, Bézier, Rousseau, Garçon, Müntz, Château, Hébert, L’Hôte, Gérard, Noël, Bœuf",
    ),
    (
        "it",
        40,
        true,
        "",
        "Sofia, Giulia, Chiara, Lucia, Paola, Teresa, Ginevra, Nicolò, Fiammetta, Rosaria",
        "Paolo, Nicolò, Giuseppe, Matteo, Lorenzo, Salvatore, Niccolò, Gaetano, Ettore, Cosimo",
        "Rossi, Bianchi, Ferrari, Esposito, Ricci, D’Angelo, Dell’Acqua, Niccolai, Forlì, Cantù, Bellini, Greco",
    ),
    (
        "da",
        25,
        true,
        "",
        "Freja, Ida, Oda, Astrid, Sørine, Åse, Bjørg, Guðrún, Þóra, Ragnheiður, Ylva, Märta",
        "Søren, Jørgen, Åge, Bjørn, Håkon, Øyvind, Þorsteinn, Sæmundur, Lars, Göran, Pär, Knút",
        "Jensen, Hansen, Larsen, Lindqvist, Sørensen, Jørgensen, Ødegård, Ångström, Bjørnsson, Þórðarson/Þórðardóttir, Sæbø, Berg, Nyström",
    ),
    (
        "lt",
        12,
        false,
        "",
        "Rūta, Žydrė, Eglė, Līga, Ilze, Aušra, Kärt, Õnne, Gunārs, Jūratė",
        "Jānis, Žygimantas, Šarūnas, Ģirts, Ķeizars, Tõnu, Ülo, Andrius, Mārtiņš, Žilvinas",
        "Kazlauskas/Kazlauskienė, Žukauskas/Žukauskienė, Bērziņš/Bērziņa, Kalniņš/Kalniņa, Ozols/Ozola, Õunapuu, Mägi, Šimkus/Šimkienė",
    ),
    (
        "ha",
        30,
        true,
        "",
        "Ngozi, Chidinma, Temitope, Adaeze, Ọmọlará, Ìfẹ́, Amina, Abena, Akosua, Efua, Zainab, Ṣadé",
        "Samuel, Chidi, Kwame, Tobi, Kofi, Babátúndé, Ọládélé, Emeka, Yusuf, Sékou, Ìdòwú, Ṣẹ́gun",
        "Okafor, Okonkwo, Adeyemi, Mensah, Diallo, Amadi, Ojo, Eze, Ọláyínká, Adébáyọ̀, Ṣówándé, Owusu, Traoré, N’Diaye, Boateng",
    ),
    (
        "hi-Latn",
        25,
        false,
        "",
        "Nadia, Fatima, Priya, Anjali, Kavita, Sunita, Meera, Rukhsana, Harpreet, Lakshmi",
        "Arjun, Ravi, Imran, Vikram, Sanjay, Gurpreet, Rahul, Farhan, Suresh, Manoj",
        "Rahman, Khan, Singh, Patel, Sharma, Gupta, Iyer, Hossain, Reddy, Kaur, Chowdhury, Das",
    ),
    (
        "el",
        35,
        false,
        "",
        "Ειρήνη, Μαρία, Ελένη, Αικατερίνη, Σοφία, Δήμητρα, Αγγελική, Ιωάννα, Χρυσούλα, Ευαγγελία",
        "Νίκος, Γιώργος, Δημήτρης, Κωνσταντίνος, Ιωάννης, Παναγιώτης, Χρήστος, Σπύρος, Ηλίας, Θεόδωρος",
        "Παπαδόπουλος/Παπαδοπούλου, Γεωργίου, Νικολάου, Οικονόμου, Παπαδάκης/Παπαδάκη, Δημητρίου, Καραγιάννης/Καραγιάννη, Βλάχος/Βλάχου, Ιωαννίδης/Ιωαννίδου, Χατζής/Χατζή",
    ),
    (
        "ru",
        60,
        false,
        "",
        "Ирина, Анна, Елена, Ольга, Наталья, Светлана, Екатерина, Юлия, Ксения, Людмила, Алёна, Зоя",
        "Иван, Алексей, Дмитрий, Сергей, Николай, Фёдор, Юрий, Пётр, Артём, Григорий, Семён, Игорь",
        "Петров/Петрова, Иванов/Иванова, Смирнов/Смирнова, Кузнецов/Кузнецова, Соловьёв/Соловьёва, Васильев/Васильева, Щербаков/Щербакова, Воробьёв/Воробьёва, Жуков/Жукова, Королёв/Королёва, Цой, Белый/Белая",
    ),
    (
        "uk",
        40,
        false,
        "",
        "Олена, Оксана, Ганна, Соломія, Юлія, Ірина, Мар’яна, Злата, Єва, Ґалина",
        "Тарас, Олексій, Андрій, Ярослав, Володимир, Євген, Ігор, Юрій, Лук’ян, Всеволод",
        "Шевченко, Бондар, Коваленко, Ткаченко, Кравець, Мельник, Поліщук, Їжак, Євтушенко, Ґудзь, Лисенко",
    ),
    (
        "sr",
        20,
        false,
        "",
        "Ана, Јелена, Милица, Љубица, Невена, Ђурђа, Јована, Наташа",
        "Марко, Никола, Ђорђе, Љубомир, Вељко, Јован, Душан, Урош",
        "Марковић, Јовановић, Петровић, Ђурић, Његош, Живковић, Пауновић, Џаковић, Ћирић",
    ),
    (
        "ar",
        70,
        false,
        "",
        "فاطمة, عائشة, مريم, نور, ليلى, سلمى, هدى, زينب, رنا, ياسمين, خديجة, آمنة",
        "محمد, أحمد, علي, حسن, يوسف, إبراهيم, خالد, عمر, مصطفى, سامي, كريم, عبد الرحمن",
        "العلي, الحسن, حداد, منصور, الخطيب, سليمان, النجار, الشامي, عبد الله, قاسم, درويش, الأحمد, المصري",
    ),
    (
        "fa",
        20,
        false,
        "",
        "زهرا, مریم, نرگس, پریسا, شیرین, لیلا, ژاله, گلناز",
        "رضا, علی, حسین, کوروش, بهرام, داریوش, پویا, سهراب",
        "حسینی, رضایی, کریمی, محمدی, احمدی, پورمند, گودرزی, چراغی",
    ),
    (
        "he",
        20,
        false,
        "-",
        "יעל, נועה, תמר, מיכל, שרה, רבקה, אסתר, הדר",
        "דניאל, יוסף, משה, אברהם, איתן, נועם, יהודה, אריאל",
        "כהן, לוי, מזרחי, פרץ, ביטון, דהן, אברהם, פרידמן, שפירא, ברק",
    ),
    (
        "hi",
        30,
        false,
        "",
        "अनीता, प्रिया, सुनीता, कविता, लक्ष्मी, गीता, रेखा, श्रद्धा, ऐश्वर्या, ज्योति",
        "अर्जुन, राहुल, विक्रम, संजय, कृष्ण, मनोज, अमित, दीपक, हृषिकेश, श्रीनिवास",
        "शर्मा, वर्मा, गुप्ता, सिंह, मिश्रा, त्रिपाठी, अग्रवाल, जोशी, क्षत्रिय, द्विवेदी",
    ),
    (
        "zh",
        45,
        false,
        "",
        "伟, 芳, 秀英, 娜, 静, 丽, 婷婷, 雪梅, 欣怡, 雨桐",
        "强, 磊, 军, 勇, 杰, 涛, 浩然, 宇轩, 建国, 子墨",
        "王, 李, 张, 刘, 陈, 杨, 黄, 赵, 吴, 周, 欧阳, 司马",
    ),
    (
        "ja",
        20,
        false,
        "",
        "さくら, 陽菜, 花子, 美咲, あかり, 由美子, 恵子, 結衣",
        "蓮, 太郎, 大翔, 健一, 翔太, 一郎, 誠, 悠真",
        "田中, 佐藤, 鈴木, 高橋, 伊藤, 渡辺, 山本, 中村, 小林, 斎藤",
    ),
    (
        "ko",
        15,
        false,
        "",
        "서연, 지우, 민서, 하은, 영희, 수진, 은정, 지혜",
        "민준, 서준, 도윤, 지훈, 영수, 성호, 준호, 현우",
        "김, 이, 박, 최, 정, 강, 조, 윤, 장, 남궁",
    ),
];
