//! The few marks that words people write for others may carry: an empty line begins a paragraph, lines with `- ` are a
//! list, `**strong**`, `*emphasis*`, and addresses that begin with https. All of it becomes plain values that the
//! template writes like any other text; there is no markup to smuggle anything in with.

/// A part of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines that belong together.
    Paragraph(Vec<Vec<Span>>),
    /// One entry a line.
    List(Vec<Vec<Span>>),
}

/// Some words in one manner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are strong.
    pub strong: bool,
    /// Whether they are emphasised.
    pub em: bool,
    /// Where they lead, when they are an address.
    pub href: Option<String>,
}

/// Reads words with all of these marks.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.trim().is_empty() {
            fresh = true;
            continue;
        }
        match (line.trim_start().strip_prefix("- "), blocks.last_mut().filter(|_| !fresh)) {
            (Some(entry), Some(Block::List(entries))) => entries.push(spans(entry)),
            (Some(entry), _) => blocks.push(Block::List(vec![spans(entry)])),
            (None, Some(Block::Paragraph(lines))) => lines.push(spans(line)),
            (None, _) => blocks.push(Block::Paragraph(vec![spans(line)])),
        }
        fresh = false;
    }
    blocks
}

/// Reads words in which only addresses mean anything.
pub fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    words(text, false, false, &mut found);
    found
}

/// The parts of a line. A mark that is not closed is a sign like any other.
fn spans(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('*') {
        let mark = if rest[at..].starts_with("**") { "**" } else { "*" };
        let inner = &rest[at + mark.len()..];
        let is_open = inner.starts_with(|c: char| !c.is_whitespace());
        let end = inner.find(mark).filter(|end| is_open && *end > 0);
        let Some(end) = end else {
            let (plain, more) = rest.split_at(at + mark.len());
            words(plain, false, false, &mut found);
            rest = more;
            continue;
        };
        words(&rest[..at], false, false, &mut found);
        words(&inner[..end], mark == "**", mark == "*", &mut found);
        rest = &inner[end + mark.len()..];
    }
    words(rest, false, false, &mut found);
    found
}

/// Words with the addresses among them.
fn words(text: &str, strong: bool, em: bool, found: &mut Vec<Span>) {
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let end = rest[at..].find(|c: char| c.is_whitespace() || "<>\"'".contains(c));
        let end = end.map_or(rest.len(), |end| at + end);
        // A full stop behind an address belongs to the sentence.
        let address = rest[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        push(&rest[..at], strong, em, None, found);
        if address.len() > "https://".len() {
            push(address, strong, em, Some(address.to_owned()), found);
        } else {
            push(address, strong, em, None, found);
        }
        rest = &rest[at + address.len()..];
    }
    push(rest, strong, em, None, found);
}

fn push(text: &str, strong: bool, em: bool, href: Option<String>, found: &mut Vec<Span>) {
    if !text.is_empty() {
        found.push(Span { text: text.to_owned(), strong, em, href });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    #[test]
    fn paragraphs_lists_emphasis_and_addresses() {
        let found = parse(
            "Fire drill on **Tuesday**.\nMeet *outside*.\n\n- Main house: car park\n- See https://a.example/plan.\n",
        );
        let strong = Span { strong: true, ..plain("Tuesday") };
        let em = Span { em: true, ..plain("outside") };
        let link = Span { href: Some("https://a.example/plan".into()), ..plain("https://a.example/plan") };
        assert_eq!(
            found,
            [
                Block::Paragraph(vec![
                    vec![plain("Fire drill on "), strong, plain(".")],
                    vec![plain("Meet "), em, plain(".")],
                ]),
                Block::List(vec![vec![plain("Main house: car park")], vec![plain("See "), link, plain(".")]]),
            ]
        );
    }

    #[test]
    fn what_looks_like_markup_or_another_address_is_text() {
        for text in
            ["<b>x</b>", "javascript:alert(1)", "http://a.example", "https://", "2 * 3 * 4", "**open", "* a"]
        {
            let spans: Vec<Span> = match parse(text).remove(0) {
                Block::Paragraph(lines) | Block::List(lines) => lines.concat(),
            };
            assert!(
                spans.iter().all(|span| span.href.is_none() && !span.strong && !span.em),
                "{text}: {spans:?}"
            );
            assert_eq!(spans.iter().map(|span| span.text.as_str()).collect::<String>(), text);
        }
    }

    #[test]
    fn words_in_which_only_addresses_mean_anything() {
        let found = addresses("*See*\n(https://a.example/plan?x=1&y=2), then call");
        let link = "https://a.example/plan?x=1&y=2";
        assert_eq!(
            found,
            [plain("*See*\n("), Span { href: Some(link.into()), ..plain(link) }, plain("), then call"),]
        );
    }

    proptest! {
        #[test]
        fn no_words_are_lost_and_every_address_is_https(text in "[a-z*\\- \n.:/<>h]{0,80}|(https://[a-z.* ]{0,9}){0,4}") {
            let blocks = parse(&text);
            let spans: Vec<Span> = blocks
                .iter()
                .flat_map(|block| match block { Block::Paragraph(lines) | Block::List(lines) => lines.concat() })
                .collect();
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&spans.iter().map(|span| span.text.as_str()).collect::<String>()), letters(&text));
            for span in spans {
                prop_assert!(span.href.is_none_or(|href| href.starts_with("https://")));
            }
        }
    }
}
