//! Which sheet and which column of the workbook carry which key of a catalogue.
//!
//! A new key of [`crate::programme::raw`] gets a line here; a test lists every key that has none.

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text; a blank cell says nothing.
    Text,
    /// Text; a blank cell says that there is none.
    Prose,
    /// An amount in the programme's unit of money.
    Money,
    /// A percentage, 50 for 50 %.
    Percent,
    /// A count.
    Count,
    /// A year.
    Year,
    /// A day.
    Date,
    /// "Có" or "Không"; a blank cell says nothing.
    YesNo,
    /// One of a few words, each with its key in the catalogue.
    Choice(&'static [(&'static str, &'static str)]),
    /// Names or ids, one on each line of the cell.
    List,
}

/// The words of [`Kind::YesNo`].
pub const YES_NO: [(&str, bool); 2] = [("Có", true), ("Không", false)];

/// A key of the catalogue and the column (or, on the first sheet, the row) that carries it.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The key, from the sheet's record on: `price.amount`.
    pub key: &'static str,
    /// What stands above it.
    pub header: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What a clerk has to know to fill it in.
    pub guide: &'static str,
}

/// What the records of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// The programme itself: a key a row.
    Whole,
    /// The entries of a list, one a row.
    Entries(&'static str),
    /// The entries of a list within each record of an earlier sheet, which a column names by its code.
    Within {
        /// The list.
        list: &'static str,
        /// The sheet of the records that hold the lists.
        parent: &'static str,
        /// The column that names the record.
        link: &'static str,
    },
    /// The years of the period, one a row.
    Years,
    /// A row for each task's quantity and each of its sources, a column a year.
    Phasing,
}

/// A sheet.
#[derive(Debug, Clone, Copy)]
pub struct SheetLayout {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What its records are.
    pub records: Records,
    /// Its columns.
    pub columns: &'static [Column],
    /// The key under which money stands by source, one more column for each source.
    pub by_source: Option<&'static str>,
}

/// Before a source's id, in the header of its column.
pub const SOURCE: &str = "Nguồn ";
/// The header of a column of years.
pub const YEAR: &str = "Năm";
/// The header of the tasks of the phasing.
pub const PHASED_TASK: &str = "Mã nhiệm vụ";
/// The header of what the phasing splits.
pub const PHASED_FIGURE: &str = "Chỉ tiêu";
/// The quantity among what the phasing splits.
pub const QUANTITY: &str = "Số lượng";
/// The headers of the first sheet.
pub const WHOLE: [&str; 2] = ["Nội dung", "Giá trị"];
/// The sheet of the programme itself.
pub const PROGRAMME: &str = "Chương trình";
/// The key of the period's first and last year.
pub const PERIOD: [&str; 2] = ["first_year", "last_year"];

const UNITS_OF_MONEY: &[(&str, &str)] =
    &[("đồng", "đồng"), ("nghìn đồng", "nghìn đồng"), ("triệu đồng", "triệu đồng"), ("tỷ đồng", "tỷ đồng")];
const SOURCE_KINDS: &[(&str, &str)] =
    &[("state", "Ngân sách nhà nước"), ("own", "Đối ứng"), ("other", "Nguồn hợp pháp khác")];
const LEVELS: &[(&str, &str)] = &[("province", "Cấp tỉnh"), ("local", "Cấp dưới tỉnh")];
const SUBMITTED_BY: &[(&str, &str)] = &[("local", "Cấp dưới tỉnh"), ("province", "Cấp tỉnh"), ("either", "Cả hai cấp")];

const fn column(key: &'static str, header: &'static str, kind: Kind, guide: &'static str) -> Column {
    Column { key, header, kind, guide }
}

/// The sheets, in order.
pub const SHEETS: [SheetLayout; 9] = [
    SheetLayout {
        name: PROGRAMME,
        about: "Quyết định ban hành, thời gian, đơn vị tiền và các số tổng của chương trình.",
        records: Records::Whole,
        columns: &[
            column("id", "Mã chương trình", Kind::Text, "Tên ngắn không dấu, ví dụ tinh-a-2026-2028."),
            column(
                "form_version",
                "Phiên bản biểu mẫu",
                Kind::Text,
                "Số in trên biểu đăng ký; tăng khi biểu thay đổi.",
            ),
            column("money_unit", "Đơn vị tiền", Kind::Choice(UNITS_OF_MONEY), "Dùng cho mọi số tiền trong tệp này."),
            column("first_year", "Năm đầu", Kind::Year, "Năm đầu của giai đoạn."),
            column("last_year", "Năm cuối", Kind::Year, "Năm cuối của giai đoạn."),
            column("decision.number", "Số quyết định", Kind::Text, "Ví dụ 12/QĐ-UBND."),
            column("decision.short", "Viết tắt quyết định", Kind::Text, "Dùng khi dẫn căn cứ, ví dụ QĐ 12/QĐ-UBND."),
            column(
                "decision.clause_prefix",
                "Mục chứa các nhiệm vụ",
                Kind::Prose,
                "Phần đứng trước mã nhiệm vụ khi dẫn căn cứ, ví dụ \"III.\"; không có thì để trống.",
            ),
            column("decision.date", "Ngày quyết định", Kind::Date, "Ngày/tháng/năm."),
            column("decision.title", "Tên chương trình", Kind::Text, "In trên các phụ lục và biểu mẫu."),
            column("decision.issuer", "Cơ quan ban hành", Kind::Text, "Ví dụ Ủy ban nhân dân tỉnh."),
            column(
                "decision.clauses.tasks",
                "Mục về nhiệm vụ",
                Kind::Text,
                "Dẫn làm căn cứ, ví dụ Mục III; không có thì để trống.",
            ),
            column("decision.clauses.sources", "Mục về nguồn kinh phí", Kind::Text, "Như trên."),
            column("decision.clauses.uses", "Mục về sử dụng kinh phí", Kind::Text, "Như trên."),
            column("decision.clauses.state", "Mục về ngân sách nhà nước", Kind::Text, "Như trên."),
            column("decision.clauses.phasing", "Mục về phân kỳ", Kind::Text, "Như trên."),
            column("decision.clauses.submission", "Mục về lập kế hoạch", Kind::Text, "Như trên."),
            column(
                "cut_order",
                "Thứ tự cắt giảm",
                Kind::List,
                "Mã các nguồn ngân sách nhà nước, mỗi mã một dòng; nguồn ghi trước bị cắt trước.",
            ),
            column("totals.total", "Tổng kinh phí", Kind::Money, "Cả giai đoạn."),
            column("totals.state", "Ngân sách nhà nước", Kind::Money, "Tổng các nguồn ngân sách nhà nước."),
            column("totals.mobilised", "Vốn huy động", Kind::Money, "Tổng các nguồn còn lại."),
            column(
                "totals.state_share",
                "Tỷ lệ ngân sách nhà nước (%)",
                Kind::Percent,
                "Như quyết định in, ví dụ 35,7.",
            ),
            column("totals.mobilised_share", "Tỷ lệ vốn huy động (%)", Kind::Percent, "Như quyết định in."),
            column("phasing.label", "Tên bảng phân kỳ", Kind::Text, "In ở phụ lục 02."),
        ],
        by_source: Some("totals.money"),
    },
    SheetLayout {
        name: "Theo năm",
        about: "Kinh phí của từng năm, tổng số và theo nguồn; mỗi năm của giai đoạn một dòng.",
        records: Records::Years,
        columns: &[column("year_totals", "Tổng kinh phí", Kind::Money, "Tổng kinh phí của năm.")],
        by_source: Some("phasing.year_sources"),
    },
    SheetLayout {
        name: "Nguồn",
        about: "Các nguồn kinh phí, theo thứ tự cột trong phụ lục.",
        records: Records::Entries("sources"),
        columns: &[
            column("id", "Mã nguồn", Kind::Text, "Chữ không dấu; các trang khác gọi nguồn bằng mã này."),
            column("kind", "Loại nguồn", Kind::Choice(SOURCE_KINDS), "Định mức chỉ áp dụng cho ngân sách nhà nước."),
            column("short", "Tên cột trong phụ lục", Kind::Text, "Tên ngắn."),
            column("header", "Tên cột trong biểu", Kind::Text, "Tiêu đề cột ở biểu đăng ký."),
            column("name", "Tên đầy đủ", Kind::Text, "Tên theo quyết định."),
            column("aliases", "Tiêu đề khác cùng nghĩa", Kind::List, "Mỗi tiêu đề một dòng trong ô (Alt+Enter)."),
            column(
                "loose_aliases",
                "Tiêu đề gần nghĩa",
                Kind::List,
                "Được hiểu là nguồn này, kèm lưu ý BM09; mỗi tiêu đề một dòng.",
            ),
            column(
                "approved_by",
                "Cơ quan phê duyệt",
                Kind::List,
                "Tên cơ quan phê duyệt đề án dùng nguồn này, mỗi tên một dòng; trống là không xét.",
            ),
            column("always_shown", "Luôn in cột", Kind::YesNo, "Không: chỉ in khi có tiền."),
        ],
        by_source: None,
    },
    SheetLayout {
        name: "Loại hình",
        about: "Các loại hình đơn vị thụ hưởng.",
        records: Records::Entries("kinds"),
        columns: &[
            column("id", "Mã loại hình", Kind::Text, "Chữ không dấu; trang Nhiệm vụ gọi loại hình bằng mã này."),
            column("name", "Tên loại hình", Kind::Text, "Tên in trên biểu mẫu."),
            column("synonyms", "Cách viết khác", Kind::List, "Mỗi cách viết một dòng trong ô (Alt+Enter)."),
            column(
                "legal_form",
                "Là loại hình pháp lý",
                Kind::YesNo,
                "Có: các cách viết đứng trước tên riêng, như HTX, Công ty TNHH.",
            ),
        ],
        by_source: None,
    },
    SheetLayout {
        name: "Đơn vị",
        about: "Các đơn vị nộp biểu.",
        records: Records::Entries("units"),
        columns: &[
            column("short", "Tên ngắn", Kind::Text, "Tên in trong kết quả, mỗi đơn vị một tên."),
            column("full", "Tên đầy đủ", Kind::Text, "Ví dụ UBND huyện …"),
            column("level", "Cấp", Kind::Choice(LEVELS), "Đơn vị của tỉnh hay dưới tỉnh."),
            column("from", "Từ ngày", Kind::Date, "Ngày đầu tiên đơn vị tồn tại; trống là từ trước."),
            column("until", "Đến ngày", Kind::Date, "Ngày cuối cùng đơn vị tồn tại; trống là đến nay."),
            column("aliases", "Tên gọi khác", Kind::List, "Mỗi tên một dòng trong ô (Alt+Enter)."),
        ],
        by_source: None,
    },
    SheetLayout {
        name: "Mục",
        about: "Các mục của chương trình, theo thứ tự của quyết định.",
        records: Records::Entries("sections"),
        columns: &[
            column("code", "Mã mục", Kind::Text, "Mã của mỗi nhiệm vụ bắt đầu bằng mã mục."),
            column("name", "Tên mục", Kind::Text, "Theo lời văn của quyết định."),
            column("total", "Tổng kinh phí", Kind::Money, "Cả giai đoạn."),
        ],
        by_source: Some("money"),
    },
    SheetLayout {
        name: "Nhiệm vụ",
        about: "Các nhiệm vụ, theo thứ tự của quyết định. Nhiệm vụ không có số liệu để trống các ô số.",
        records: Records::Within { list: "tasks", parent: "Mục", link: "Mã mục" },
        columns: &[
            column("code", "Mã nhiệm vụ", Kind::Text, "Mã ghi trên biểu đăng ký."),
            column("name", "Tên nhiệm vụ", Kind::Text, "Theo lời văn của quyết định."),
            column("content", "Nội dung", Kind::Text, "Chỉ ghi khi quyết định nói thêm ngoài tên."),
            column("beneficiary.label", "Cách gọi đối tượng", Kind::Text, "Ví dụ Đối tượng hỗ trợ."),
            column("beneficiary.text", "Đối tượng", Kind::Text, "Theo lời văn của quyết định."),
            column("kinds", "Loại hình được hỗ trợ", Kind::List, "Mã loại hình (trang Loại hình), mỗi mã một dòng."),
            column("measure", "Đơn vị tính", Kind::Text, "Đơn vị của số lượng, ví dụ cơ sở."),
            column("measure_aliases", "Cách gọi khác của đơn vị tính", Kind::List, "Mỗi cách gọi một dòng."),
            column("target", "Số lượng", Kind::Count, "Cả giai đoạn."),
            column(
                "target_text",
                "Chỉ tiêu (lời văn)",
                Kind::Prose,
                "Lời văn về số lượng; được đối chiếu với số lượng.",
            ),
            column("submitted_by", "Đơn vị lập biểu", Kind::Choice(SUBMITTED_BY), "Cấp đăng ký nhiệm vụ này."),
            column("sources", "Nguồn được dùng", Kind::List, "Mã nguồn (trang Nguồn), mỗi mã một dòng."),
            column("unit_cost", "Đơn giá bình quân", Kind::Money, "Tổng kinh phí chia số lượng."),
            column("total", "Tổng kinh phí", Kind::Money, "Cả giai đoạn."),
        ],
        by_source: Some("money"),
    },
    SheetLayout {
        name: "Định mức",
        about: "Định mức hỗ trợ của từng nhiệm vụ; nhiệm vụ có nhiều định mức theo thời gian thì mỗi định mức một dòng.",
        records: Records::Within { list: "norms", parent: "Nhiệm vụ", link: "Mã nhiệm vụ" },
        columns: &[
            column("from", "Từ ngày", Kind::Date, "Ngày đầu tiên có hiệu lực; trống là từ đầu giai đoạn."),
            column("until", "Đến ngày", Kind::Date, "Ngày cuối cùng có hiệu lực; trống là đến hết giai đoạn."),
            column(
                "binds",
                "Nguồn chịu định mức",
                Kind::List,
                "Mã các nguồn ngân sách nhà nước cộng lại không được vượt, mỗi mã một dòng.",
            ),
            column("cap", "Mức tối đa", Kind::Money, "Cho một đơn vị số lượng."),
            column(
                "per_facility",
                "Mỗi cơ sở một lần",
                Kind::YesNo,
                "Có: một cơ sở chỉ được hưởng mức tối đa một lần.",
            ),
            column("percent", "Tỷ lệ tối đa (%)", Kind::Percent, "Phần trăm của chi phí."),
            column(
                "percent_of_rent",
                "Tỷ lệ tính trên tiền thuê",
                Kind::YesNo,
                "Có: chi phí là quy mô × đơn giá × số lượng.",
            ),
            column(
                "scale.most",
                "Quy mô tối đa",
                Kind::Count,
                "Cho một đơn vị số lượng, ví dụ số gian hàng, số người.",
            ),
            column("scale.of", "Đơn vị của quy mô", Kind::Text, "Ví dụ gian hàng, người."),
            column("scale.planned", "Quy mô chỉ là dự kiến", Kind::YesNo, "Có: vượt quy mô chỉ là cảnh báo."),
            column("price.amount", "Đơn giá dự kiến", Kind::Money, "Đơn giá mà quyết định dự kiến."),
            column("price.per", "Đơn giá tính cho", Kind::Text, "Ví dụ gian hàng, lớp."),
            column(
                "price.per_quantity",
                "Đơn giá theo số lượng",
                Kind::YesNo,
                "Có: cho một đơn vị số lượng; không: cho một gian hàng, một người.",
            ),
            column(
                "implied_share",
                "Tỷ lệ suy ra (%)",
                Kind::Percent,
                "Tỷ lệ ngân sách suy ra từ tổng kinh phí khi quyết định không nêu tỷ lệ.",
            ),
            column("text", "Lời văn định mức", Kind::Prose, "Theo quyết định; được đối chiếu với các số bên cạnh."),
            column("basis", "Căn cứ", Kind::Text, "Trống là mục của nhiệm vụ trong quyết định."),
        ],
        by_source: None,
    },
    SheetLayout {
        name: "Phân kỳ",
        about: "Số lượng và kinh phí từng năm của mỗi nhiệm vụ: mỗi chỉ tiêu một dòng, mỗi năm một cột; ô trống là 0.",
        records: Records::Phasing,
        columns: &[],
        by_source: None,
    },
];
