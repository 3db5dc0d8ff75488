//! A date inside a text stays whole: left alone, a browser breaks the line after any hyphen, also in "31-07-2027".

use leptos::prelude::*;

/// The text, with its dates and periods ("2026-2027") kept on one line each.
pub fn dated(text: impl Into<String>) -> AnyView {
    let text = text.into();
    if !text.split(' ').any(has_date) {
        return text.into_any();
    }
    let parts = pieces(&text)
        .into_iter()
        .map(
            |(piece, whole)| {
                if whole { view! { <span class="whole">{piece}</span> }.into_any() } else { piece.into_any() }
            },
        )
        .collect_view();
    // One element, so that a grid or a row around it lays out one thing.
    view! { <span>{parts}</span> }.into_any()
}

/// A digit, a hyphen, a digit: nothing else in our texts looks like that.
fn has_date(word: &str) -> bool {
    word.as_bytes().windows(3).any(|three| matches!(three, [b'0'..=b'9', b'-', b'0'..=b'9']))
}

/// The text in pieces, in order, with whether each is a date.
fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::<(String, bool)>::new();
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        if has_date(bare) {
            pieces.push((bare.to_owned(), true));
            if bare.len() < word.len() {
                pieces.push((" ".to_owned(), false));
            }
        } else if let Some((last, false)) = pieces.last_mut() {
            last.push_str(word);
        } else {
            pieces.push((word.to_owned(), false));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_date_is_a_piece_of_its_own_and_no_letter_is_lost() {
        let text = "Niet: Sem (verlopen op 31-07-2026), de 6-wekelijkse cyclus van 2026-2027.";
        let found = pieces(text);
        let whole: Vec<&str> = found.iter().filter(|(_, whole)| *whole).map(|(piece, _)| piece.as_str()).collect();
        assert_eq!(whole, ["31-07-2026),", "2026-2027."]);
        assert_eq!(found.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), text);
        assert_eq!(pieces("ZAT?"), [("ZAT?".to_owned(), false)]);
    }
}
