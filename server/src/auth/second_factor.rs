//! Did the provider prove two factors? Either it says so in `acr`, with a value that the configuration accepts, or
//! `amr` (RFC 8176) names methods of two kinds: something one knows, has, or is.

/// Accepted when the configuration names nothing else: the profile of the research and education federations, and the
/// two upper levels of eIDAS.
pub const USUAL_ACR: &[&str] =
    &["https://refeds.org/profile/mfa", "http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high"];

const KNOWS: &[&str] = &["pwd", "pin", "kba"];
const HAS: &[&str] = &["otp", "hwk", "swk", "sc", "sms", "tel", "pop"];
const IS: &[&str] = &["fpt", "face", "iris", "retina", "vbm"];

/// Does this prove two factors?
pub fn is_proven(accepted_acr: &[String], acr: Option<&str>, amr: &[&str]) -> bool {
    let by_acr = acr.is_some_and(|acr| {
        if accepted_acr.is_empty() { USUAL_ACR.contains(&acr) } else { accepted_acr.iter().any(|a| a == acr) }
    });
    let kinds = [KNOWS, HAS, IS].iter().filter(|kind| amr.iter().any(|method| kind.contains(method))).count();
    by_acr || amr.contains(&"mfa") || kinds >= 2
}

#[cfg(test)]
mod tests {
    use super::is_proven;

    #[test]
    fn two_kinds_of_methods_are_two_factors() {
        assert!(is_proven(&[], None, &["pwd", "otp"]));
        assert!(is_proven(&[], None, &["hwk", "fpt"]));
        assert!(is_proven(&[], None, &["mfa"]));
    }

    #[test]
    fn one_kind_is_one_factor_however_often() {
        assert!(!is_proven(&[], None, &["pwd", "pin"]));
        assert!(!is_proven(&[], None, &["otp"]));
        assert!(!is_proven(&[], None, &[]));
    }

    #[test]
    fn the_configuration_decides_which_acr_counts() {
        assert!(is_proven(&[], Some("https://refeds.org/profile/mfa"), &[]));
        assert!(!is_proven(&[], Some("https://refeds.org/profile/sfa"), &["pwd"]));
        assert!(!is_proven(&["loa3".into()], Some("https://refeds.org/profile/mfa"), &[]));
        assert!(is_proven(&["loa3".into()], Some("loa3"), &[]));
    }
}
