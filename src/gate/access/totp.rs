//! The second factor: six digits from an authenticator, and ten recovery codes for the day the
//! telephone is lost.
//!
//! - RFC 6238 as every authenticator understands it: SHA-1, six digits, thirty seconds.
//! - The step before and the step after are accepted, since clocks differ. A step that was used,
//!   and every one before it, is refused: who looks over a shoulder has nothing.
//! - Recovery codes are shown once, kept as keyed hashes, and each works once.

use std::fmt;

use qrcode::{Color, EcLevel, QrCode};
use totp_rs::{Algorithm, Builder, Secret as Bytes, Totp};

use super::one_time;
use crate::kit::seal::{Key, Mac};

/// How many recovery codes one gets.
pub const RECOVERY_CODES: usize = 10;

const STEP: u64 = 30;
const SKEW: u64 = 1;

/// What the authenticator and the hospital share: 160 bits. Never printed but while enrolling.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// As kept in the database.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// For keeping in the database.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// For typing in where no camera is: base 32 in groups of four.
    pub fn readable(&self) -> String {
        let text = self.base32();
        let mut grouped = String::with_capacity(text.len() + text.len() / 4);
        for (place, c) in text.chars().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                grouped.push(' ');
            }
            grouped.push(c);
        }
        grouped
    }

    /// Takes what [`Secret::readable`] or [`Secret::base32`] gave, for the step between showing the
    /// picture and confirming the first code.
    pub fn parse(typed: &str) -> Option<Self> {
        let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = Bytes::try_from_base32(compact.to_uppercase()).ok()?;
        Some(Self(bytes.as_bytes().try_into().ok()?))
    }

    /// Base 32 without spaces.
    pub fn base32(&self) -> String {
        Bytes::from(self.0).to_base32()
    }

    /// The address in the picture. A colon parts issuer and account, so none may stand in either.
    pub fn url(&self, hospital: &str, email: &str) -> String {
        let issuer = escaped(&hospital.replace(':', " "));
        let account = escaped(&email.replace(':', " "));
        format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP}",
            self.base32()
        )
    }

    /// Checks six digits at `now` (seconds since 1970). `last_used` is the step kept with the
    /// account; what comes back is the step to keep instead, in the same transaction.
    pub fn verify(&self, typed: &str, now: u64, last_used: Option<u64>) -> Option<u64> {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let totp = self.totp()?;
        let step = now / STEP;
        let first = step.saturating_sub(SKEW).max(last_used.map_or(0, |used| used.saturating_add(1)));
        (first..=step + SKEW).find(|candidate| totp.check(&typed, candidate * STEP).is_some())
    }

    /// Without tolerance of its own: the window is ours, so that a used step can be left out of it.
    fn totp(&self) -> Option<Totp> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_step_duration(STEP)
            .with_skew(0)
            .with_secret(self.0)
            .build()
            .ok()
    }
}

/// A QR code as SVG: one path in the colour of the text, quiet zone included, no inline style.
/// `None` when the text is longer than such a picture can hold.
pub fn qr_svg(text: &str) -> Option<String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|&&module| module == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" shape-rendering=\"crispEdges\" \
         aria-labelledby=\"qr-name\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Ten new recovery codes, as shown once.
pub fn recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| one_time::recovery_code()).collect()
}

/// What is kept of a recovery code: bound to the account, so that a row is of no use elsewhere, and
/// keyed, so that the database alone does not allow guessing.
pub fn recovery_hash(key: &Key, account: &[u8], typed: &str) -> Mac {
    key.mac(&[account, one_time::normalised(typed).as_bytes()])
}

/// Percent-encoding of everything but the unreserved characters of RFC 3986.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// The secret of RFC 6238's test vectors.
    fn rfc() -> Secret {
        Secret::from_bytes(*b"12345678901234567890")
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(rfc().verify(code, time, None), Some(time / 30), "{time}");
        }
    }

    #[test]
    fn one_step_either_way_and_no_more() {
        // 287082 belongs to step 1, seconds 30 to 59.
        assert_eq!(rfc().verify("287082", 0, None), Some(1));
        assert_eq!(rfc().verify("287082", 89, None), Some(1));
        assert_eq!(rfc().verify("287082", 90, None), None);
        let late = rfc().verify("081804", 1_111_111_109 - 60, None);
        assert_eq!(late, None);
    }

    #[test]
    fn a_step_works_once_and_closes_those_before_it() {
        let step = rfc().verify("287082", 59, None).unwrap();
        assert_eq!(rfc().verify("287082", 59, Some(step)), None);
        assert_eq!(rfc().verify("287082", 59, Some(step + 1)), None);
        assert_eq!(rfc().verify("287082", 59, Some(step - 1)), Some(step));
        assert_eq!(rfc().verify("287082", 59, Some(u64::MAX)), None);
    }

    #[test]
    fn spaces_are_forgiven_and_everything_else_is_not() {
        assert_eq!(rfc().verify(" 287 082 ", 59, None), Some(1));
        for wrong in ["", "287083", "28708", "2870820", "+87082", "28708２", "abcdef"] {
            assert_eq!(rfc().verify(wrong, 59, None), None, "{wrong}");
        }
    }

    #[test]
    fn the_address_names_hospital_and_person() {
        let url = rfc().url("Lindenhof: Haus 2 & Söhne", "ines.falk@lindenhof.example");
        assert_eq!(
            url,
            "otpauth://totp/Lindenhof%20%20Haus%202%20%26%20S%C3%B6hne:ines.falk%40lindenhof.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Lindenhof%20%20Haus%202%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn readable_secrets_are_read_back() {
        let secret = Secret::generate();
        assert_eq!(secret.readable().split(' ').count(), 8);
        assert_eq!(Secret::parse(&secret.readable().to_lowercase()), Some(secret.clone()));
        assert_eq!(Secret::parse(&secret.base32()), Some(secret));
        assert_eq!(Secret::parse("GEZD"), None);
        assert_eq!(Secret::parse("not base 32!"), None);
    }

    #[test]
    fn the_picture_obeys_the_content_policy() {
        let svg = qr_svg(&rfc().url("Lindenhof Hospital", "ines.falk@lindenhof.example")).unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(!svg.contains("style"));
        assert!(!svg.contains("<?xml"));
        assert_eq!(qr_svg(&"x".repeat(5_000)), None);
    }

    #[test]
    fn the_picture_is_the_code() {
        let text = "wardbook";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let svg = qr_svg(text).unwrap();
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut dark = HashSet::new();
        for run in path.split('M').skip(1) {
            let (column, rest) = run.split_once(' ').unwrap();
            let (row, rest) = rest.split_once('h').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (column, row): (usize, usize) = (column.parse().unwrap(), row.parse().unwrap());
            dark.extend((0..length).map(|n| (column + n - 4, row - 4)));
        }
        for (place, module) in code.to_colors().into_iter().enumerate() {
            let at = (place % code.width(), place / code.width());
            assert_eq!(dark.contains(&at), module == Color::Dark, "{at:?}");
        }
    }

    #[test]
    fn ten_codes_none_twice_and_each_is_known_again_however_typed() {
        let codes = recovery_codes();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), RECOVERY_CODES);
        let key = Key::from_bytes([7; 32]).derive("recovery");
        let kept = recovery_hash(&key, b"account", &codes[0]);
        assert_eq!(kept, recovery_hash(&key, b"account", &codes[0].to_uppercase().replace('-', " ")));
        assert_ne!(kept, recovery_hash(&key, b"account", &codes[1]));
        assert_ne!(kept, recovery_hash(&key, b"another", &codes[0]));
    }

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", Secret::generate()), "Secret(…)");
    }

    proptest! {
        #[test]
        fn a_fresh_code_works_once_at_any_time(bytes in any::<[u8; 20]>(), now in 30_u64..100_000_000_000) {
            let secret = Secret::from_bytes(bytes);
            let code = secret.totp().unwrap().generate(now).to_string();
            let step = secret.verify(&code, now, None).unwrap();
            prop_assert!(step.abs_diff(now / 30) <= 1);
            // The same six digits may, once in a million, also be those of the next step.
            let again = secret.verify(&code, now, Some(step));
            prop_assert!(again.is_none_or(|next| next > step));
        }

        #[test]
        fn any_text_is_refused_quietly(typed in any::<String>(), now in any::<u64>(), last in any::<Option<u64>>()) {
            let found = rfc().verify(&typed, now.min(1 << 50), last);
            prop_assert!(found.is_none() || typed.chars().filter(|c| !c.is_whitespace()).count() == 6);
        }
    }
}
