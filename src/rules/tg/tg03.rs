//! TG03: a total's formula leaves rows of its block out, or a total is typed over where its neighbours are formulas.

use crate::model::{Code, Entry, Field, Finding, Money, Project, Severity, Table, TotalRow};
use crate::rules::cells::column_sum;
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TG03,
    severity: Severity::Warning,
    severity_note: "",
    title: "Công thức tổng bỏ sót dòng, hoặc số tổng bị gõ đè",
    what: "Công thức SUM, SUBTOTAL hoặc phép cộng ở dòng tổng không gồm hết các đề án có số tiền của phần mà dòng đó cộng; hoặc một ô của dòng tổng là số gõ tay trong khi các ô bên cạnh là công thức cộng.",
    why: "Dòng chèn thêm sau dòng cuối của vùng SUM không được cộng; số gõ đè không đổi khi sửa các dòng chi tiết.",
    basis: "Yêu cầu của biểu đăng ký đề án: dòng tổng bằng tổng các đề án.",
    example: "Ô T13 ghi =SUM(T9:T11) trong khi dòng 12 còn một đề án 300 triệu đồng NS tỉnh.",
    mend: "Kéo công thức cho đủ các dòng của phần được cộng; thay số gõ tay bằng công thức như các ô bên cạnh.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    table.totals.iter().flat_map(|row| of_row(context, table, row)).collect()
}

fn of_row(context: &Context<'_>, table: &Table, row: &TotalRow) -> Vec<Finding> {
    let amounts = row.amounts.iter().zip(&row.sums).enumerate();
    amounts
        .filter_map(|(at, ((field, entry), sum))| match sum {
            Some(added) => short(context, table, row, (*field, entry), added),
            None => is_typed_over(table, row, at).then(|| typed_over(context, table, row, (*field, entry))),
        })
        .collect()
}

/// A formula that leaves out rows of every block that its row may sum up. The block that is least short is taken for
/// the one that was meant; a row without money in the column is no loss.
fn short(
    context: &Context<'_>,
    table: &Table,
    row: &TotalRow,
    (field, entry): (Field, &Entry<Money>),
    added: &[usize],
) -> Option<Finding> {
    let left_out = |block: &Vec<usize>| -> Vec<&Project> {
        let rows = block.iter().filter(|at| added.binary_search(at).is_err());
        rows.filter_map(|at| table.lines().get(*at)).filter(|project| holds(project, field)).collect()
    };
    let missing = row.covers.iter().map(left_out).min_by_key(Vec::len).filter(|missing| !missing.is_empty())?;
    let sum = column_sum(field, missing.iter().copied()).map(|(sum, _)| sum);
    let message = format!(
        "Công thức ở dòng \"{}\", cột \"{}\" bỏ sót {} ({}){}.",
        row.label,
        context.programme.header(field),
        words::count(missing.len(), "đề án"),
        words::rows(missing.iter().map(|project| project.row)),
        sum.map(|sum| format!(", {sum}")).unwrap_or_default(),
    );
    let action = "Sửa công thức để cộng đủ các dòng của phần này.";
    let cells = std::iter::once(entry.at).chain(missing.iter().map(|project| cell_of(project, field)));
    let finding = Finding::new(Code::TG03, Severity::Warning, message, action).at(table.place(cells.flatten()));
    let finding = about(finding, table, field);
    Some(match (entry.value, sum) {
        (Some(amount), Some(sum)) if explains(table, row, field, amount, sum) => finding.compare(amount, amount + sum),
        (Some(amount), _) => finding.found(amount),
        _ => finding,
    })
}

/// Whether a total would tie out with the rows that its formula leaves out: TG02 then has nothing to add. Only such
/// a finding says what was expected, and by that it silences TG02.
fn explains(table: &Table, row: &TotalRow, field: Field, amount: Money, left_out: Money) -> bool {
    row.covers.iter().any(|block| {
        let sum = column_sum(field, block.iter().filter_map(|at| table.lines().get(*at)));
        sum.is_some_and(|(sum, rounding)| words::distance(amount + left_out, sum) <= rounding)
    })
}

/// Whether an amount is typed while what stands beside it in the row are formulas, one of them at least a sum of
/// rows. A typed zero under nothing but zeros replaces no formula worth the name.
fn is_typed_over(table: &Table, row: &TotalRow, at: usize) -> bool {
    let Some((field, entry)) = row.amounts.get(at) else { return false };
    let typed = !entry.formula && entry.value.is_some();
    let is_zero = entry.value.is_some_and(Money::is_zero);
    let in_block = || row.covers.iter().flatten().filter_map(|at| table.lines().get(*at));
    if !typed || (is_zero && !in_block().any(|project| holds(project, *field))) {
        return false;
    }
    let mut order: Vec<usize> = (0..row.amounts.len()).collect();
    order.sort_by_key(|at| row.amounts[*at].1.at);
    let place = order.iter().position(|other| *other == at).unwrap_or_default();
    let beside: Vec<usize> = [place.checked_sub(1), place.checked_add(1)]
        .into_iter()
        .flatten()
        .filter_map(|at| order.get(at).copied())
        .collect();
    let is_sum = |at: &usize| row.sums.get(*at).is_some_and(Option::is_some);
    beside.iter().all(|at| row.amounts[*at].1.formula) && beside.iter().any(is_sum)
}

fn typed_over(context: &Context<'_>, table: &Table, row: &TotalRow, (field, entry): (Field, &Entry<Money>)) -> Finding {
    let message = format!(
        "Dòng \"{}\", cột \"{}\" gõ tay {} trong khi ô bên cạnh là công thức.",
        row.label,
        context.programme.header(field),
        entry.value.unwrap_or_default(),
    );
    let action = "Thay số gõ tay bằng công thức cộng như ô bên cạnh.";
    let finding = Finding::new(Code::TG03, Severity::Warning, message, action).at(table.place(entry.at));
    about(finding, table, field).found(entry.value.unwrap_or_default())
}

fn about(finding: Finding, table: &Table, field: Field) -> Finding {
    let finding = words::about_table(finding, table);
    match field {
        Field::Source(source) => finding.of_source(source),
        _ => finding,
    }
}

fn entry_of(project: &Project, field: Field) -> Option<&Entry<Money>> {
    match field {
        Field::Source(source) => project.sources.get(source.index()),
        _ => Some(&project.total),
    }
}

fn cell_of(project: &Project, field: Field) -> Option<crate::model::CellRef> {
    entry_of(project, field)?.at
}

/// Whether a row has money, or what should be money, in a column.
fn holds(project: &Project, field: Field) -> bool {
    entry_of(project, field)
        .is_some_and(|entry| entry.fault.is_some() || entry.value.is_some_and(|amount| !amount.is_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fault;
    use crate::rules::testing::{TableOf, cells, check, dong, row, source, table};

    fn of(id: &str) -> Field {
        Field::Source(source(id))
    }

    /// Three projects of 100, 200 and 300 đồng of NS tỉnh and as much of their own, and no national money.
    fn three() -> TableOf {
        table().rows([100, 200, 300].map(|amount| row("3.1.b").dong([0, amount, amount, 0])))
    }

    #[test]
    fn a_formula_that_leaves_a_row_out_is_named_and_explains_the_gap() {
        let found = check(three().summed(of("provincial"), 300, &[&[0, 1, 2]], &[0, 1]));
        let finding = found.only(Code::TG03);
        assert_eq!(cells(&finding), ["T12", "T11"]);
        assert_eq!(
            (finding.severity, finding.actual, finding.expected, finding.difference),
            (Severity::Warning, Some(dong(300)), Some(dong(600)), Some(dong(-300)))
        );
        assert_eq!(finding.source, Some(source("provincial")));
        assert!(finding.message.contains("bỏ sót 1 đề án (dòng 11), 300 đồng"), "{}", finding.message);
        found.silent(Code::TG02);
        check(three().summed(of("provincial"), 600, &[&[0, 1, 2]], &[0, 1, 2])).silent(Code::TG03);
    }

    #[test]
    fn one_dong_that_the_rows_do_not_explain_is_another_fault() {
        let found = check(three().summed(of("provincial"), 301, &[&[0, 1, 2]], &[0, 1]));
        let finding = found.only(Code::TG03);
        assert_eq!((finding.actual, finding.expected), (Some(dong(301)), None));
        found.only(Code::TG02);
    }

    #[test]
    fn a_row_without_money_in_the_column_is_no_loss() {
        check(three().summed(of("national"), 0, &[&[0, 1, 2]], &[0])).silent(Code::TG03);
        let faulty = three().row(row("6").dong([0, 1, 1, 0]).fault(of("provincial"), "x", Fault::NotANumber));
        let finding = check(faulty.summed(of("provincial"), 600, &[&[0, 1, 2, 3]], &[0, 1, 2])).only(Code::TG03);
        assert_eq!(finding.expected, None);
    }

    #[test]
    fn a_formula_over_one_of_the_blocks_that_its_row_may_sum_up_is_sound() {
        check(three().summed(of("provincial"), 500, &[&[0, 1, 2], &[1, 2]], &[1, 2])).silent(Code::TG03);
        let finding = check(three().summed(of("provincial"), 300, &[&[0, 1, 2], &[1, 2]], &[2])).only(Code::TG03);
        assert_eq!(cells(&finding), ["T12", "T10"]);
        assert_eq!(finding.expected, Some(dong(500)));
    }

    #[test]
    fn a_total_typed_between_formulas_is_named() {
        let all: &[&[usize]] = &[&[0, 1, 2]];
        let with = |typed: i64| {
            three().summed(Field::Total, 1200, all, &[0, 1, 2]).beside(of("provincial"), typed, None).beside(
                of("own"),
                600,
                Some(&[0, 1, 2]),
            )
        };
        let found = check(with(600));
        let finding = found.only(Code::TG03);
        assert_eq!((cells(&finding), finding.actual), (vec!["T12".to_owned()], Some(dong(600))));
        found.silent(Code::TG02);
        let at_the_edge = three().total(Field::Total, 1200, 0, all).beside(of("provincial"), 600, Some(&[0, 1, 2]));
        assert_eq!(cells(&check(at_the_edge).only(Code::TG03)), ["R12"]);
        for wrong in [599, 0] {
            let found = check(with(wrong));
            found.only(Code::TG03);
            found.only(Code::TG02);
        }
        let unreadable = three().total_fault("x", Fault::NotANumber).beside(of("provincial"), 600, Some(&[0, 1, 2]));
        check(unreadable).silent(Code::TG03);
    }

    #[test]
    fn totals_typed_side_by_side_and_zeros_under_zeros_are_sound() {
        let all: &[&[usize]] = &[&[0, 1, 2]];
        check(three().total(of("provincial"), 600, 0, all)).silent(Code::TG03);
        let first = three().total(Field::Total, 1200, 0, all).beside(of("provincial"), 600, None);
        check(first.beside(of("own"), 600, Some(&[0, 1, 2]))).silent(Code::TG03);
        let two = three().summed(Field::Total, 1200, all, &[0, 1, 2]).beside(of("provincial"), 600, None);
        check(two.beside(of("own"), 600, None)).silent(Code::TG03);
        let national = |typed| {
            let row = three().summed(Field::Total, 1200, all, &[0, 1, 2]).beside(of("national"), typed, None);
            check(row.beside(of("provincial"), 600, Some(&[0, 1, 2])))
        };
        national(0).silent(Code::TG03);
        national(1).only(Code::TG03);
        let some = table().rows([100, 0].map(|amount| row("3.1.b").dong([0, amount, 100, 0])));
        let zero = some.summed(Field::Total, 300, &[&[0, 1]], &[0, 1]).beside(of("provincial"), 0, None);
        check(zero.beside(of("own"), 200, Some(&[0, 1]))).only(Code::TG03);
    }

    #[test]
    fn formulas_that_add_up_no_rows_are_neither_typed_nor_a_reason() {
        let all: &[&[usize]] = &[&[0, 1, 2]];
        let computed = three().summed(Field::Total, 1200, all, &[0, 1, 2]).computed(of("provincial"), 600);
        check(computed.beside(of("own"), 600, Some(&[0, 1, 2]))).silent(Code::TG03);
        let between = table().rows([row("6").dong([0, 100, 100, 0])]).total(Field::Total, 200, 0, &[&[0]]);
        check(between.computed(of("provincial"), 100)).silent(Code::TG03);
    }

    #[test]
    fn a_blank_cell_is_no_loss_and_a_block_that_cannot_be_added_up_explains_nothing() {
        let blank = three().row(row("6").blank(of("provincial")));
        check(blank.summed(of("provincial"), 600, &[&[0, 1, 2, 3]], &[0, 1, 2])).silent(Code::TG03);
        let faulty = three().row(row("6").fault(of("provincial"), "x", Fault::NotANumber));
        let finding = check(faulty.summed(of("provincial"), 300, &[&[0, 1, 2, 3]], &[0, 1, 3])).only(Code::TG03);
        assert_eq!((cells(&finding)[1].as_str(), finding.expected), ("T11", None));
    }
}
