//! The catalogue as a clerk reads it, for a terminal of some hundred columns.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use rust_decimal::Decimal;

use super::{Level, Norm, Programme, Section, SubmittedBy, Task};
use crate::model::number::vietnamese;
use crate::model::{Date, Money, SourceId, TaskId};

/// The width that every part keeps to.
const WIDTH: u16 = 100;

/// The width of the labels.
const LABEL: u16 = 22;

/// What stands where the decision gives no figure; never 0.
const NO_FIGURE: &str = "–";

/// The whole catalogue: decision, money, tasks, years, phasing, kinds of beneficiary, units.
pub fn show(programme: &Programme) -> String {
    let view = View { programme };
    let mut parts = vec![view.heading(), view.totals(), "NHIỆM VỤ".to_owned()];
    for section in &programme.sections {
        // A section that is one task of the same name is shown once.
        if section.tasks.iter().all(|task| programme.task(*task).code != section.code) {
            parts.push(view.section(section));
        }
        parts.extend(section.tasks.iter().map(|task| view.task(*task)));
    }
    parts.extend([view.years(), view.phasing(), view.kinds(), view.units()]);
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

struct View<'a> {
    programme: &'a Programme,
}

impl View<'_> {
    fn heading(&self) -> String {
        let Programme { decision, first_year, last_year, form_version, id, .. } = self.programme;
        let facts = [
            ("Quyết định", format!("số {} {}", decision.number, decision.date.in_words())),
            ("Ban hành", decision.issuer.clone()),
            ("Giai đoạn", format!("{first_year}-{last_year}")),
            ("Danh mục", format!("{id}, biểu mẫu phiên bản {form_version}")),
            ("Đơn vị tính", "triệu đồng".to_owned()),
        ];
        let overlays = self.programme.overlays.iter();
        let overlays = overlays.map(|overlay| ("Danh mục bổ sung", format!("{}: {}", overlay.id, overlay.title)));
        let facts: Vec<_> = facts.into_iter().chain(overlays).collect();
        format!("{}\n\n{}", wrapped(&decision.title.to_uppercase()), labelled(&facts))
    }

    fn totals(&self) -> String {
        let totals = &self.programme.totals;
        let mut table = grid(["Nguồn vốn", "Kinh phí", "Tỷ lệ"]);
        let share = |share: Decimal| format!("{}%", vietnamese(share));
        table.add_row(["Tổng kinh phí".to_owned(), trieu(totals.total), String::new()]);
        table.add_row(["Ngân sách nhà nước".to_owned(), trieu(totals.state), share(totals.state_share)]);
        for source in self.programme.state_sources() {
            table.add_row([self.indented(source), figure(self.total_of(source)), String::new()]);
        }
        table.add_row(["Vốn huy động".to_owned(), trieu(totals.mobilised), share(totals.mobilised_share)]);
        for source in self.programme.mobilised_sources() {
            table.add_row([self.indented(source), figure(self.total_of(source)), String::new()]);
        }
        right_from(&mut table, 1);
        format!("KINH PHÍ\n\n{}", table.trim_fmt())
    }

    fn indented(&self, source: SourceId) -> String {
        let source = self.programme.source(source);
        format!("  {} ({})", source.name, source.short)
    }

    fn total_of(&self, source: SourceId) -> Option<Money> {
        self.programme.totals.money.get(source.index()).copied().flatten()
    }

    fn section(&self, section: &Section) -> String {
        let money = self.by_source(Some(section.total), &section.money);
        format!("{}\n{money}", wrapped(&format!("{}. {}", section.code, section.name)))
    }

    /// "18.000 = KCQG 3.000 + NS tỉnh 6.000 + Cơ sở 9.000"
    fn by_source(&self, total: Option<Money>, money: &[Option<Money>]) -> String {
        let named = self.programme.sources.iter().zip(money);
        let terms: Vec<_> = named
            .filter_map(|(source, amount)| amount.map(|amount| format!("{} {}", source.short, trieu(amount))))
            .collect();
        match total {
            Some(total) => format!("{} = {}", trieu(total), terms.join(" + ")),
            None => NO_FIGURE.to_owned(),
        }
    }

    fn task(&self, id: TaskId) -> String {
        let task = self.programme.task(id);
        let kinds = task.kinds.iter().filter_map(|kind| self.programme.kinds.get(*kind)).map(|kind| kind.name.as_str());
        let content = task.content.clone().map(|content| ("Nội dung", content));
        let beneficiary = task.beneficiary.clone().map(|who| (task.beneficiary_label.as_str(), who));
        let mut facts: Vec<_> = content.into_iter().chain(beneficiary).collect();
        facts.extend([
            ("Loại hình", list(kinds)),
            ("Số lượng", task.target_text.clone()),
            ("Định mức", self.norms(task)),
            ("Kinh phí", self.by_source(task.total, &task.money)),
            ("Nguồn được dùng", self.names(&task.sources)),
            ("Đơn vị đăng ký", format!("{} (suy ra, Quyết định không nêu)", submitter(task.submitted_by))),
        ]);
        let heading = format!("{}  {}", task.code, task.name);
        format!("{}\n{}", wrapped(&heading), labelled(&facts))
    }

    fn names(&self, sources: &[SourceId]) -> String {
        list(sources.iter().map(|source| self.programme.source(*source).short.as_str()))
    }

    fn norms(&self, task: &Task) -> String {
        let mut norms: Vec<String> = task.norms.iter().map(|norm| self.norm(task, norm)).collect();
        for overlaid in &task.overlaid {
            norms.push(self.norm(task, &overlaid.norm));
            norms.extend(overlaid.variants.iter().map(|variant| {
                let words: Vec<String> = variant.words.iter().map(|words| format!("\"{words}\"")).collect();
                let norm = self.norm(task, &variant.norm);
                format!("Nếu tên đề án, ĐVT hoặc Quy mô ghi {}: {norm}", words.join(" hoặc "))
            }));
        }
        if norms.is_empty() { "không quy định".to_owned() } else { norms.join("\n") }
    }

    /// The decision's words, then what the program holds a project against.
    fn norm(&self, task: &Task, norm: &Norm) -> String {
        let mut limits = Vec::new();
        if let Some(cap) = norm.cap {
            let once = if norm.per_facility { ", mỗi cơ sở một lần" } else { "" };
            limits.push(format!("tối đa {cap}/{}{once}", task.measure));
        }
        if let Some(percent) = norm.percent {
            let of = if norm.percent_of_rent { "giá thuê" } else { "tổng kinh phí" };
            limits.push(format!("tối đa {}% {of}", vietnamese(percent)));
        }
        if let Some(scale) = &norm.scale {
            let how = if scale.planned { "dự kiến" } else { "tối đa" };
            limits.push(format!("{how} {} {}/{}", vietnamese(scale.most), scale.of, task.measure));
        }
        if let Some(price) = &norm.price {
            let whose = if norm.text.is_empty() { "đơn giá bình quân" } else { "đơn giá dự kiến" };
            limits.push(format!("{whose} {}/{}", price.amount, price.per));
        }
        if let Some(share) = norm.implied_share {
            limits.push(format!("tổng kinh phí cho thấy tỷ lệ hỗ trợ {}%", vietnamese(share)));
        }
        let words = if norm.text.is_empty() { "không quy định" } else { &norm.text };
        let dates = match (norm.from, norm.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(", từ {from}"),
            (None, Some(until)) => format!(", đến {until}"),
            (Some(from), Some(until)) => format!(", từ {from} đến {until}"),
        };
        format!("{words}\n→ {}; áp dụng cho {} ({}{dates})", limits.join("; "), self.names(&norm.binds), norm.basis)
    }

    fn years(&self) -> String {
        let mut table = grid(self.programme.year_totals.keys().map(|year| format!("Năm {year}")));
        table.add_row(self.programme.year_totals.values().copied().map(trieu));
        right_from(&mut table, 0);
        format!("PHÂN KỲ THEO QUYẾT ĐỊNH\n\n{}", table.trim_fmt())
    }

    /// For each task the quantity, each source with money, and the total, by year.
    fn phasing(&self) -> String {
        let header = ["Mã", "Chỉ tiêu"].map(str::to_owned).into_iter();
        let years = self.programme.years().map(|year| year.to_string());
        let mut table = grid(header.chain(years).chain(["Cộng".to_owned()]));
        for id in self.programme.task_ids().filter(|id| self.programme.task(*id).total.is_some()) {
            self.phase_task(&mut table, id);
        }
        for (index, source) in self.programme.sources.iter().enumerate() {
            let year = |year| self.programme.phasing.year_sources.get(&year)?.get(index).copied().flatten();
            if self.total_of(SourceId(index)).is_some() {
                self.phase_money(&mut table, &format!("Toàn chương trình: {}", source.short), year);
            }
        }
        let total = |year| self.programme.year_totals.get(&year).copied();
        self.phase_money(&mut table, "Toàn chương trình: tổng", total);
        right_from(&mut table, 2);
        format!("{}\n\n{}", self.programme.phasing.label, table.trim_fmt())
    }

    fn phase_task(&self, table: &mut Table, id: TaskId) {
        let task = self.programme.task(id);
        let share = |year| self.programme.phasing.shares.get(&(id, year));
        let quantities: Vec<Decimal> =
            self.programme.years().map(|year| share(year).map_or(Decimal::ZERO, |share| share.quantity)).collect();
        let sum: Decimal = quantities.iter().sum();
        let mut row = vec![task.code.clone(), format!("Số lượng ({})", task.measure)];
        row.extend(quantities.into_iter().chain([sum]).map(vietnamese));
        table.add_row(row);

        let used = self.programme.source_ids().filter(|source| task.money_of(*source).is_some_and(Money::is_positive));
        for source in used {
            let name = &self.programme.source(source).short;
            self.phase_money(table, name, |year| share(year)?.money.get(source.index()).copied());
        }
        self.phase_money(table, "Tổng", |year| Some(share(year)?.money.iter().copied().sum()));
    }

    fn phase_money(&self, table: &mut Table, name: &str, amount: impl Fn(i32) -> Option<Money>) {
        let amounts: Vec<Money> = self.programme.years().map(|year| amount(year).unwrap_or_default()).collect();
        let sum: Money = amounts.iter().copied().sum();
        let mut row = vec![String::new(), name.to_owned()];
        row.extend(amounts.into_iter().chain([sum]).map(trieu));
        table.add_row(row);
    }

    /// What beneficiaries are, in which words; then who approves the projects of a source.
    fn kinds(&self) -> String {
        let mut table = grid(["Loại hình", "Cách ghi khác", "Đứng trước tên"]);
        for kind in &self.programme.kinds {
            let synonyms = list(kind.synonyms.iter().map(String::as_str));
            table.add_row([kind.name.clone(), synonyms, if kind.legal_form { "có" } else { "" }.to_owned()]);
        }
        let mut parts = vec![format!("LOẠI HÌNH ĐỐI TƯỢNG\n\n{}", table.trim_fmt())];
        for source in self.programme.sources.iter().filter(|source| !source.approved_by.is_empty()) {
            let approvers = list(source.approved_by.iter().map(String::as_str));
            parts.push(wrapped(&format!("Cấp phê duyệt đề án dùng {}: {approvers}.", source.short)));
        }
        parts.join("\n\n")
    }

    fn units(&self) -> String {
        let mut table = grid(["Đơn vị", "Tên đầy đủ", "Cấp", "Gửi từ", "Gửi đến"]);
        for unit in &self.programme.units {
            let level = match unit.level {
                Level::Province => "tỉnh",
                Level::Local => "địa phương",
            };
            let date = |date: Option<Date>| date.map_or_else(|| NO_FIGURE.to_owned(), |date| date.to_string());
            table.add_row([unit.short.clone(), unit.full.clone(), level.to_owned(), date(unit.from), date(unit.until)]);
        }
        format!("ĐƠN VỊ ĐĂNG KÝ\n\n{}", table.trim_fmt())
    }
}

fn submitter(by: SubmittedBy) -> &'static str {
    match by {
        SubmittedBy::Local => "địa phương",
        SubmittedBy::Province => "cấp tỉnh",
        SubmittedBy::Either => "địa phương hoặc cấp tỉnh",
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn trieu(amount: Money) -> String {
    vietnamese(amount.trieu())
}

fn figure(amount: Option<Money>) -> String {
    amount.map_or_else(|| NO_FIGURE.to_owned(), trieu)
}

/// A table with lines.
fn grid(header: impl IntoIterator<Item = impl Into<comfy_table::Cell>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTH).set_header(header.into_iter().map(Into::into).collect::<Vec<comfy_table::Cell>>());
    table
}

/// Labels on the left, their texts wrapped on the right, without lines.
fn labelled(facts: &[(&str, String)]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    for (label, text) in facts {
        table.add_row([*label, text]);
    }
    table.set_constraints([LABEL, WIDTH - LABEL].map(|width| ColumnConstraint::Absolute(Width::Fixed(width))));
    table.trim_fmt()
}

fn right_from(table: &mut Table, first: usize) {
    for column in table.column_iter_mut().skip(first) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

/// A paragraph of the width.
fn wrapped(text: &str) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.add_row([text]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    #[test]
    fn every_line_keeps_to_the_width() {
        let shown = show(&load::embedded().unwrap());
        let wide = shown.lines().find(|line| line.chars().count() > usize::from(WIDTH));
        assert_eq!(wide, None);
    }

    #[test]
    fn a_task_without_figures_shows_a_dash_and_no_zero() {
        let shown = show(&load::embedded().unwrap());
        let task = shown.split("8.a  Cử công chức").nth(1).unwrap().split("8.b  ").next().unwrap();
        assert!(task.contains("Kinh phí              –\n"), "{task}");
    }

    #[test]
    fn kinds_are_shown_with_their_words_and_who_approves_a_source() {
        let shown = show(&load::embedded().unwrap());
        assert!(shown.contains("HTX, Liên hiệp hợp tác xã, Liên hiệp HTX"), "{shown}");
        assert!(shown.contains("Cấp phê duyệt đề án dùng KCQG: Bộ Công Thương, BCT,"), "{shown}");
    }

    #[test]
    fn the_phasing_is_never_shown_without_its_label() {
        assert!(show(&load::embedded().unwrap()).contains("Phân kỳ tham khảo (không phải phụ lục gốc)"));
    }
}
