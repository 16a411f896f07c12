//! `docs/quy-tac.md` is the table of rules, written out: a stale page fails here.
//!
//! `QUY_TAC=ghi cargo test --test it rule_book` writes it anew.

use std::fmt::Write;
use std::path::Path;

use doisoat::programme::load;
use doisoat::rules::{FAMILIES, RULES, Rule};

const HEAD: &str = "# Quy tắc kiểm tra

<!-- Viết ra từ bảng quy tắc của chương trình (src/rules): không sửa tay. -->
<!-- Viết lại: QUY_TAC=ghi cargo test --test it rule_book -->

Mỗi quy tắc nêu một loại sai lệch, có mã cố định. *Lỗi*: số liệu hoặc đề án không dùng được như vậy. *Cảnh báo*: phải
có người giải trình. *Lưu ý*: điều chương trình đã làm mà người dùng nên biết. Giải thích trên màn hình:
`doisoat rules MÃ`. Khi một sai lệch là nguyên nhân của sai lệch khác thì chỉ nêu nguyên nhân, kèm các mã \"Chưa kiểm
tra\".

";

fn page() -> String {
    let mut page = HEAD.to_owned();
    let families: Vec<(&str, &str, Vec<&Rule>)> = FAMILIES
        .iter()
        .map(|(letters, name)| {
            (*letters, *name, RULES.iter().filter(|rule| rule.code.as_str().starts_with(letters)).collect())
        })
        .filter(|(.., rules): &(_, _, Vec<_>)| !rules.is_empty())
        .collect();
    page.push_str("| Mã | Mức độ | Sai lệch |\n|---|---|---|\n");
    for rule in families.iter().flat_map(|(.., rules)| rules) {
        let (code, severity, title) = (rule.code, rule.severity.name(), rule.title);
        writeln!(page, "| [{code}](#{}) | {severity} | {title} |", code.as_str().to_lowercase()).unwrap();
    }
    for (letters, name, rules) in &families {
        write!(page, "\n## {letters} – {name}\n").unwrap();
        for rule in rules {
            page.push_str(&section(rule));
        }
    }
    page
}

fn section(rule: &Rule) -> String {
    let note = if rule.severity_note.is_empty() { String::new() } else { format!(". {}", rule.severity_note) };
    let Rule { code, title, what, why, example, mend, .. } = rule;
    let cited = load::embedded().unwrap().decision.cite(rule.basis);
    let basis = cited.trim_end_matches('.');
    format!(
        "\n### {code}\n\n**{title}**\n\n- Mức độ: {}{note}\n- Phát hiện: {what}\n- Vì sao: {why}\n- Ví dụ: {example}\n\
         - Cách xử lý: {mend}\n- Căn cứ: {basis}.\n",
        rule.severity.name(),
    )
}

#[test]
fn the_page_of_rules_is_the_table_of_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/quy-tac.md");
    let page = page();
    if std::env::var_os("QUY_TAC").is_some_and(|asked| asked == "ghi") {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let first = page.lines().zip(written.lines()).find(|(right, stale)| right != stale);
    assert!(
        written == page,
        "docs/quy-tac.md is stale, first at {first:?}: run `QUY_TAC=ghi cargo test --test it rule_book`"
    );
}
