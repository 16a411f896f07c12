//! TP04: the same bytes as another file of the run.

use crate::model::{Code, FileFault, Finding, Input, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP04,
    severity: Severity::Warning,
    severity_note: "",
    title: "Tệp giống hệt tệp khác",
    what: "Hai tệp trong đợt giống nhau từng byte; chỉ tệp đứng trước được tính.",
    why: "Tính cả hai tệp thì mỗi đề án bị cộng hai lần.",
    basis: "Nguyên tắc mỗi bản đăng ký được tính một lần.",
    example: "\"Phong Thổ.xlsx\" và \"Phong Thổ (1).xlsx\" cùng nội dung do tải về hai lần.",
    mend: "Xóa bản thừa; nếu lẽ ra phải là hai biểu khác nhau, đề nghị đơn vị gửi lại.",
    check: Check::Input(check),
};

fn check(context: &Context<'_>, input: &Input) -> Vec<Finding> {
    let Some(FileFault::SameBytes(first)) = input.fault else { return Vec::new() };
    let Some(first) = context.inputs.get(first) else { return Vec::new() };
    let finding = Finding::new(
        Code::TP04,
        Severity::Warning,
        format!("Tệp giống hệt tệp \"{}\"; chỉ tính một lần.", first.file),
        "Xóa bản thừa; nếu đây lẽ ra là biểu khác, đề nghị đơn vị gửi lại.",
    );
    vec![finding.at(Place::file(&input.file)).at(Place::file(&first.file))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{file, row, run, table};

    #[test]
    fn both_files_are_named_the_copy_first() {
        let copy = file("b.xlsx").faulty(FileFault::SameBytes(0));
        let finding = run([file("a.xlsx").table(table().row(row("3.1.b"))), copy]).only(Code::TP04);
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!(files, ["b.xlsx", "a.xlsx"]);
    }

    #[test]
    fn different_files_are_not_named() {
        run([file("a.xlsx").table(table()), file("b.xlsx").table(table().unit("Tân Uyên"))]).silent(Code::TP04);
    }
}
