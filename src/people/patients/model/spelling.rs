//! The letters of other scripts, and Latin ones with marks, in the one spelling that [`super::fold`] compares.

use unicode_normalization::char::is_combining_mark;

use super::fold::Custom;

/// What a letter becomes.
pub(super) enum Spelled {
    Text(&'static str),
    Letter(char),
    Nothing,
    /// The end of a word.
    Break,
    /// A letter with marks or a compatibility form: look at what it is made of.
    Parts,
}

/// Two letters that are one sound, decided before either is folded alone.
pub(super) fn digraph(c: char, next: Option<char>, word_start: bool) -> Option<&'static str> {
    let low = |c: char| c.to_lowercase().next().unwrap_or(c);
    match (low(c), low(next?)) {
        ('ο', 'υ' | 'ύ') => Some("ou"),
        ('α', 'υ' | 'ύ') => Some("av"),
        ('ε', 'υ' | 'ύ') => Some("ev"),
        ('γ', 'γ') => Some("ng"),
        ('μ', 'π') if word_start => Some("b"),
        ('ν', 'τ') if word_start => Some("d"),
        _ => None,
    }
}

/// What one letter becomes by a custom.
pub(super) fn spell(c: char, custom: Custom) -> Spelled {
    let spelled = custom == Custom::Spelled;
    let pick = |plain: &'static str, long: &'static str| Spelled::Text(if spelled { long } else { plain });
    match c {
        'ä' | 'Ä' => pick("a", "ae"),
        'ö' | 'Ö' => pick("o", "oe"),
        'ü' | 'Ü' => pick("u", "ue"),
        'ø' | 'Ø' => pick("o", "oe"),
        'å' | 'Å' => pick("a", "aa"),
        'đ' | 'Đ' => pick("d", "dj"),
        'ð' | 'Ð' => Spelled::Text("d"),
        'þ' | 'Þ' => Spelled::Text("th"),
        'ß' | 'ẞ' => Spelled::Text("ss"),
        'æ' | 'Æ' => Spelled::Text("ae"),
        'œ' | 'Œ' => Spelled::Text("oe"),
        'ł' | 'Ł' => Spelled::Text("l"),
        'ħ' | 'Ħ' => Spelled::Text("h"),
        'ı' | 'İ' => Spelled::Text("i"),
        'ŋ' | 'Ŋ' => Spelled::Text("ng"),
        'ə' | 'Ə' => Spelled::Text("e"),
        _ => match cyrillic(c, spelled).or_else(|| greek(c)) {
            Some(text) => Spelled::Text(text),
            None => other(c),
        },
    }
}

fn cyrillic(c: char, spelled: bool) -> Option<&'static str> {
    let pick = |plain, long| Some(if spelled { long } else { plain });
    match c.to_lowercase().next()? {
        'а' => Some("a"),
        'б' => Some("b"),
        'в' => Some("v"),
        'г' | 'ґ' => Some("g"),
        'д' => Some("d"),
        'ђ' => pick("d", "dj"),
        'ѓ' => pick("g", "gj"),
        'е' | 'э' | 'є' => Some("e"),
        'ё' => pick("e", "yo"),
        'ж' => pick("z", "zh"),
        'з' | 'ѕ' => Some("z"),
        'и' | 'і' => Some("i"),
        'ы' => pick("i", "y"),
        'ї' => pick("i", "yi"),
        'й' => pick("j", "y"),
        'ј' => Some("j"),
        'к' | 'қ' => Some("k"),
        'л' => Some("l"),
        'љ' => Some("lj"),
        'м' => Some("m"),
        'н' => Some("n"),
        'њ' => Some("nj"),
        'ң' => Some("ng"),
        'о' | 'ө' => Some("o"),
        'п' => Some("p"),
        'р' => Some("r"),
        'с' => Some("s"),
        'т' => Some("t"),
        'ћ' => Some("c"),
        'ќ' => pick("k", "kj"),
        'у' | 'ү' | 'ұ' => Some("u"),
        'ў' => pick("u", "w"),
        'ф' => Some("f"),
        'х' | 'һ' => pick("h", "kh"),
        'ц' => pick("c", "ts"),
        'ч' => pick("c", "ch"),
        'џ' => Some("dz"),
        'ш' => pick("s", "sh"),
        'щ' => pick("sc", "shch"),
        'ъ' | 'ь' | 'ʼ' => Some(""),
        'ю' => pick("ju", "yu"),
        'я' => pick("ja", "ya"),
        'ә' => Some("a"),
        _ => None,
    }
}

fn greek(c: char) -> Option<&'static str> {
    Some(match c.to_lowercase().next()? {
        'α' | 'ά' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' | 'έ' => "e",
        'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

fn other(c: char) -> Spelled {
    match c {
        // Arabic: one alef, yeh, heh, kaf and waw.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => Spelled::Text("\u{627}"),
        '\u{624}' => Spelled::Text("\u{648}"),
        '\u{626}' | '\u{649}' | '\u{6CC}' | '\u{6D2}' => Spelled::Text("\u{64A}"),
        '\u{629}' | '\u{6C1}' | '\u{6D5}' => Spelled::Text("\u{647}"),
        '\u{6A9}' => Spelled::Text("\u{643}"),
        // Hebrew final forms.
        'ך' => Spelled::Text("כ"),
        'ם' => Spelled::Text("מ"),
        'ן' => Spelled::Text("נ"),
        'ף' => Spelled::Text("פ"),
        'ץ' => Spelled::Text("צ"),
        // Devanagari: candrabindu and anusvara are written for each other.
        '\u{901}' => Spelled::Text("\u{902}"),
        // O'Brien and OBrien, הג׳ר and הגר are the same person.
        '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʹ' | '״' | '׳' | '＇' | '·' | '・' => {
            Spelled::Nothing
        }
        'ァ'..='ヶ' => shifted(c, 0x30A1, 'ぁ'),
        '٠'..='٩' => shifted(c, 0x660, '0'),
        '۰'..='۹' => shifted(c, 0x6F0, '0'),
        '०'..='९' => shifted(c, 0x966, '0'),
        // Composed syllables are letters of their own: taken apart they would be lost.
        '가'..='힣' | 'ぁ'..='ゖ' => Spelled::Letter(c),
        _ if c.is_alphanumeric() || is_combining_mark(c) => Spelled::Parts,
        // Literal everywhere: never a wildcard of the database's.
        '%' | '_' => Spelled::Letter(c),
        _ if c.is_whitespace() || c.is_ascii() || is_punctuation(c) => Spelled::Break,
        // Emoji and other signs that somebody put into a name on purpose.
        _ => Spelled::Letter(c),
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(c as u32,
        0x80..=0xBF | 0xD7 | 0xF7 | 0x37E | 0x387 | 0x55A..=0x55F | 0x589..=0x58A | 0x5BE | 0x5C0
        | 0x5C3 | 0x5C6 | 0x5F3..=0x5F4 | 0x600..=0x61F | 0x66A..=0x66D | 0x6D4 | 0x700..=0x70F
        | 0x964..=0x965 | 0x970 | 0x2000..=0x206F | 0x3000..=0x3004 | 0x3008..=0x3020
        | 0x3030 | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20
        | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65)
}

/// The letter at the same place of another row of the code chart.
fn shifted(c: char, from: u32, to: char) -> Spelled {
    match char::from_u32(to as u32 + (c as u32 - from)) {
        Some(letter) => Spelled::Letter(letter),
        None => Spelled::Nothing,
    }
}
