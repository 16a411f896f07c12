#!/usr/bin/env python3
"""Writes the gallery: the same forty projects in the layouts and formats that districts send, and mong-doi.json.

    python3 samples/bieu-mau-thuc-te/generate.py [--libreoffice]

Shares no code with the program. Needs openpyxl, XlsxWriter and pyxlsbwriter 0.1; the same versions write the same bytes.
With --libreoffice some files are saved again by LibreOffice as .xls, .ods, .xlsx and .xlsm (other bytes each time).
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path

from grid import (
    MONEY,
    ROMAN,
    Grid,
    address,
    cell,
    header,
    plain,
    table,
    with_openpyxl,
    with_pyxlsbwriter,
    with_xlsxwriter,
)
from projects import PROJECTS, TASKS, UNIT, YEAR

HERE = Path(__file__).resolve().parent

STT, TASK, NAME = ("stt", ("STT",)), ("task", ("Mã nhiệm vụ",)), ("name", ("Tên đề án",))
BEN, QTY, TOTAL = ("ben", ("Đơn vị thụ hưởng",)), ("qty", ("Số lượng",)), ("total", ("Tổng kinh phí",))
NATIONAL, PROVINCIAL = ("national", ("KCQG",)), ("provincial", ("NS tỉnh",))
OWN = ("own", ("Vốn đối ứng của cơ sở",))
FLAT = [STT, TASK, NAME, BEN, QTY, TOTAL, NATIONAL, PROVINCIAL, OWN]
NO_CODE = [STT, NAME, BEN, QTY, TOTAL, NATIONAL, PROVINCIAL, OWN]

FILES = {}  # file name without extension -> (extension, writer, grids, places, notes, warnings with counts, what it shows)


def under(columns, **levels):
    """The columns with other headers."""
    return [(key, levels.get(key, header)) for key, header in columns]


def title(grid, row=0, col=0, unit="triệu đồng"):
    grid.put(row, col, f"UBND huyện {UNIT}")
    grid.put(row + 1, col, f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {YEAR}")
    if unit:
        grid.put(row + 2, col, f"Đơn vị tính: {unit}")


def signature(grid, row, col=0, right=5):
    grid.put(row + 1, right, "Phong Thổ, ngày 15 tháng 9 năm 2021")
    grid.put(row + 2, col + 1, "NGƯỜI LẬP BIỂU")
    grid.put(row + 2, right, "CHỦ TỊCH")
    grid.put(row + 3, right, "(Ký, đóng dấu)")
    grid.put(row + 7, right, "Nguyễn Văn Mẫu")


def simple(name, shows, columns=FLAT, *, at=(4, 0), unit="triệu đồng", writer=with_xlsxwriter, ext="xlsx", notes=(),
           signed=False, head=True, **options):
    """A sheet with a title block and one table."""
    grid = Grid()
    if head:
        title(grid, unit=unit)
    places, end = table(grid, *at, columns, **options)
    if signed:
        signature(grid, end)
    keep(name, shows, [grid], places, writer=writer, ext=ext, notes=notes)
    return grid


def keep(name, shows, grids, places, *, writer=with_xlsxwriter, ext="xlsx", notes=(), warnings=None):
    assert name not in FILES and len(places) == len(PROJECTS)
    FILES[name] = (ext, writer, grids, places, sorted(notes), warnings or {}, shows)


def vietnamese(amount, _column=None):
    """1.012,5"""
    whole, _, fraction = f"{amount.normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + ("," + fraction if fraction else "")


def spaced(amount, _column):
    """A non-breaking space before the thousands' dots of text, a narrow one behind: as pasted from the web."""
    return f"\u00a0{vietnamese(amount)}\u202f"


def with_unit(amount, column):
    if column == "national" and not amount:
        return "-"
    return f"{vietnamese(amount)} triệu" if column != "total" else f"{vietnamese(amount)}tr"


def mixed(amount, column):
    """Text for the total, nothing for no money."""
    if column == "total":
        return vietnamese(amount)
    return amount or None


def full_width(amount, _column):
    return vietnamese(amount).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


def times(factor):
    return lambda amount, _column: amount * factor


def roman(place, task):
    return ROMAN[place], TASKS[task]


def letter(place, task):
    return "ABCDEFG"[place], TASKS[task].upper()


def numbered(_place, task):
    return None, f"{task}. {TASKS[task]}"


def bare_capitals(place, task):
    bare = unicodedata.normalize("NFD", TASKS[task].replace("đ", "d").replace("Đ", "D"))
    return ROMAN[place], "".join(c for c in bare if not unicodedata.combining(c)).upper()


# --- headers -----------------------------------------------------------------------------------------------------

def headers():
    simple("01-mot-dong-tieu-de", "a flat header", total="bottom")
    two = under(FLAT, national=("Trong đó", "KCQG"), provincial=("Trong đó", "NS tỉnh"), own=("Trong đó", "Đối ứng"))
    simple("02-tieu-de-hai-dong", "two rows, merged both ways; index row", two, height=2, index=True, total="bottom")
    three = under(FLAT, total=("Kinh phí", "Tổng số"),
                  national=("Kinh phí", "Nguồn vốn", "KCQG"), provincial=("Kinh phí", "Nguồn vốn", "NS tỉnh"),
                  own=("Kinh phí", "Nguồn vốn", "Cơ sở đối ứng"))
    simple("03-tieu-de-ba-dong", "three rows, merged both ways", three, height=3, index=True, total="top")
    bare = under(FLAT, stt=("TT",), task=("MA NHIEM VU",), name=("NOI DUNG",), ben=("CO SO THU HUONG",), qty=("SL",),
                 total=("TONG KINH PHI",), national=("KHUYEN CONG QUOC GIA",), provincial=("NGAN SACH TINH",),
                 own=("VON DOI UNG",))
    simple("04-khong-dau-viet-hoa", "headers in capitals without accents", bare, total="bottom", writer=with_openpyxl)
    decomposed = [(key, tuple(unicodedata.normalize("NFD", h) for h in header)) for key, header in FLAT]
    simple("05-nfd", "headers decomposed, as macOS writes them", decomposed, total="bottom")
    permuted = [STT, OWN, ("?survey", ("Hiện trạng khảo sát",)), PROVINCIAL, BEN, NATIONAL, TASK,
                ("?contact", ("Người liên hệ",)), TOTAL, NAME, QTY]
    simple("06-hoan-vi-cot", "columns permuted, with unknown ones between", permuted, total="bottom",
           notes=["BM06"])
    simple("07-lap-tieu-de", "the header again after a page break", two, height=2, again=23, total="bottom")


# --- where the table stands ----------------------------------------------------------------------------------------

def positions():
    simple("08-xa-goc", "a table far from A1", at=(120, 30), total="bottom", writer=with_openpyxl)
    grid = Grid()
    title(grid, 6, 4)
    places, end = table(grid, 11, 4, FLAT, total="bottom")
    signature(grid, end, 4, 9)
    keep("09-dong-cot-trong", "leading blank rows and columns; a signature block", [grid], places)
    grid = Grid()
    grid.put(0, 0, "Đơn vị:")
    grid.put(0, 2, f"UBND huyện {UNIT}")
    grid.put(1, 0, "Năm:")
    grid.put(1, 2, Decimal(YEAR))
    grid.put(2, 0, "Đơn vị tính:")
    grid.put(2, 2, "triệu đồng")
    places, _ = table(grid, 4, 0, FLAT, total="bottom")
    keep("10-nhan-ben-gia-tri", "labels beside their values", [grid], places)
    grid = Grid()
    grid.put(0, 0, f"UBND HUYỆN {UNIT.upper()}\nPHÒNG KINH TẾ VÀ HẠ TẦNG")
    grid.put(1, 0, f"DANH MỤC ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG\nNĂM {YEAR}\n(Đơn vị tính: triệu đồng)")
    grid.merge((1, 0), (1, 8))
    places, end = table(grid, 2, 0, FLAT, total="bottom")
    grid.put(end, 1, "Ghi chú: số liệu đã được Phòng Kinh tế và Hạ tầng rà soát.")
    signature(grid, end + 1)
    keep("11-nhieu-dong-trong-o", "several lines in one cell; a note and signatures", [grid], places, notes=["BM06"])
    grid = Grid(f"Năm {YEAR}")
    grid.put(0, 0, f"UBND huyện {UNIT}")
    grid.put(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG")
    grid.put(2, 0, "ĐVT: triệu đồng")
    places, _ = table(grid, 4, 0, FLAT, total="bottom")
    keep("12-nam-o-ten-trang", "the year in the sheet's name alone", [grid], places)
    grid = Grid()
    grid.put(0, 0, f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {YEAR}")
    grid.put(1, 0, "Đơn vị tính: triệu đồng")
    places, _ = table(grid, 3, 0, FLAT, total="bottom")
    keep("13-Phong Thổ", "the unit in the file's name alone", [grid], places)
    first, second = Grid("Đợt 1"), Grid("Đợt 2")
    title(first)
    title(second)
    some, _ = table(first, 4, 0, FLAT, projects=PROJECTS[:24], total="bottom")
    rest, _ = table(second, 5, 1, FLAT, projects=PROJECTS[24:], total="top", first=25)
    keep("14-hai-trang", "two sheets, a part of the projects on each", [first, second], some + rest)


# --- rows ----------------------------------------------------------------------------------------------------------

def rows():
    simple("15-nhom-la-ma", "roman groups with the tasks' names and subtotals, no code column", NO_CODE,
           groups=roman, subtotals=True, total="bottom", signed=True)
    simple("16-nhom-chu-cai", "letter groups in capitals, with subtotals; total on top", NO_CODE,
           groups=letter, subtotals=True, total="top")
    simple("17-nhom-ma-va-ten", "groups '3.1.b. name', without subtotals", NO_CODE, groups=numbered, total="bottom")
    simple("18-nhom-co-cot-ma", "groups beside a code column that is filled", groups=roman, subtotals=True,
           total="bottom", writer=with_openpyxl)
    simple("19-khong-dong-tong", "no total row; signatures below", signed=True)
    simple("20-dong-trong-truoc-tong", "formatted empty rows before the total", gap=6, total="bottom", signed=True)
    simple("21-cong-thuc", "formulas with stored results", total="bottom", formulas=True)
    simple("22-cong-thuc-theo-nhom", "formulas for rows and subtotals", NO_CODE, groups=roman, subtotals=True,
           formulas=True, total="bottom")


def more():
    grid = Grid()
    grid.put(0, 0, f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {YEAR}")
    grid.put(1, 0, f"Đơn vị: UBND huyện {UNIT}    Đơn vị tính: triệu đồng    Giai đoạn: Đăng ký")
    places, end = table(grid, 3, 0, FLAT, groups=roman, total="bottom")
    for offset, col in enumerate((0, 3, 6)):
        grid.put(end + 1 + offset, col, "- Số liệu theo hồ sơ của cơ sở.")
    for col, signer in (1, "Người lập biểu"), (4, "Kế toán trưởng"), (7, "Chủ tịch"):
        grid.put(end + 5, col, signer)
    keep("34-chu-thich-moi-cot", "notes and signatures over any column; groups without subtotals beside a code column",
         [grid], places, notes=["BM06"])
    two = under(NO_CODE, national=("Kinh phí hỗ trợ", "Khuyến công quốc gia"),
                provincial=("Kinh phí hỗ trợ", "Ngân sách tỉnh"))
    simple("35-nhom-lap-tieu-de", "groups with subtotals, the header repeated within a group", two, height=2,
           groups=roman, subtotals=True, again=7, total="bottom")
    simple("36-nhom-o-xa", "groups with subtotals and formulas far from A1; total on top", NO_CODE, at=(60, 27),
           groups=numbered, subtotals=True, formulas=True, total="top", money=times(1_000_000), unit="đồng")
    local = under(FLAT, provincial=("KCĐP",), total=("Tổng mức đầu tư",))
    simple("37-ten-cot-gan-dung", "headers by names that are not exact", local, total="bottom", notes=["BM09"])
    blank_code = Grid()
    title(blank_code)
    hidden_code = [column if column[0] != "task" else ("blank", column[1]) for column in FLAT]
    places, _ = table(blank_code, 4, 0, hidden_code, groups=roman, subtotals=True, total="bottom")
    keep("38-cot-ma-bo-trong", "groups above a code column that is blank", [blank_code], places,
         warnings={"GT13": len(PROJECTS)})
    grid = Grid()
    grid.put(0, 0, f"UBND huyện {UNIT}")
    grid.put(1, 0, f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {YEAR}")
    places, _ = table(grid, 3, 0, FLAT, money=times(1_000_000), total="bottom")
    keep("39-khong-don-vi-tinh", "no unit of money: the amounts leave one answer", [grid], places,
         warnings={"BM03": 1})


def papers():
    """What whole papers look like around the table."""
    grid = Grid("Biểu số 01")
    grid.put(0, 0, f"ỦY BAN NHÂN DÂN\nHUYỆN {UNIT.upper()}")
    grid.put(0, 5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    grid.put(1, 5, "Độc lập - Tự do - Hạnh phúc")
    grid.put(3, 0, "Phụ lục 01")
    grid.put(4, 0, f"TỔNG HỢP ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {YEAR}")
    grid.put(5, 0, "(Kèm theo Tờ trình số 12/TTr-UBND ngày 15 tháng 9 năm 2021 của UBND huyện Phong Thổ)")
    grid.put(6, 7, "ĐVT: Triệu đồng")
    places, end = table(grid, 7, 0, FLAT, total="bottom")
    grid.put(end - 1, 0, "TỔNG CỘNG")
    del grid.cells[end - 1, 2]
    grid.merge((end - 1, 0), (end - 1, 4))
    signature(grid, end)
    keep("40-van-ban-day-du", "emblem, appendix number, decision line; the total's label merged from the first column",
         [grid], places)
    grid = Grid()
    title(grid)
    places, _ = table(grid, 4, 0, NO_CODE, groups=roman, total="bottom")
    for (row, col), value in list(grid.cells.items()):
        if col == 1 and value in TASKS.values():
            grid.put(row, 0, f"{grid.cells[row, 0]}. {value}")
            del grid.cells[row, 1]
            grid.merge((row, 0), (row, len(NO_CODE) - 1))
    keep("41-nhom-gop-ca-dong", "a group's ordinal and name in one cell merged over the whole row", [grid], places)
    yearly = [STT, ("year", ("Năm thực hiện",)), *FLAT[1:], ("note", ("Ghi chú",))]
    simple("42-nam-tung-dong", "the year in each row; a column of notes", yearly, total="bottom")
    state = [*FLAT[:5], ("total", ("Kinh phí thực hiện", "Tổng số")),
             ("state", ("Kinh phí thực hiện", "Ngân sách nhà nước", "Cộng")),
             ("national", ("Kinh phí thực hiện", "Ngân sách nhà nước", "KCQG")),
             ("provincial", ("Kinh phí thực hiện", "Ngân sách nhà nước", "NS tỉnh")),
             ("own", ("Kinh phí thực hiện", "Cơ sở đối ứng"))]
    simple("43-cong-ngan-sach", "a subtotal column of the state's money between the sources", state, height=3,
           index=True, total="bottom", notes=["BM06"])
    above = under(NO_CODE, total=("Kinh phí (triệu đồng)", "Tổng số"), national=("Kinh phí (triệu đồng)", "KCQG"),
                  provincial=("Kinh phí (triệu đồng)", "NS tỉnh"), own=("Kinh phí (triệu đồng)", "Đối ứng"))
    simple("44-don-vi-o-tieu-de-tren", "the unit of money in the upper level of the header; groups in NFD", above,
           height=2, unit=None, groups=lambda place, task: (ROMAN[place], unicodedata.normalize("NFD", TASKS[task])),
           subtotals=True, total="bottom")
    simple("45-nhom-khong-dau", "groups in capitals without accents", NO_CODE, groups=bare_capitals, total="bottom")
    merged = Grid()
    title(merged)
    places, _ = table(merged, 4, 0, FLAT, total="bottom")
    for task in TASKS:
        rows = [row for (row, col), value in merged.cells.items() if col == 1 and value == task]
        for row in rows[1:]:
            del merged.cells[row, 1]
        merged.merge((rows[0], 1), (rows[-1], 1))
    keep("46-ma-gop-o-doc", "a task's code in one cell merged over its projects", [merged], places)


# --- several sheets, shared cells, details ---------------------------------------------------------------------------

def several():
    national, provincial = Grid("KCQG"), Grid("NS tỉnh")
    for grid in (national, provincial):
        title(grid)
    places, _ = table(national, 4, 0, [c for c in FLAT if c != PROVINCIAL], total="bottom")
    others, _ = table(provincial, 5, 1, [c for c in FLAT if c != NATIONAL], projects=PROJECTS[::-1], total="top")
    for place, other in zip(places, others[::-1]):
        place["sources"]["provincial"] = f"NS tỉnh!{other['sources']['provincial']}"
    keep("47-moi-trang-mot-nguon", "a sheet a source: every project on both, whole, with that source alone",
         [national, provincial], places, notes=["BM09"])
    merged = Grid()
    title(merged)
    del merged.cells[1, 0]
    merged.put(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG")
    yearly = [STT, ("year", ("Năm thực hiện",)), *FLAT[1:3], ("blank", ("Địa điểm",)), *FLAT[3:]]
    places, _ = table(merged, 4, 0, yearly, total="bottom")
    for col, value in (1, Decimal(YEAR)), (4, "Huyện Phong Thổ"):
        first, last = places[0]["row"] - 1, places[-1]["row"] - 1
        for row in range(first + 1, last + 1):
            merged.cells.pop((row, col), None)
        merged.put(first, col, value)
        merged.merge((first, col), (last, col))
    keep("48-nam-gop-o-doc", "the year and the place in one cell merged over all projects", [merged], places)
    details = Grid()
    title(details)
    header(details, 4, 0, FLAT, 1)
    details.below, row, places = 5, 5, []
    keys = [column[0] for column in FLAT]
    for ordinal, project in enumerate(PROJECTS, 1):
        for col, key in enumerate(keys):
            details.put(row, col, cell(key, project, ordinal, plain, lambda q: q))
        places.append({"sheet": details.name, "row": row + 1, "total": address(row, 5),
                       "sources": {key: address(row, keys.index(key)) for key in MONEY[1:]}})
        row += 1
        if ordinal == 3:
            details.put(row, 2, "Trong đó: thiết bị")
            details.put(row, 5, Decimal(4000))
            row += 1
        if ordinal == 7:
            for words, amount in ("- Máy ép", 450), ("- Khuôn", 150):
                details.put(row, 2, words)
                details.put(row, 5, Decimal(amount))
                row += 1
    keep("49-dong-trong-do", "rows that split the project above them", [details], places, warnings={"BM06": 1})
    summary, full = Grid("Tổng hợp"), Grid("Đề án")
    title(summary)
    title(full)
    for col, words in enumerate(["STT", "Nội dung", "Số lượng", "Tổng kinh phí", "KCQG", "NS tỉnh", "Đối ứng"]):
        summary.put(4, col, words)
    summary.below = 5
    for place, (task, words) in enumerate(TASKS.items()):
        of_task = [p for p in PROJECTS if p.task == task]
        summary.put(5 + place, 0, Decimal(place + 1))
        summary.put(5 + place, 1, words)
        summary.put(5 + place, 2, Decimal(sum(p.quantity for p in of_task)))
        for col, key in enumerate(MONEY, 3):
            summary.put(5 + place, col, sum(getattr(p, key) for p in of_task))
    places, _ = table(full, 4, 0, FLAT, total="bottom")
    keep("50-co-trang-tong-hop", "a sheet that sums the projects up by task before the sheet that lists them",
         [summary, full], places, warnings={"BM06": 1})


# --- values --------------------------------------------------------------------------------------------------------

def values():
    simple("23-don-vi-dong", "đồng", unit="đồng", money=times(1_000_000), total="bottom")
    simple("24-nghin-dong", "nghìn đồng", unit="nghìn đồng", money=times(1000), total="bottom")
    simple("25-ty-dong", "tỷ đồng", unit="tỷ đồng", money=times(Decimal("0.001")), total="bottom")
    in_header = under(FLAT, total=("Tổng kinh phí (tr.đ)",))
    simple("26-don-vi-o-tieu-de", "the unit of money in a header", in_header, unit=None, total="bottom")
    simple("27-so-dang-chu", "numbers as Vietnamese text", money=vietnamese, total="bottom", notes=["GT03"])
    simple("28-so-kem-don-vi", "numbers with their unit, dashes", money=with_unit, total="bottom", notes=["GT03"])
    simple("29-dau-cach-la", "non-breaking and narrow spaces", money=spaced, total="bottom", notes=["GT03"])
    simple("30-so-luong-hai-chu-so", "quantities 01", quantity=lambda q: f"{q:02}", total="bottom", notes=["GT03"])
    simple("32-chu-va-so-lan-lon", "money as text in some columns, numbers in others; blanks for zero", money=mixed,
           total="bottom", notes=["GT03"])
    simple("33-chu-so-toan-chieu-rong", "full-width digits", money=full_width, total="bottom", notes=["GT03"])
    simple("50-xlsb", "xlsb, by pyxlsbwriter", ext="xlsb", writer=with_pyxlsbwriter, total="bottom", signed=True)
    simple("31-xlsm", "xlsm without macros", ext="xlsm", total="bottom", signed=True)


# Files that LibreOffice saves again, and as what.
AGAIN = {
    "02-tieu-de-hai-dong": ["xls", "ods"], "03-tieu-de-ba-dong": ["ods"], "09-dong-cot-trong": ["xls", "ods", "xlsx"],
    "14-hai-trang": ["xls", "ods"], "15-nhom-la-ma": ["xls", "ods", "xlsx"], "21-cong-thuc": ["xls", "ods", "xlsx"],
    "31-xlsm": ["xlsm"], "46-ma-gop-o-doc": ["xls", "ods"], "47-moi-trang-mot-nguon": ["xls", "ods"], "48-nam-gop-o-doc": ["xls", "ods"], "16-nhom-chu-cai": ["xls", "ods"], "06-hoan-vi-cot": ["xls", "ods"],
    "08-xa-goc": ["xls", "ods"], "36-nhom-o-xa": ["xls", "ods"], "20-dong-trong-truoc-tong": ["xls", "ods"],
    "23-don-vi-dong": ["xls"], "25-ty-dong": ["ods"], "27-so-dang-chu": ["xls", "ods"],
}


def dong(trieu):
    return f"{(trieu * 1_000_000).normalize():f}"


def expected():
    """What every file must give, from what was typed."""
    projects = [{"task": p.task, "name": p.name, "beneficiary": p.beneficiary, "quantity": str(p.quantity),
                 "total": dong(p.total), "sources": {key: dong(getattr(p, key)) for key in MONEY[1:]}}
                for p in PROJECTS]
    totals = {key: dong(sum(getattr(p, key) for p in PROJECTS)) for key in MONEY}
    files = []
    for name, (ext, _, grids, places, notes, warnings, shows) in FILES.items():
        entry = {"shows": shows, "rows": sum(grid.rows_below() for grid in grids), "notes": notes, "warnings": warnings,
                 "projects": places}
        files.append({"file": f"{name}.{ext}"} | entry)
        files += [{"file": f"libreoffice/{name}.{other}"} | entry for other in AGAIN.get(name, [])]
    return {"unit": UNIT, "year": YEAR, "totals": totals, "projects": projects, "files": files}


def save_again(soffice):
    target = HERE / "libreoffice"
    with tempfile.TemporaryDirectory() as profile:
        for ext, filter_name in [("xls", "xls:MS Excel 97"), ("ods", "ods"), ("xlsx", "xlsx"),
                                 ("xlsm", "xlsm:Calc MS Excel 2007 VBA XML")]:
            sources = [str(HERE / f"{name}.{FILES[name][0]}") for name, exts in AGAIN.items() if ext in exts]
            subprocess.run([soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                            filter_name, "--outdir", str(target), *sources], check=True, stdout=subprocess.DEVNULL)


def main():
    headers(), positions(), rows(), values(), more(), papers(), several()
    for name, (ext, writer, grids, *_) in FILES.items():
        writer(HERE / f"{name}.{ext}", grids)
    text = json.dumps(expected(), ensure_ascii=False, indent=1)
    (HERE / "mong-doi.json").write_text(text + "\n", encoding="utf-8")
    if "--libreoffice" in sys.argv[1:]:
        soffice = shutil.which("soffice") or sys.exit("soffice is not installed")
        save_again(soffice)


if __name__ == "__main__":
    main()
