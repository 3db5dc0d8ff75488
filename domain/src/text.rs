//! Names in a row, and letters that nobody sees. These come along with pasted text, and whoever wants to hide something
//! uses them: a name is compared without them, and what is stored keeps only those that belong to a picture.

/// Characters that take no place on the screen (Unicode: default ignorable).
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Joiners and variants: they make one picture out of several, as in a family of emoji.
const fn joins_pictures(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// The text without what nobody sees; marks that turn the direction stay, because they are refused by name.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c) || joins_pictures(*c) || turns(*c)).collect()
}

/// Marks that turn the direction of text.
pub const fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// "a, b en c"
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_say_them() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["DAL"]), "DAL");
        assert_eq!(listed(&["DAL", "HSSM", "Stadskanaal"]), "DAL, HSSM en Stadskanaal");
    }

    #[test]
    fn pasted_text_loses_what_nobody_sees_and_keeps_its_pictures() {
        assert_eq!(visible("a\u{200B}b\u{2063}c\u{E0020}\u{3164}\u{180E}\u{61C}\u{200F}d"), "abcd");
        assert_eq!(visible("👨\u{200D}👩 ❤\u{FE0F}"), "👨\u{200D}👩 ❤\u{FE0F}");
        assert!(visible("a\u{202E}b").contains('\u{202E}'));
    }
}
