//! One colour: read, written, made lighter or darker in its own hue (OKLCH), and compared as WCAG does.

/// A colour of a screen, as it is written: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
}

/// How much darker each try is, in OKLCH lightness.
const STEP: f64 = 0.004;

impl Colour {
    pub(super) const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// `#rrggbb` or `#rgb`, with or without the sign.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#');
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let long = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => return None,
        };
        let part = |from: usize| u8::from_str_radix(&long[from..from + 2], 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    pub(super) fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Contrast ratio of WCAG 2, from 1 to 21; the order does not matter.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The same hue at another lightness (0 to 1), with a share of its chroma.
    pub(super) fn at(self, light: f64, share: f64) -> Self {
        let [_, a, b] = self.to_oklab();
        Self::from_oklab([light, a * share, b * share])
    }

    /// A little darker; black stays black.
    pub(super) fn darker(self, by: f64) -> Self {
        let [light, a, b] = self.to_oklab();
        let less = (light - by).max(0.0);
        // Dark colours hold less chroma; taking it along keeps the hue when the parts are cut off at nought.
        let share = if light > 0.0 { less / light } else { 0.0 };
        Self::from_oklab([less, a * share, b * share])
    }

    /// The first colour, going darker, that is good enough; black at the end.
    pub(super) fn darkened_until(self, is_enough: impl Fn(Self) -> bool) -> Self {
        let mut by = 0.0;
        let mut colour = self;
        while !is_enough(colour) && by < 1.0 {
            by += STEP;
            colour = self.darker(by);
        }
        colour
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn to_oklab(self) -> [f64; 3] {
        let rgb = self.linear();
        let lms = times(TO_LMS, rgb).map(f64::cbrt);
        times(LMS_TO_LAB, lms)
    }

    fn from_oklab(lab: [f64; 3]) -> Self {
        let lms = times(LAB_TO_LMS, lab).map(|part| part * part * part);
        let [red, green, blue] = times(FROM_LMS, lms).map(encoded);
        Self { red, green, blue }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 just before")]
fn encoded(part: f64) -> u8 {
    let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

// Björn Ottosson's OKLab: linear sRGB to cone response, its cube root to lightness and two axes, and the way back.
const TO_LMS: [[f64; 3]; 3] = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const LMS_TO_LAB: [[f64; 3]; 3] = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const LAB_TO_LMS: [[f64; 3]; 3] = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const FROM_LMS: [[f64; 3]; 3] = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];
