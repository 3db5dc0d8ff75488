//! A table for a spreadsheet. A cell that a spreadsheet would take for a formula gets an apostrophe in front.

/// Rows with semicolons between cells, as Dutch spreadsheets expect, and a mark that says it is UTF-8.
pub fn table<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(cell).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

fn cell(value: &str) -> String {
    let guard = if value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    let value = format!("{guard}{value}");
    if value.contains([';', '"', '\n', '\r']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_formula_becomes_text_and_quotes_survive() {
        let text = table([vec!["=1+1", "a;b", "zei \"ja\""], vec!["-x", "@y", "gewoon"]]);
        assert_eq!(text, "\u{feff}'=1+1;\"a;b\";\"zei \"\"ja\"\"\"\r\n'-x;'@y;gewoon\r\n");
    }
}
