use super::*;
use crate::programme::load;

const CATALOGUE: &str = include_str!("../../../templates/lai-chau-2021-2025.toml");

/// The proof of the catalogue with one text replaced, its first occurrence after `after`.
fn audit_of(after: &str, from: &str, to: &str) -> String {
    let start = CATALOGUE.find(after).unwrap();
    let at = start + CATALOGUE[start..].find(from).unwrap();
    let text = format!("{}{to}{}", &CATALOGUE[..at], &CATALOGUE[at + from.len()..]);
    audit(&load::from_text(&text, "thu.toml").unwrap()).render()
}

#[test]
fn the_embedded_catalogue_is_right() {
    let audit = audit(&load::embedded().unwrap());
    assert!(audit.is_right());
    assert_eq!(audit.render(), "53/53 đẳng thức đúng\n");
}

#[test]
fn the_identities_are_the_fifty_three_of_the_decision() {
    let audit = audit(&load::embedded().unwrap());
    let names: Vec<_> = audit.identities.iter().map(|identity| identity.name.as_str()).collect();
    // 16 tasks with figures twice, 9 sections, programme, state, shares, years, 5 years, 3 sources.
    assert_eq!(names.iter().filter(|name| name.starts_with("nhiệm vụ")).count(), 32);
    assert_eq!(names.iter().filter(|name| name.starts_with("mục")).count(), 9);
    assert_eq!(names.iter().filter(|name| name.starts_with("năm")).count(), 5);
    assert_eq!(names.iter().filter(|name| name.starts_with("nguồn")).count(), 3);
    assert_eq!(names.len(), 32 + 9 + 4 + 5 + 3);
    assert_eq!(names[0], "nhiệm vụ 1.1.a: tổng các nguồn");
    assert!(!names.iter().any(|name| name.contains("8.a")), "8.a has no figure");
}

#[test]
fn a_failing_identity_shows_both_sides() {
    let told = audit_of("code = \"4.1.đ\"", "provincial = 700", "provincial = 710");
    assert_eq!(
        told,
        "50/53 đẳng thức đúng

SAI: nhiệm vụ 4.1.đ: tổng các nguồn
  - tổng kinh phí bằng tổng các nguồn: danh mục ghi 1.400 triệu đồng, đối chiếu với 1.410 triệu đồng (0 + 710 + 700); lệch -10 triệu đồng
  - nguồn NS tỉnh bằng tổng phân kỳ các năm: danh mục ghi 710 triệu đồng, đối chiếu với 700 triệu đồng (140 + 140 + 140 + 140 + 140); lệch 10 triệu đồng

SAI: nhiệm vụ 4.1.đ: đơn giá bình quân × số lượng
  - tỷ lệ hỗ trợ suy ra từ tổng kinh phí: danh mục ghi 50%, đối chiếu với 51%; lệch -1%

SAI: mục 4: tổng các nhiệm vụ
  - nguồn NS tỉnh bằng tổng các nhiệm vụ: danh mục ghi 3.540 triệu đồng, đối chiếu với 3.550 triệu đồng (240 + 500 + 500 + 1.600 + 710); lệch -10 triệu đồng
"
    );
}

#[test]
fn a_norm_is_held_against_the_words_beside_it() {
    let told = audit_of("code = \"3.1.b\"", "cap = 300", "cap = 301");
    assert!(told.starts_with("52/53"), "{told}");
    assert!(
        told.contains("mức tối đa: danh mục ghi 301 triệu đồng, đối chiếu với lời văn \"Tối đa 50% chi phí"),
        "{told}"
    );
    let told = audit_of("code = \"5.1.a\"", "most = 30", "most = 31");
    assert!(told.contains("quy mô tối đa: danh mục ghi 31 người, đối chiếu với lời văn \"05 lớp"), "{told}");
}

#[test]
fn a_limit_that_the_words_state_cannot_be_left_out() {
    let told = audit_of("code = \"3.1.b\"", "cap = 300\nper_facility = true", "");
    assert!(told.starts_with("52/53"), "{told}");
    assert!(
        told.contains("số trong lời văn định mức: danh mục ghi không có, đối chiếu với lời văn \"300 triệu đồng\"")
    );
    let told = audit_of("code = \"2\"\nname", "percent = 30", "");
    assert!(told.contains("lời văn \"30%\""), "{told}");
}

#[test]
fn a_price_that_no_word_states_is_the_average() {
    let told = audit_of("code = \"4.1.a\"", "amount = 80", "amount = 81");
    let line = "đơn giá dự kiến bằng đơn giá bình quân: danh mục ghi 81 triệu đồng, đối chiếu với 80 triệu đồng (80)";
    assert!(told.contains(line), "{told}");
}

#[test]
fn shares_are_held_to_the_decimal_that_is_printed() {
    for rough in ["36", "35.72", "35.8"] {
        let told = audit_of("[totals]", "35.7", rough);
        assert!(told.starts_with("52/53"), "{told}");
        assert!(told.contains("đối chiếu với 35,7%"), "{told}");
    }
}

#[test]
fn no_figure_is_so_large_that_the_proof_breaks() {
    // The largest amount and the largest quantity that a catalogue may hold.
    let told = audit_of("code = \"9\"", "unit_cost = 100", "unit_cost = 1000000000");
    assert!(told.starts_with("52/53"), "{told}");
    let told = audit_of("code = \"5.1.b\"", "target = 50", "target = 1000000");
    assert!(told.starts_with("52/53"), "{told}");
}
