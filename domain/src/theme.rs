//! A tenant's colour, made safe to read (product.md, principle 9: "per-tenant colours with enforced contrast").
//!
//! A tenant gives one colour. From it come eight steps from nearly white to nearly black, in the same hue. The step that
//! carries text, and on which text stands, is darkened until it meets WCAG 2.2 AA, whatever colour was given.

use std::fmt::Write as _;

use thiserror::Error;

use self::colour::Colour;

mod colour;

/// Contrast that WCAG 2.2 AA asks for text.
pub const TEXT_CONTRAST: f64 = 4.5;

/// Names of the eight steps, as the style sheet asks for them: `--rondom-accent-500`.
const NAMES: [u16; 8] = [50, 100, 200, 300, 400, 500, 600, 700];

/// Lightness (OKLCH) of the pale steps, and how much of the colour is left in them.
const PALE: [(f64, f64); 4] = [(0.98, 0.1), (0.95, 0.2), (0.905, 0.4), (0.78, 0.7)];

/// Why a text is no colour.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ThemeError {
    /// Shown to the beheerder who typed it.
    #[error("“{0}” is geen kleur. Schrijf een kleur als #1a6b8f.")]
    NotAColour(String),
}

/// Eight steps of one hue with enough contrast between those that meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    steps: [Colour; 8],
    is_darkened: bool,
}

impl Palette {
    /// From a colour such as `#1a6b8f` or `#18f`.
    pub fn from_hex(hex: &str) -> Result<Self, ThemeError> {
        let given = Colour::from_hex(hex).ok_or_else(|| ThemeError::NotAColour(hex.to_owned()))?;
        let pale = PALE.map(|(light, share)| given.at(light, share));
        // Accent text stands on white and on the palest surfaces; white text stands on the accent.
        let accent = given.darkened_until(|colour| colour.contrast(pale[1]) >= TEXT_CONTRAST);
        let subtle = given.darkened_until(|colour| colour.contrast(Colour::WHITE) >= TEXT_CONTRAST);
        let strong = accent.darker(0.1).darkened_until(|colour| colour.contrast(pale[2]) >= TEXT_CONTRAST);
        let deep = strong.darker(0.1).darkened_until(|colour| colour.contrast(pale[2]) >= 7.0);
        let steps = [pale[0], pale[1], pale[2], pale[3], subtle, accent, strong, deep];
        Ok(Self { steps, is_darkened: accent != given })
    }

    /// Whether the colour was too light to read, so that the screen shows a darker one.
    pub const fn is_darkened(&self) -> bool {
        self.is_darkened
    }

    /// The colour that buttons, links and the line above the page have, as `#rrggbb`.
    pub fn accent(&self) -> String {
        self.steps[5].to_hex()
    }

    /// The style sheet that a tenant's pages load after the general one; the root carries the class `thema-<slug>`.
    pub fn css(&self, slug: &str) -> String {
        let slug: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let mut css = format!(".voorbeeld-theme.thema-{slug}{{");
        for (name, step) in NAMES.iter().zip(&self.steps) {
            let _ = write!(css, "--rondom-accent-{name}:{};", step.to_hex());
        }
        css.push('}');
        css
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn palette(hex: &str) -> Palette {
        Palette::from_hex(hex).expect("a colour")
    }

    #[test]
    fn a_readable_colour_is_used_as_it_was_given() {
        assert_eq!(palette("#0f6675").accent(), "#0f6675");
        assert!(!palette("#0f6675").is_darkened());
    }

    #[test]
    fn a_yellow_that_nobody_can_read_is_darkened_and_stays_yellow() {
        let yellow = palette("#ffdd00");
        assert!(yellow.is_darkened());
        let accent = Colour::from_hex(&yellow.accent()).expect("a colour");
        assert!(accent.contrast(Colour::WHITE) >= TEXT_CONTRAST);
        assert!(accent.red > accent.blue && accent.green > accent.blue);
    }

    #[test]
    fn a_word_is_no_colour_and_the_message_shows_how_to_write_one() {
        for wrong in ["", "blauw", "#12", "#1234567", "#12345g", "rgb(1,2,3)", "#é12"] {
            let error = Palette::from_hex(wrong).expect_err("no colour");
            assert!(error.to_string().contains("#1a6b8f"));
        }
        assert_eq!(palette("#18f"), palette("1188ff"));
    }

    #[test]
    fn the_sheet_names_the_tenants_class_and_nothing_else() {
        let css = palette("#0f6675").css("west-brabant-po}body{");
        assert!(css.starts_with(".voorbeeld-theme.thema-west-brabant-pobody{--rondom-accent-50:#"), "{css}");
        assert_eq!(css.matches("--rondom-accent-").count(), 8);
        assert_eq!(css.matches('{').count(), 1);
    }

    proptest! {
        #[test]
        fn every_colour_gives_readable_text(red: u8, green: u8, blue: u8) {
            let [faint, pale, soft, line, subtle, accent, strong, deep] = palette(&format!("#{red:02x}{green:02x}{blue:02x}")).steps;
            for (text, ground) in [
                (accent, Colour::WHITE), (accent, faint), (accent, pale), (Colour::WHITE, accent), (subtle, Colour::WHITE),
                (strong, soft), (strong, pale), (deep, soft), (deep, Colour::WHITE), (line, deep), (Colour::WHITE, strong),
            ] {
                prop_assert!(text.contrast(ground) >= TEXT_CONTRAST, "{} on {}", text.to_hex(), ground.to_hex());
            }
        }
    }
}
