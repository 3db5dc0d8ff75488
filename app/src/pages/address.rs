//! Addresses with a question in them: filters, search, order.

use std::fmt::Write as _;

/// `base?a=1&b=2` of the pairs that say something.
pub fn with_query(base: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = base.to_owned();
    for (place, (name, value)) in pairs.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        let _ = write!(address, "{}{name}={}", if place == 0 { '?' } else { '&' }, encoded(value));
    }
    address
}

/// A value as it stands in an address.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(byte)),
            b' ' => text.push('+'),
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_query;

    #[test]
    fn an_address_holds_what_was_typed_whatever_it_is() {
        let address = with_query("/leerlingen", &[("zoek", "Zoë & co"), ("school", ""), ("proces", "proces_1")]);
        assert_eq!(address, "/leerlingen?zoek=Zo%C3%AB+%26+co&proces=proces_1");
    }
}
