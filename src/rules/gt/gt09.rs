//! GT09: a required cell is blank.

use std::sync::Arc;

use crate::model::{CellRef, Code, Entry, Field, Finding, Project, ProjectRef, Severity, Table};
use crate::programme::Norm;
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT09,
    severity: Severity::Error,
    severity_note: "",
    title: "Ô bắt buộc để trống",
    what: "Để trống mã nhiệm vụ (khi không có dòng nhóm cho biết nhiệm vụ), tên đề án, tổng kinh phí, hoặc số lượng khi nhiệm vụ có định mức theo đơn vị khối lượng. Ô nguồn vốn để trống được hiểu là 0.",
    why: "Thiếu các ô này thì không xác định được đề án, không đối chiếu được tổng và định mức.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Đề án nhiệm vụ 6 (định mức 35 triệu đồng/cơ sở) để trống số lượng.",
    mend: "Ghi đủ các ô bắt buộc.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    let no_quantity = quantity_column(context, table);
    let of_rows = at.projects(table).flat_map(|(at, project)| of_row(context, at, project));
    no_quantity.into_iter().chain(of_rows).collect()
}

/// A table without a column of quantities whose tasks need one: said once, at its header.
fn quantity_column(context: &Context<'_>, table: &Table) -> Option<Finding> {
    let absent = |project: &&Project| project.quantity.is_absent() && norm_per_unit(context, project).is_some();
    let rows = table.projects.iter().filter(absent).count();
    (rows > 0).then(|| {
        let header = context.programme.header(Field::Quantity);
        let finding = Finding::new(
            Code::GT09,
            Severity::Error,
            format!(
                "Bảng không có cột \"{header}\"; {} thuộc nhiệm vụ có định mức theo đơn vị khối lượng.",
                words::count(rows, "đề án")
            ),
            format!("Thêm cột \"{header}\" và ghi số lượng của từng đề án."),
        );
        words::about_table(finding.at(table.place([table.header])), table)
    })
}

fn of_row(context: &Context<'_>, at: ProjectRef, project: &Project) -> Vec<Finding> {
    let blanks = [
        task(project),
        text(&project.name).map(|cell| (Field::Name, Some(cell), "Tên đề án để trống.".to_owned())),
        total(project),
        quantity(context, project),
    ];
    let fill = |(field, cell, message): (Field, Option<CellRef>, String)| {
        let action = format!("Ghi đủ cột \"{}\" ở dòng này.", context.programme.header(field));
        Finding::new(Code::GT09, Severity::Error, message, action).at(project.place([cell])).about(at, project)
    };
    blanks.into_iter().flatten().map(fill).collect()
}

type Blank = (Field, Option<CellRef>, String);

/// No code in the row, and no heading above it that gives one.
fn task(project: &Project) -> Option<Blank> {
    let claim = &project.task;
    (is_silent(&claim.entry) && claim.task.is_none()).then(|| {
        let cell = claim.cell().or(project.name.at).or(project.total.at);
        (Field::Task, cell, "Mã nhiệm vụ để trống, và không có dòng nhóm nào ghi đúng tên hoặc mã nhiệm vụ.".to_owned())
    })
}

/// The cell of a text that is blank.
fn text(entry: &Entry<Arc<str>>) -> Option<CellRef> {
    entry.at.filter(|_| is_silent(entry))
}

/// Whether no text is written; one that cannot be read is.
fn is_silent(entry: &Entry<Arc<str>>) -> bool {
    entry.fault.is_none() && entry.text().is_empty()
}

fn total(project: &Project) -> Option<Blank> {
    project.total.is_blank().then(|| {
        let sum = project.sources_sum().map_or_else(String::new, |sum| format!(" Các nguồn cộng lại {sum}."));
        (Field::Total, project.total.at, format!("Tổng kinh phí để trống.{sum}"))
    })
}

fn quantity(context: &Context<'_>, project: &Project) -> Option<Blank> {
    let norm = norm_per_unit(context, project).filter(|_| project.quantity.is_blank())?;
    let task = context.programme.task(project.task.task?);
    let limit = norm.cap.map_or_else(|| norm.text.clone(), |cap| format!("{cap}/{}", task.measure));
    let message = format!("Số lượng để trống; nhiệm vụ {} có định mức: {limit}.", task.code);
    Some((Field::Quantity, project.quantity.at, message))
}

/// The norm of the project's task, where it sets something per unit of quantity.
fn norm_per_unit<'a>(context: &Context<'a>, project: &Project) -> Option<&'a Norm> {
    let task = context.programme.task(project.task.task?);
    let norm = match project.judged_on() {
        Some(date) => task.norm_on(date),
        None => task.norms.first(),
    };
    // A number of people or booths per unit needs no quantity to be checked; money per unit does.
    let priced = |norm: &&Norm| norm.price.as_ref().is_some_and(|price| price.per_quantity) && !norm.text.is_empty();
    norm.filter(|norm| norm.cap.is_some() || norm.percent_of_rent || priced(norm))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn each_blank_required_cell_is_named() {
        for (field, cell) in [(Field::Task, "B9"), (Field::Name, "D9"), (Field::Total, "R9"), (Field::Quantity, "N9")] {
            let finding = check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).blank(field))).only(Code::GT09);
            assert_eq!(cells(&finding), [cell]);
        }
    }

    #[test]
    fn a_blank_total_names_the_sum_of_the_sources() {
        let finding = check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).blank(Field::Total))).only(Code::GT09);
        assert!(finding.message.contains("600 triệu đồng"), "{}", finding.message);
    }

    #[test]
    fn quantity_is_required_only_where_the_norm_is_per_unit() {
        check(table().row(row("4.1.d").blank(Field::Quantity))).only(Code::GT09);
        check(table().row(row("4.1.a").blank(Field::Quantity))).silent(Code::GT09);
    }

    #[test]
    fn a_table_without_a_quantity_column_is_named_once_at_its_header() {
        let without = table().row(row("3.1.b").absent(Field::Quantity)).row(row("6").absent(Field::Quantity));
        let finding = check(without).only(Code::GT09);
        assert_eq!(finding.first_cell(), Some(table().header()));
        assert!(finding.message.contains("2 đề án"), "{}", finding.message);
        check(table().row(row("4.1.a").absent(Field::Quantity))).silent(Code::GT09);
    }

    #[test]
    fn a_task_that_a_heading_gives_and_blank_sources_are_fine() {
        check(table().row(row("3.1.b").by_heading())).silent(Code::GT09);
        check(table().row(row("3.1.b").blank(Field::Source(crate::model::SourceId(0))))).silent(Code::GT09);
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_not_blank() {
        let fault = crate::model::Fault::NotANumber;
        check(table().row(row("3.1.b").fault(Field::Total, "x", fault.clone()))).silent(Code::GT09);
        check(table().row(row("3.1.b").fault(Field::Quantity, "x", fault))).silent(Code::GT09);
    }

    #[test]
    fn a_task_that_is_unknown_or_cannot_be_read_is_not_blank() {
        check(table().row(row("3.1.b").unknown_task("9.9", &[]))).silent(Code::GT09);
        let fault = crate::model::Fault::NoResult;
        check(table().row(row("3.1.b").unknown_task("", &[]).fault(Field::Task, "", fault))).silent(Code::GT09);
    }

    #[test]
    fn a_price_per_unit_of_the_norm_needs_a_quantity_any_other_does_not() {
        // 5.1.a: 24 triệu đồng/lớp; what the decision words without a price needs none.
        let blank = || check(table().row(row("5.1.a").blank(Field::Quantity)));
        blank().only(Code::GT09);
        let without = |change: fn(&mut Norm)| {
            let found = blank().catalogue(|programme| {
                let task = programme.task_by_code("5.1.a").unwrap();
                programme.tasks[task.index()].norms.iter_mut().for_each(change);
            });
            found.silent(Code::GT09);
        };
        without(|norm| norm.price = None);
        without(|norm| norm.price.iter_mut().for_each(|price| price.per_quantity = false));
    }

    #[test]
    fn without_a_year_the_first_norm_says_what_is_required() {
        let found = check(table().no_year().row(row("3.1.b").blank(Field::Quantity))).catalogue(|programme| {
            let task = programme.task_by_code("3.1.b").unwrap();
            let norms = &mut programme.tasks[task.index()].norms;
            norms.push(Norm { cap: None, ..norms[0].clone() });
        });
        found.only(Code::GT09);
    }
}
