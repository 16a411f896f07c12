//! Each mistake in a catalogue file is told with file, line, key, what was found and what was expected.

use super::*;

/// The embedded catalogue with one text replaced, its first occurrence after `after`.
fn changed(after: &str, from: &str, to: &str) -> String {
    let start = EMBEDDED.find(after).unwrap_or_else(|| panic!("no {after:?} in the catalogue"));
    let at = start + EMBEDDED[start..].find(from).unwrap_or_else(|| panic!("no {from:?} after {after:?}"));
    format!("{}{to}{}", &EMBEDDED[..at], &EMBEDDED[at + from.len()..])
}

/// The line on which a text begins after another, counted by another way than the loader's.
fn line_of(text: &str, after: &str, needle: &str) -> usize {
    let start = text.find(after).unwrap();
    let at = start + text[start..].find(needle).unwrap();
    text[..at].lines().count().max(1) + usize::from(text[..at].ends_with('\n'))
}

/// Asserts that the change makes loading fail with exactly this message on the line of `needle`.
fn assert_told(after: &str, from: &str, to: &str, needle: &str, message: &str) {
    let text = changed(after, from, to);
    let line = line_of(&text, after, needle);
    let told = from_text(&text, "thu.toml").unwrap_err().to_string();
    assert_eq!(told, format!("thu.toml, dòng {line}{message}"));
}

#[test]
fn the_embedded_catalogue_loads_and_bears_its_fingerprint() {
    let programme = embedded().unwrap();
    assert_eq!(programme.id, "lai-chau-2021-2025");
    assert_eq!(programme.sha256.len(), 64);
    assert_eq!(programme.sha256, from_text(EMBEDDED, "x").unwrap().sha256);
    assert_ne!(programme.sha256, from_text(&format!("{EMBEDDED}\n"), "x").unwrap().sha256);
}

#[test]
fn a_fingerprint_is_the_usual_sha256_of_the_bytes() {
    // FIPS 180-2, appendix B.1.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hex(&Sha256::digest(b"abc")), abc);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    let windows = format!("\u{feff}{}", EMBEDDED.replace('\n', "\r\n"));
    assert_eq!(from_text(&windows, "x").unwrap().tasks.len(), 17);
}

#[test]
fn unknown_keys_are_errors() {
    assert_told(
        "code = \"3.1.b\"",
        "target = 30",
        "taget = 30",
        "taget",
        ", khóa \"sections[2].tasks[1].taget\": thấy khóa lạ \"taget\", cần một trong: \"code\", \"name\", \"content\", \
         \"beneficiary\", \"kinds\", \"measure\", \"measure_aliases\", \"target\", \"target_text\", \"submitted_by\", \
         \"sources\", \"unit_cost\", \"total\", \"money\", \"norms\"",
    );
}

#[test]
fn missing_keys_are_errors() {
    let told = from_text(&changed("[decision]", "issuer", "# issuer"), "thu.toml").unwrap_err().to_string();
    assert!(told.ends_with("khóa \"decision\": thiếu khóa \"issuer\""), "{told}");
    assert_told(
        "code = \"3.1.b\"",
        "unit_cost = 600",
        "",
        "code",
        ", khóa \"sections[2].tasks[1]\": thấy nhiệm vụ 3.1.b thiếu \"unit_cost\", cần đủ cả bốn số liệu, hoặc không \
         số liệu nào",
    );
}

#[test]
fn a_source_without_its_figure_is_an_error() {
    assert_told(
        "code = \"4.1.a\"",
        "national = 0, ",
        "",
        "money",
        ", khóa \"sections[3].tasks[0].money\": thấy không có \"national\", cần số tiền của mọi nguồn có trong \
         totals.money (không có thì ghi 0)",
    );
}

#[test]
fn values_of_the_wrong_type_are_errors() {
    assert_told(
        "code = \"1.1.a\"",
        "total = 1000",
        "total = 1000.5",
        "total = 1000.5",
        ", khóa \"sections[0].tasks[0].total\": thấy số thập phân không có dấu nháy 1000.5, cần số nguyên, hoặc số \
         thập phân viết trong dấu nháy như \"12.5\"",
    );
    assert_told(
        "code = \"1.1.a\"",
        "total = 1000",
        "total = \"1.000,5\"",
        "total = \"1.000,5\"",
        ", khóa \"sections[0].tasks[0].total\": thấy chuỗi \"1.000,5\", cần số nguyên, hoặc số thập phân viết trong \
         dấu nháy như \"12.5\"",
    );
    assert_told(
        "code = \"1.1.a\"",
        "measure = \"cụm\"",
        "measure = 5",
        "measure = 5",
        ", khóa \"sections[0].tasks[0].measure\": thấy số nguyên 5, cần chuỗi trong dấu nháy",
    );
    assert_told(
        "code = \"1.1.a\"",
        "\"either\"",
        "\"huyện\"",
        "submitted_by",
        ", khóa \"sections[0].tasks[0].submitted_by\": thấy \"huyện\", cần một trong: \"local\", \"province\", \
         \"either\"",
    );
}

#[test]
fn amounts_must_be_amounts() {
    for (written, shown) in [("-1", "-1"), ("\"0.0000001\"", "0.0000001"), ("9999999999999", "9999999999999")] {
        let to = format!("total = {written}");
        let message = format!(
            ", khóa \"sections[0].tasks[0].total\": thấy {shown}, cần số tiền từ 0 trở lên tính bằng triệu đồng, chẵn \
             đến đồng"
        );
        assert_told("code = \"1.1.a\"", "total = 1000", &to, &to, &message);
    }
    let decimals = from_text(&changed("code = \"1.1.a\"", "total = 1000", "total = \"1000.5\""), "x").unwrap();
    assert_eq!(decimals.tasks[0].total, Some(crate::model::Money::from_dong(1_000_500_000)));
}

#[test]
fn unknown_ids_are_errors() {
    assert_told(
        "code = \"9\"",
        "own = 0",
        "owner = 0",
        "owner",
        ", khóa \"sections[8].money.owner\": thấy \"owner\", cần một trong: \"national\", \"provincial\", \"own\", \
         \"other\"",
    );
    assert_told(
        "code = \"3.1.b\"",
        "binds = [\"national\", \"provincial\"]",
        "binds = [\"national\", \"own\"]",
        "binds",
        ", khóa \"sections[2].tasks[1].norms[0].binds\": thấy [\"national\", \"own\"], cần một hay nhiều nguồn kind = \
         \"state\"",
    );
    assert_told(
        "[[phasing.tasks]]",
        "task = \"1.1.b\"",
        "task = \"1.1.c\"",
        "task = \"1.1.c\"",
        ", khóa \"phasing.tasks[1].task\": thấy \"1.1.c\", cần một trong: \"1.1.a\", \"1.1.b\", \"2\", \"3.1.a\", \
         \"3.1.b\", \"4.1.a\", \"4.1.b\", \"4.1.c\", \"4.1.d\", \"4.1.đ\", \"5.1.a\", \"5.1.b\", \"6\", \"7\", \
         \"8.b\", \"9\"",
    );
    assert_told(
        "code = \"4.1.c\"",
        "kinds = [\"service_organisation\"]",
        "kinds = [\"service\"]",
        "kinds",
        ", khóa \"sections[3].tasks[2].kinds[0]\": thấy \"service\", cần một trong: \"enterprise\", \"cooperative\", \
         \"cooperative_group\", \"household\", \"individual\", \"cluster_investor\", \"service_organisation\", \
         \"public_body\"",
    );
}

#[test]
fn codes_and_names_are_given_once() {
    assert_told(
        "cap = 500",
        "1.1.b",
        "1.1.A",
        "1.1.A",
        ", khóa \"sections[0].tasks[1].code\": thấy \"1.1.A\" lần thứ hai, cần mỗi mã một lần",
    );
    assert_told(
        "cap = 500",
        "1.1.b",
        "2.1.b",
        "2.1.b",
        ", khóa \"sections[0].tasks[1].code\": thấy \"2.1.b\", cần mã của mục 1: \"1\" hoặc \"1.…\"",
    );
    assert_told(
        "always_shown = true",
        "provincial",
        "national",
        "national",
        ", khóa \"sources[1].id\": thấy \"national\" đã là tên ở \"sources[0].id\", cần mỗi tên chỉ thuộc về một mục",
    );
    assert_told(
        "short = \"Nậm Nhùn\"",
        "H. Nậm Nhùn",
        "H. Mường Tè",
        "\"Huyện Nậm Nhùn\"",
        ", khóa \"units[2].aliases[1]\": thấy \"H. Mường Tè\" đã là tên ở \"units[1].aliases[1]\", cần mỗi tên chỉ \
         thuộc về một mục",
    );
}

#[test]
fn who_approves_is_told_of_state_money_alone_and_by_words() {
    let on = |source: &str| format!("id = \"{source}\"");
    assert_told(
        &on("other"),
        "loose_aliases = []",
        "loose_aliases = []\napproved_by = [\"BCT\"]",
        "BCT",
        ", khóa \"sources[3].approved_by[0]\": thấy \"BCT\", cần chỉ nguồn kind = \"state\" có approved_by",
    );
    assert_told(
        &on("national"),
        "\"BCT\"",
        "\"-\"",
        "\"-\"",
        ", khóa \"sources[0].approved_by[1]\": thấy \"-\", cần một tên có chữ hoặc số",
    );
    let programme = embedded().unwrap();
    let approved: Vec<&str> =
        programme.sources.iter().filter(|it| !it.approved_by.is_empty()).map(|it| it.id.as_str()).collect();
    assert_eq!(approved, ["national"]);
}

#[test]
fn the_legal_forms_are_those_of_the_four_kinds_of_facility() {
    let programme = embedded().unwrap();
    let forms: Vec<&str> = programme.kinds.iter().filter(|it| it.legal_form).map(|it| it.id.as_str()).collect();
    assert_eq!(forms, ["enterprise", "cooperative", "cooperative_group", "household"]);
}

#[test]
fn units_of_different_times_may_share_a_name() {
    assert_eq!(embedded().unwrap().units.len(), 47);
    let text = changed("short = \"Xã Phong Thổ\"", "2025-07-01", "2025-06-30");
    let told = from_text(&text, "x").unwrap_err().to_string();
    assert!(told.contains("\"Phong Thổ\" đã là tên ở \"units[3].short\""), "{told}");
}

#[test]
fn dates_and_years_are_checked() {
    assert_told(
        "[decision]",
        "2020-04-14",
        "2020-04-31",
        "date",
        ", khóa \"decision.date\": thấy \"2020-04-31\", cần ngày có thật, dạng \"2026-01-31\"",
    );
    assert_told(
        "[year_totals]",
        "2025 =",
        "2026 =",
        "2026",
        ", khóa \"year_totals.2026\": thấy \"2026\", cần một năm từ 2021 đến 2025",
    );
    assert_told(
        "[year_totals]",
        "2025 = 9714",
        "",
        "[year_totals]",
        ", khóa \"year_totals\": thấy không có năm 2025, cần số tiền của từng năm",
    );
    assert_told(
        "task = \"3.1.b\"",
        "[6, 6, 6, 6, 6]",
        "[6, 6, 6, 6]",
        "quantity",
        ", khóa \"phasing.tasks[4].quantity\": thấy 4 số, cần 5 số, mỗi năm từ 2021 đến 2025 một số",
    );
    assert_told("last_year", "2025", "2020", "2020", ", khóa \"last_year\": thấy 2020, cần một năm từ 2021 đến 2050");
}

#[test]
fn two_norms_never_hold_on_one_day() {
    let norm = |from: &str| {
        format!(
            "[[sections.tasks.norms]]\nbinds = [\"national\"]\nfrom = \"{from}\"\ntext = \"\"\n\n[[sections]]\ncode = \"2\""
        )
    };
    let first_until = changed("code = \"1.1.b\"", "cap = 6000", "until = \"2025-05-04\"\ncap = 6000");
    let add = |from| first_until.replacen("[[sections]]\ncode = \"2\"", &norm(from), 1);
    let programme = from_text(&add("2025-05-05"), "x").unwrap();
    let task = programme.task(programme.task_by_code("1.1.b").unwrap());
    assert!(task.norm_on("2025-05-04".parse().unwrap()).unwrap().cap.is_some());
    assert!(task.norm_on("2025-05-05".parse().unwrap()).unwrap().cap.is_none());
    let told = from_text(&add("2025-05-04"), "x").unwrap_err().to_string();
    assert!(told.contains("khóa \"sections[0].tasks[1].norms[1]\": thấy định mức có hiệu lực cùng lúc"), "{told}");
}

#[test]
fn a_mark_without_its_figure_is_an_error() {
    assert_told(
        "code = \"3.1.b\"",
        "cap = 300",
        "",
        "per_facility",
        ", khóa \"sections[2].tasks[1].norms[0].per_facility\": thấy true mà không có \"cap\", cần \"cap\" đi kèm",
    );
}

#[test]
fn a_section_without_tasks_is_an_error() {
    let empty = "[[sections]]\ncode = \"10\"\nname = \"Mục mới\"\ntotal = 0\nmoney = { national = 0, provincial = 0, own = 0 }\n\n[phasing]";
    let told = from_text(&EMBEDDED.replacen("[phasing]", empty, 1), "x").unwrap_err().to_string();
    assert!(
        told.ends_with("khóa \"sections[9].tasks\": thấy mục không có nhiệm vụ nào, cần ít nhất một nhiệm vụ"),
        "{told}"
    );
}

#[test]
fn broken_toml_is_told_with_its_line() {
    assert_told(
        "[decision]",
        "number",
        "number\nnumber",
        "number",
        ": sai cú pháp TOML (key with no value, expected `=`)",
    );
    assert_told(
        "[decision]",
        "number",
        "short = \"a\"\nnumber",
        "short = \"QĐ",
        ": khóa này đã có ở trên, mỗi khóa chỉ được viết một lần",
    );
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cũ.toml");
    std::fs::write(&path, b"id = \"x\"\nname = \"\xc4\"\n").unwrap();
    let told = from_file(&path).unwrap_err().to_string();
    assert!(told.ends_with("cũ.toml, dòng 2: có ký tự không thuộc bảng mã UTF-8; hãy lưu lại tệp với bảng mã UTF-8"));
    assert!(matches!(from_file(&folder.path().join("không có.toml")), Err(Error::Path { .. })));
    std::fs::write(&path, EMBEDDED).unwrap();
    assert_eq!(from_file(&path).unwrap().sha256, embedded().unwrap().sha256);
}
