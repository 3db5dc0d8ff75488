//! Questions that are signed. Each stands where it can be signed once, and names who signs: a place for a signature is
//! somebody's, so "whoever fills in the form" is no answer, however few those are.

use super::{Faults, Rule};
use crate::{
    form::{FieldType, Form, SectionKind},
    template::{Body, Key, Resolve},
};

pub(super) fn check(template: &Body, form: &Form, place: &str, faults: &mut Faults) {
    for section in &form.sections {
        for field in &section.fields {
            let place = format!("{place}.{}.{}", section.key, field.link_id);
            let mut unless = |fine: bool, message: &str| faults.unless(fine, Rule::Field, &place, message);
            let signed = field.kind == FieldType::Signature;
            unless(
                signed || !field.paper,
                "alleen een handtekening staat op papier (paper). Laat het weg of maak er type = \"signature\" van.",
            );
            if !signed {
                continue;
            }
            let about = "een handtekening staat in een formulier over een casus. Noem bij steps de stappen waarin het wordt ingevuld, of kies een ander type.";
            unless(form.is_of_case(), about);
            let once = "een handtekening wordt één keer gezet, niet per rij of per leerling. Zet haar in een onderdeel met kind = \"header\".";
            unless(section.kind == SectionKind::Header, once);
            unless(
                !field.each_period,
                "een handtekening hoort bij geen periode: wie het formulier wijzigt, laat haar vervallen. Laat eachPeriod weg.",
            );
            unless(field.source.is_none(), "een handtekening is nooit al bekend. Laat source weg.");
            unless(
                !field.write.is_empty(),
                "een handtekening is van iemand. Noem bij write wie er tekent, of wie vastlegt wie er op papier tekende.",
            );
            if let Some(role) = field.write.iter().find(|role| !can_log_in(template, role)) {
                unless(
                    false,
                    &format!(
                        "'{role}' heeft geen account en kan hier niets zetten. Laat iemand anders vastleggen wie er op papier tekende (paper = true)."
                    ),
                );
            }
        }
    }
}

/// Whether anybody in the role has an account; a role that is not known is a fault of its own.
fn can_log_in(template: &Body, role: &Key) -> bool {
    let known = template.role(role.as_str());
    known.is_none_or(|role| role.resolve != Resolve::Function || !role.functions.is_empty())
}
