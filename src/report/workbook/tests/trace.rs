//! The way from a figure to the projects behind it, and what tells a reader that it is there.

use std::ops::RangeInclusive;

use super::*;

/// The columns of "Chi tiết đề án" with four sources.
const TASK: &str = "E";
const COUNTED: &str = "X";

/// The links of a sheet to places in the workbook, by their cells.
fn links(book: &Book, position: usize) -> BTreeMap<String, String> {
    let sheet = book.part(&format!("xl/worksheets/sheet{position}.xml"));
    let attribute = |link: &str, name: &str| {
        let (_, rest) = link.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let link = |link: &str| Some((attribute(link, "ref")?, attribute(link, "location")?));
    sheet.split("<hyperlink ").skip(1).filter_map(link).collect()
}

/// The rows of "Chi tiết đề án" that a link selects, all of its 29 columns.
fn selected(location: &str) -> RangeInclusive<u32> {
    let (first, last) = location.strip_prefix("'Chi tiết đề án'!A").unwrap().split_once(":AC").unwrap();
    first.parse().unwrap()..=last.parse().unwrap()
}

/// The rows of the projects that count and whose task's code is as asked.
fn counted(book: &Book, asked: impl Fn(&str) -> bool) -> Vec<u32> {
    let projects = book.values[DETAIL].keys().filter_map(|at| at.strip_prefix('A')?.parse::<u32>().ok());
    let mut rows: Vec<_> = projects
        .filter(|row| book.value(DETAIL, &format!("{COUNTED}{row}")) == "Có")
        .filter(|row| asked(&book.value(DETAIL, &format!("{TASK}{row}"))))
        .collect();
    rows.sort_unstable();
    rows
}

#[test]
fn each_row_of_an_appendix_opens_the_projects_behind_it_and_no_others() {
    let book = Book::of(faulty());
    for (position, sheet) in [(2, "Phụ lục 01"), (3, "Phụ lục 02"), (4, "Phụ lục 03")] {
        let mut opened = 0;
        for (at, location) in links(&book, position) {
            let code = book.value(sheet, &at);
            let rows = match code.as_str() {
                "TỔNG CỘNG" => counted(&book, |_| true),
                // A section's tasks begin with its number; a task's code is whole.
                code => counted(&book, |task| task == code || task.starts_with(&format!("{code}."))),
            };
            assert_eq!(selected(&location).collect::<Vec<_>>(), rows, "{sheet}!{at} {code}");
            opened += 1;
        }
        // The 16 tasks that have a figure in the decision, the sections above them, and the total.
        assert!(opened >= 20, "{sheet}: {opened}");
    }
}

#[test]
fn each_row_of_a_unit_opens_as_many_projects_as_it_counts() {
    let book = Book::of(faulty());
    let links = links(&book, 9);
    assert!(links.len() > 100, "{}", links.len());
    for (at, location) in links {
        let row = at.strip_prefix('C').unwrap();
        let rows = selected(&location);
        assert_eq!(rows.clone().count().to_string(), book.value(BY_UNIT, &format!("E{row}")), "{at}");
        for project in rows {
            for (ours, theirs) in [("A", "B"), ("B", "C"), ("C", "E")] {
                let unit = book.value(BY_UNIT, &format!("{ours}{row}"));
                assert_eq!(unit, book.value(DETAIL, &format!("{theirs}{project}")), "{at}, row {project}");
            }
        }
    }
}

#[test]
fn a_compared_figure_opens_its_projects_and_the_marks_are_told() {
    let book = Book::of(faulty());
    let links = links(&book, 5);
    let (at, location) = links.iter().find(|(at, _)| at.starts_with('B')).unwrap();
    let code = book.value(COMPARISON, at);
    let rows = counted(&book, |task| task == code || task.starts_with(&format!("{code}.")));
    assert_eq!(selected(location).collect::<Vec<_>>(), rows);
    assert!(book.value(COMPARISON, "A3").starts_with("▲ Vượt: cao hơn Chương trình; ▼ Thiếu"));
}

#[test]
fn what_is_looked_up_can_be_filtered_and_what_is_signed_has_room_for_it() {
    let names = Book::of(faulty()).part("xl/workbook.xml");
    for sheet in [COMPARISON, FINDINGS, BY_UNIT] {
        let filter = format!("hidden=\"1\">'{sheet}'!$A$4:");
        assert!(names.contains(&filter), "{names}");
    }
    for sheet in ["Phụ lục 01", "Phụ lục 02", "Phụ lục 03"] {
        assert!(names.contains(&format!(">'{sheet}'!$A$1:")), "no print area: {names}");
    }
    // Nothing to filter: the line that says so is one cell across the table.
    assert!(!Book::of(clean()).part("xl/workbook.xml").contains("hidden=\"1\">'Sai lệch'!"));
}
