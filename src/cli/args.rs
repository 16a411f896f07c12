//! What can be typed: commands, arguments and their Vietnamese help. What it means stands with each command.
//!
//! clap prints some words of its own ("Usage:", "[OPTIONS]", "[aliases: …]"): each is replaced or hidden here,
//! so that no line of the help is in another language than the rest.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use super::limits;
use crate::model::{Basis, Date, Stage};
use crate::read::isolated;

/// The order of every help: what it does, how it is called, its commands and arguments, examples.
const TEMPLATE: &str = "\
{about-with-newline}
Cách dùng: {usage}

{all-args}{after-help}";

/// The heading of a help's commands.
const COMMANDS: &str = "Lệnh";

/// The heading of a help's positional arguments.
const ARGUMENTS: &str = "Tham số";

/// The heading of a help's options.
const OPTIONS: &str = "Tùy chọn";

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
    #[command(
        alias = "tong-hop",
        help_template = TEMPLATE,
        override_usage = "doisoat consolidate ĐƯỜNG_DẪN… -o TỆP.xlsx [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat consolidate bieu-cac-don-vi -o ket-qua.xlsx
  doisoat consolidate bieu-cac-don-vi -o nam-2023.xlsx --year 2023 --json nam-2023.json
  doisoat tong-hop bieu-cac-don-vi -o ket-qua.xlsx --programme chuong-trinh.toml"
    )]
    Consolidate(Consolidate),

    /// Kiểm tra riêng các biểu đã cho, in sai lệch ra màn hình (tên khác: kiem-tra)
    #[command(
        alias = "kiem-tra",
        help_template = TEMPLATE,
        override_usage = "doisoat check ĐƯỜNG_DẪN… [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat check phong-tho.xlsx
  doisoat kiem-tra 2023 --json sai-lech.json"
    )]
    Check(Check),

    /// So sánh hai lần nộp: đề án thêm, bớt, sửa; kinh phí và sai lệch thay đổi (tên khác: so-sanh)
    #[command(
        alias = "so-sanh",
        help_template = TEMPLATE,
        override_usage = "doisoat compare BẢN_CŨ BẢN_MỚI [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat compare phong-tho-lan-1.xlsx phong-tho-lan-2.xlsx
  doisoat so-sanh bieu-thang-3 bieu-thang-4 -o so-sanh.xlsx --json so-sanh.json
  doisoat compare ket-qua-cu.xlsx ket-qua-moi.xlsx -o so-sanh.xlsx

Mã kết thúc: 0 so được, dù có khác biệt hay không; 1 bản mới có lỗi mà bản cũ không có; 2 không chạy được."
    )]
    Compare(Compare),
    /// Đối chiếu bảng phụ lục của cơ quan khác với số của ta: từng ô lệch, cầu chênh lệch (tên khác: doi-chieu-bang)
    #[command(
        alias = "doi-chieu-bang",
        help_template = TEMPLATE,
        override_usage = "doisoat crosscheck --theirs BẢNG_KIA ĐƯỜNG_DẪN… [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat crosscheck --theirs so-tai-chinh.xlsx bieu-cac-don-vi -o doi-chieu.xlsx
  doisoat doi-chieu-bang --theirs so-tai-chinh.xlsx ket-qua.xlsx --json doi-chieu.json"
    )]
    Crosscheck(Crosscheck),

    /// Xác minh một bảng kết quả: tính lại từ hồ sơ, chỉ ra tệp, danh mục, ô nào khác (tên khác: xac-minh)
    #[command(
        alias = "xac-minh",
        help_template = TEMPLATE,
        override_usage = "doisoat verify KẾT_QUẢ.xlsx [ĐƯỜNG_DẪN…] [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat verify ket-qua.xlsx
  doisoat xac-minh ket-qua.xlsx ho-so-goc --json xac-minh.json

Mã kết thúc: 0 khớp hoàn toàn; 1 có điểm không khớp; 2 không xác minh được."
    )]
    Verify(Verify),

    /// Tạo biểu đăng ký trống để gửi cho đơn vị (tên khác: bieu-mau)
    #[command(
        alias = "bieu-mau",
        help_template = TEMPLATE,
        override_usage = "doisoat template -o TỆP.xlsx [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat template -o bieu-dang-ky.xlsx
  doisoat bieu-mau --unit \"Phong Thổ\" --year 2023 -o phong-tho-2023.xlsx"
    )]
    Template(Template),

    /// Kiểm tra, in hoặc xuất danh mục của chương trình ra Excel (tên khác: chuong-trinh)
    #[command(
        alias = "chuong-trinh",
        help_template = TEMPLATE,
        subcommand_help_heading = COMMANDS,
        override_usage = "doisoat programme check|show|export [TÙY CHỌN]",
        subcommand_required = true,
        arg_required_else_help = true,
        disable_help_subcommand = true,
        after_help = "\
Ví dụ:
  doisoat programme check
  doisoat chuong-trinh show --programme chuong-trinh.toml
  doisoat programme export -o chuong-trinh.xlsx
      Sửa chuong-trinh.xlsx bằng Excel, rồi dùng lại: --programme chuong-trinh.xlsx"
    )]
    Programme {
        #[command(subcommand)]
        command: ProgrammeCommand,
    },

    /// Liệt kê các quy tắc kiểm tra, hoặc giải thích một quy tắc (tên khác: quy-tac)
    #[command(
        alias = "quy-tac",
        help_template = TEMPLATE,
        override_usage = "doisoat rules [MÃ]",
        after_help = "\
Ví dụ:
  doisoat rules
  doisoat rules DM
  doisoat quy-tac DM01"
    )]
    Rules {
        /// Mã quy tắc (DM01) hoặc nhóm quy tắc (DM); bỏ trống để liệt kê tất cả
        #[arg(value_name = "MÃ", help_heading = ARGUMENTS)]
        code: Option<String>,
    },

    /// The program reads a file that may end the process in a child of its own.
    #[command(name = isolated::COMMAND, hide = true)]
    Isolated { request: String },
}

/// What `programme` can do.
#[derive(Debug, Subcommand)]
pub(super) enum ProgrammeCommand {
    /// Chứng minh các con số của danh mục khớp nhau (mục, tổng, nguồn, tỷ lệ, năm, phân kỳ)
    #[command(help_template = TEMPLATE, override_usage = "doisoat programme check [TÙY CHỌN]")]
    Check(Catalogue),

    /// In danh mục: nhiệm vụ, định mức, kinh phí, đơn vị, phân kỳ
    #[command(help_template = TEMPLATE, override_usage = "doisoat programme show [TÙY CHỌN]")]
    Show(Catalogue),

    /// Xuất danh mục ra bảng tính để sửa bằng Excel; tệp đã sửa dùng được với --programme
    #[command(
        help_template = TEMPLATE,
        override_usage = "doisoat programme export -o TỆP.xlsx [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat programme export -o chuong-trinh.xlsx
  doisoat programme check --programme chuong-trinh.xlsx"
    )]
    Export {
        /// Danh mục sẽ được ghi ra tệp này
        #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
        output: PathBuf,

        #[command(flatten)]
        catalogue: Catalogue,
    },
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

/// Which figures may fill the appendices.
fn bases() -> impl TypedValueParser<Value = Basis> {
    PossibleValuesParser::new(Basis::ALL.map(Basis::id)).map(|typed| Basis::of_id(&typed).unwrap_or_default())
}

/// `consolidate`.
#[derive(Debug, Default, Args)]
pub(super) struct Consolidate {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// Bảng tính kết quả
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    pub(super) output: PathBuf,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) json: Option<PathBuf>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,

    #[command(flatten)]
    pub(super) accepted: Accepted,

    /// Tổng hợp kế hoạch của năm này, kèm lũy kế từ năm đầu của Chương trình; dùng nhiều lần cho nhiều năm.
    /// Các năm khác đã cho vẫn được đọc và xét
    #[arg(long = "year", value_name = "NĂM", help_heading = OPTIONS)]
    pub(super) years: Vec<i32>,

    #[command(flatten)]
    pub(super) of: OfStage,

    /// Số liệu của các phụ lục: registered (số đã nộp, mặc định) hoặc admissible (số sau rà soát mức hỗ trợ)
    #[arg(long, value_name = "SỐ_LIỆU", help_heading = OPTIONS)]
    #[arg(value_parser = bases(), hide_possible_values = true)]
    pub(super) basis: Option<Basis>,

    #[command(flatten)]
    pub(super) notes: ReturnNotes,

    #[command(flatten)]
    pub(super) within: Within,
}

/// What goes back to the units.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReturnNotes {
    /// Ghi vào thư mục này phiếu đề nghị chỉnh sửa cho từng đơn vị, kèm bản sao biểu có đánh dấu ô cần sửa
    #[arg(long = "return-notes", value_name = "THƯ_MỤC", help_heading = OPTIONS)]
    pub(super) folder: Option<PathBuf>,

    /// Hạn gửi lại ghi trong phiếu ("30/6/2023")
    #[arg(long, value_name = "NGÀY", requires = "folder", help_heading = OPTIONS)]
    pub(super) deadline: Option<String>,

    /// Người liên hệ ghi trong phiếu ("Phòng Quản lý công nghiệp, điện thoại …")
    #[arg(long, value_name = "LIÊN HỆ", requires = "folder", help_heading = OPTIONS)]
    pub(super) contact: Option<String>,
}

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) inputs: Inputs,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) json: Option<PathBuf>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,

    #[command(flatten)]
    pub(super) accepted: Accepted,

    #[command(flatten)]
    pub(super) of: OfStage,

    #[command(flatten)]
    pub(super) within: Within,
}

/// `crosscheck`.
#[derive(Debug, Args)]
pub(super) struct Crosscheck {
    /// Bảng tính có phụ lục 01, 02 hoặc 03 do cơ quan khác lập
    #[arg(long, value_name = "BẢNG_KIA", help_heading = OPTIONS)]
    pub(super) theirs: PathBuf,

    /// Các biểu của đơn vị (tệp, thư mục), hoặc một bảng kết quả do chương trình này ghi
    #[arg(value_name = "ĐƯỜNG_DẪN", required = true, help_heading = ARGUMENTS)]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// Bảng tính kết quả: bảng của bên kia với từng ô đã đối chiếu, cầu chênh lệch, sai lệch
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    pub(super) output: Option<PathBuf>,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) json: Option<PathBuf>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,

    /// Chỉ đối chiếu số liệu của năm này; dùng nhiều lần cho nhiều năm
    #[arg(long = "year", value_name = "NĂM", help_heading = OPTIONS)]
    pub(super) years: Vec<i32>,

    #[command(flatten)]
    pub(super) within: Within,
}

/// `compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Bản cũ: một biểu, một thư mục, hoặc một bảng kết quả do chương trình này ghi
    #[arg(value_name = "BẢN_CŨ", help_heading = ARGUMENTS)]
    pub(super) old: PathBuf,

    /// Bản mới, cũng như vậy
    #[arg(value_name = "BẢN_MỚI", help_heading = ARGUMENTS)]
    pub(super) new: PathBuf,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// Bảng tính kết quả: từng thay đổi với ô ở hai bản, kinh phí theo nhiệm vụ và nguồn, sai lệch đã sửa và mới
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    pub(super) output: Option<PathBuf>,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) json: Option<PathBuf>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,

    #[command(flatten)]
    pub(super) within: Within,
}

/// `verify`.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Bảng kết quả do lệnh consolidate lập
    #[arg(value_name = "KẾT_QUẢ.xlsx", help_heading = ARGUMENTS, display_order = 1)]
    pub(super) result: PathBuf,

    /// Hồ sơ để tính lại (mặc định: các đường dẫn ghi trong bảng kết quả, tính từ thư mục của bảng)
    #[arg(value_name = "ĐƯỜNG_DẪN", help_heading = ARGUMENTS, display_order = 2)]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) threads: Threads,

    /// Ghi đủ mọi điểm khác dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) json: Option<PathBuf>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,

    /// Tệp chấp thuận (mặc định: tệp ghi trong bảng kết quả)
    #[arg(long = "waivers", value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) waivers: Option<PathBuf>,
}

/// `template`.
#[derive(Debug, Args)]
pub(super) struct Template {
    /// Biểu sẽ được ghi ra tệp này
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    pub(super) output: PathBuf,

    /// Điền sẵn tên đơn vị ("Phong Thổ")
    #[arg(long, value_name = "ĐƠN VỊ", help_heading = OPTIONS)]
    pub(super) unit: Option<String>,

    /// Điền sẵn năm kế hoạch
    #[arg(long, value_name = "NĂM", help_heading = OPTIONS)]
    pub(super) year: Option<i32>,

    #[command(flatten)]
    pub(super) catalogue: Catalogue,
}
