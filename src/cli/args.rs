//! What can be typed: the commands, and the arguments that several of them share, with their Vietnamese help. What a
//! command takes of its own stands with it.
//!
//! clap prints some words of its own ("Usage:", "[OPTIONS]", "[aliases: …]"): each is replaced or hidden here,
//! so that no line of the help is in another language than the rest.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use super::{check, compare, consolidate, crosscheck, limits, programme, rules, template, verify};
use crate::model::{Date, Stage};
use crate::read::isolated;

/// The order of every help: what it does, how it is called, its commands and arguments, examples.
pub(super) const TEMPLATE: &str = "\
{about-with-newline}
Cách dùng: {usage}

{all-args}{after-help}";

/// The heading of a help's commands.
pub(super) const COMMANDS: &str = "Lệnh";

/// The heading of a help's positional arguments.
pub(super) const ARGUMENTS: &str = "Tham số";

/// The heading of a help's options.
pub(super) const OPTIONS: &str = "Tùy chọn";

/// The heading of what bounds the reading of a file.
const LIMITS: &str = "Giới hạn khi đọc một tệp";

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "doisoat",
    version,
    about = "Đối soát đăng ký đề án khuyến công của các đơn vị với chương trình khuyến công của tỉnh.",
    help_template = TEMPLATE,
    override_usage = "doisoat LỆNH …\n           doisoat ĐƯỜNG_DẪN…",
    subcommand_help_heading = COMMANDS,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "\
Ví dụ:
  doisoat consolidate bieu-cac-don-vi -o ket-qua.xlsx
      Đọc mọi biểu trong thư mục bieu-cac-don-vi, ghi bảng tổng hợp và các sai lệch.
  doisoat check phong-tho.xlsx
      Kiểm tra riêng một biểu, in sai lệch ra màn hình.
  doisoat bieu-cac-don-vi
      Như lệnh đầu, kết quả là ket-qua-doi-soat.xlsx đặt cạnh thư mục (cũng là khi kéo thả vào chương trình).

Mã kết thúc: 0 không có lỗi (có thể có cảnh báo); 1 có lỗi trong biểu; 2 không chạy được."
)]
pub(super) struct Typed {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Tệp hoặc thư mục cần tổng hợp
    #[arg(value_name = "ĐƯỜNG_DẪN", help_heading = ARGUMENTS)]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// In hướng dẫn này
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = OPTIONS, display_order = 98)]
    help: Option<bool>,

    /// In phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = OPTIONS, display_order = 99)]
    version: Option<bool>,
}

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Tổng hợp mọi biểu thành một bảng tính: phụ lục 01–03, đối chiếu, sai lệch (tên khác: tong-hop)
    #[command(alias = "tong-hop")]
    Consolidate(consolidate::Arguments),

    /// Kiểm tra riêng các biểu đã cho, in sai lệch ra màn hình (tên khác: kiem-tra)
    #[command(alias = "kiem-tra")]
    Check(check::Arguments),

    /// So sánh hai lần nộp: đề án thêm, bớt, sửa; kinh phí và sai lệch thay đổi (tên khác: so-sanh)
    #[command(alias = "so-sanh")]
    Compare(compare::Arguments),

    /// Đối chiếu bảng phụ lục của cơ quan khác với số của ta: từng ô lệch, cầu chênh lệch (tên khác: doi-chieu-bang)
    #[command(alias = "doi-chieu-bang")]
    Crosscheck(crosscheck::Arguments),

    /// Xác minh một bảng kết quả: tính lại từ hồ sơ, chỉ ra tệp, danh mục, ô nào khác (tên khác: xac-minh)
    #[command(alias = "xac-minh")]
    Verify(verify::Arguments),

    /// Tạo biểu đăng ký trống để gửi cho đơn vị (tên khác: bieu-mau)
    #[command(alias = "bieu-mau")]
    Template(template::Arguments),

    /// Kiểm tra, in hoặc xuất danh mục của chương trình ra Excel (tên khác: chuong-trinh)
    #[command(alias = "chuong-trinh")]
    Programme(programme::Arguments),

    /// Liệt kê các quy tắc kiểm tra, hoặc giải thích một quy tắc (tên khác: quy-tac)
    #[command(alias = "quy-tac")]
    Rules(rules::Arguments),

    /// The program reads a file that may end the process in a child of its own.
    #[command(name = isolated::COMMAND, hide = true)]
    Isolated { request: String },
}

/// Which programme.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Catalogue {
    /// Danh mục chương trình thay cho danh mục có sẵn (tệp .toml, hoặc bảng tính do programme export tạo ra); dùng thêm
    /// lần nữa cho danh mục bổ sung (tệp .toml), như định mức của một nghị quyết ban hành sau
    #[arg(long = "programme", value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) files: Vec<PathBuf>,
}

/// How many threads share the work.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Threads {
    /// Số luồng xử lý song song, không làm thay đổi kết quả (mặc định: mọi nhân của máy)
    #[arg(long = "threads", value_name = "SỐ", help_heading = OPTIONS, display_order = 90)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) most: Option<u16>,
}

/// Within which limits.
#[derive(Debug, Default, Args)]
pub(super) struct Within {
    #[arg(long = "limit", value_name = "TÊN=SỐ", help = limits::help(), help_heading = LIMITS)]
    pub(super) limits: Vec<String>,
}

/// Which files are read.
#[derive(Debug, Default, Args)]
pub(super) struct Inputs {
    /// Tệp hoặc thư mục chứa biểu (.xlsx, .xlsm, .xls, .xlsb, .ods); thư mục được duyệt đến cấp cuối
    #[arg(value_name = "ĐƯỜNG_DẪN", required = true, help_heading = ARGUMENTS)]
    pub(super) paths: Vec<PathBuf>,
}

/// What a competent person has accepted.
#[derive(Debug, Default, Args)]
pub(super) struct Accepted {
    /// Các trường hợp được chấp thuận (tệp .toml): sai lệch vẫn nêu, không còn tính là lỗi, số liệu không đổi
    #[arg(long = "waivers", value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) file: Option<PathBuf>,

    /// Ngày xét hiệu lực của các chấp thuận, dạng 2025-12-31 (mặc định: ngày phê duyệt của từng đề án, không có
    /// thì 01/01 của năm thực hiện)
    #[arg(long = "date", value_name = "NGÀY", help_heading = OPTIONS, requires = "file")]
    pub(super) on: Option<Date>,
}

/// What stage the files speak of.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct OfStage {
    /// Giai đoạn của mọi biểu đã cho, thay cho giai đoạn ghi trong biểu: registered (đăng ký), appraised (thẩm định), approved (phê duyệt), carried_out (thực hiện)
    #[arg(long = "stage", value_name = "GIAI_ĐOẠN", help_heading = OPTIONS)]
    #[arg(value_parser = stages(), hide_possible_values = true)]
    pub(super) stage: Option<Stage>,
}

/// The stages by their names in the JSON.
fn stages() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(Stage::ALL.map(Stage::id)).map(|typed| Stage::of_id(&typed).unwrap_or_default())
}
