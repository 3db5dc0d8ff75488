//! Where somebody wants to go after logging in: a place of ours and a path there, never an address elsewhere.
use backend::identity::attempts;
use http::uri::PathAndQuery;
use serde::Deserialize;

/// As it stands in an address. `return` is the host name of a tenant or region.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wanted {
    #[serde(rename = "return", default)]
    pub slug: String,
    #[serde(default)]
    pub deur: String,
    #[serde(default)]
    pub naar: String,
}

impl Wanted {
    /// The place and path, when they are ours.
    pub fn checked(&self) -> Option<attempts::Wanted> {
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (is_word(&self.slug) && is_word(&self.deur) && self.deur.len() == 64).then(|| attempts::Wanted {
            slug: self.slug.clone(),
            door: self.deur.clone(),
            path: local_path(&self.naar),
        })
    }

    /// As a query, for the next address on the way; empty when there is nothing to remember.
    pub fn query(&self) -> String {
        self.checked().map_or_else(String::new, |wanted| query(&wanted))
    }
}

/// A checked wish as a query.
pub fn query(wanted: &attempts::Wanted) -> String {
    let pairs = [("return", &wanted.slug), ("deur", &wanted.door), ("naar", &wanted.path)];
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// A path on the same host, or else the home page. `//elders` and `/\elders` are addresses of other hosts.
pub fn local_path(text: &str) -> String {
    let stays = text.starts_with('/') && !text[1..].starts_with(['/', '\\']) && !text.contains('\\');
    let leads_on = !text.starts_with("/binnen") && !text.starts_with("/uit");
    if stays && leads_on && text.parse::<PathAndQuery>().is_ok() && text.is_ascii() { text.into() } else { "/".into() }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, local_path};

    #[test]
    fn only_a_path_on_the_same_host_is_followed() {
        for outside in
            ["", "//elders.example", "/\\elders.example", "https://elders.example", "/a\\b", "/a\nb", "leerlingen"]
        {
            assert_eq!(local_path(outside), "/", "{outside}");
        }
        for inside in ["/leerlingen", "/overleggen/1/verslag?punt=2", "/zoek?zoek=de%20V"] {
            assert_eq!(local_path(inside), inside);
        }
    }

    #[test]
    fn nobody_is_sent_back_to_the_door_or_out_of_it() {
        assert_eq!(local_path("/binnen?ticket=x"), "/");
        assert_eq!(local_path("/uit"), "/");
    }

    #[test]
    fn a_wish_that_is_no_place_of_ours_is_forgotten() {
        let wish = |slug: &str| Wanted { slug: slug.into(), deur: "a".repeat(64), naar: "/x".into() };
        assert!(wish("//elders.example/").checked().is_none());
        assert_eq!(wish("haarlemmermeer").checked().map(|wanted| wanted.path), Some("/x".into()));
    }
}
