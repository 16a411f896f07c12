#!/usr/bin/env python3
"""Writes submissions of any size, so that time and memory can be measured: the same arguments give the same bytes.

    python3 benches/generate.py FOLDER FILES ROWS [SEED]      # FILES workbooks of ROWS projects each

The files are spread over the programme's units and years. One project in forty asks for more than its cap, one in
fifty has a beneficiary that stands in other rows too, one in two hundred has an amount that cannot be read.
"""

import random
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

UNITS = ["huyện Tam Đường", "huyện Phong Thổ", "huyện Sìn Hồ", "huyện Mường Tè", "huyện Nậm Nhùn", "huyện Than Uyên",
         "huyện Tân Uyên", "thành phố Lai Châu"]
SHORT = ["TĐ", "PT", "SH", "MT", "NN", "THU", "TAU", "TP"]
YEARS = [2021, 2022, 2023, 2024, 2025]
HEADERS = ["STT", "Mã nhiệm vụ", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng", "Đơn vị thực hiện", "Loại hình", "Mã số thuế",
           "Địa điểm", "Năm thực hiện", "Tính chất", "ĐVT", "Số lượng", "Tổng kinh phí", "KCQG", "NS tỉnh",
           "Vốn đối ứng của cơ sở", "Nguồn khác", "Ghi chú"]
# Task, measure, what the name begins with, and triệu đồng of KCQG, NS tỉnh and own contribution within the norms.
KINDS = [
    ("3.1.b", "cơ sở", "Ứng dụng máy móc tiên tiến vào", (0, 300, 300)),
    ("3.1.b", "cơ sở", "Đầu tư dây chuyền tự động cho", (300, 0, 300)),
    ("4.1.đ", "nhãn hiệu", "Xây dựng và đăng ký nhãn hiệu cho", (0, 35, 35)),
    ("6", "cơ sở", "Thiết kế mẫu mã, bao bì cho", (0, 35, 35)),
    ("3.1.b", "cơ sở", "Hỗ trợ máy sấy và đóng gói cho", (0, 150, 170)),
]
TRADES = ["chế biến chè", "sản xuất miến dong", "mật ong rừng", "gạo nếp tan", "gạch không nung", "dệt thổ cẩm", "mây tre đan",
          "rượu ngô", "thịt sấy", "nông cụ"]
PLACES = ["Xã Mẫu 01", "Xã Mẫu 02", "Xã Mẫu 03", "Xã Mẫu 04", "Thị trấn Mẫu"]

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>"""
BOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Đề án" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def cell(col, row, value):
    at = f"{chr(65 + col)}{row}"
    if isinstance(value, (int, float)):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def row(number, values):
    cells = (cell(col, number, value) for col, value in enumerate(values) if value not in ("", None))
    return f'<row r="{number}">{"".join(cells)}</row>'


def project(rng, unit, year, file, number):
    task, measure, name, money = rng.choice(KINDS)
    national, provincial, own = money
    if rng.random() < 1 / 40:
        provincial += 70
    who = rng.randrange(2000) if rng.random() < 1 / 50 else 10_000 + file * 1_000_000 + number
    trade, place = TRADES[who % len(TRADES)], PLACES[who % len(PLACES)]
    total = "chưa rõ" if rng.random() < 1 / 200 else national + provincial + own
    return [number, task, f"{SHORT[unit]}-{year}-{file:04}{number:06}", f"{name} {trade} của cơ sở số {who}", f"Hợp tác xã Mẫu {who} ({trade})",
            "Trung tâm Khuyến công (đơn vị mẫu)", "Hợp tác xã", f"{9_000_000_000 + who % 1_000_000_000:010}", f"{place}, {UNITS[unit]}",
            year, "Mới", measure, 1, total, national, provincial, own, "", ""]


def sheet(rng, unit, year, file, rows):
    yield SHEET
    yield row(1, ["ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"])
    yield row(2, [f"Đơn vị: UBND {UNITS[unit]}"])
    yield row(4, [f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}"])
    yield row(6, [f"Năm: {year}", "", "", "Giai đoạn: Đăng ký", "Lần nộp: 1"] + [""] * 8 + ["Đơn vị tính: triệu đồng"])
    yield row(8, HEADERS)
    for number in range(1, rows + 1):
        yield row(8 + number, project(rng, unit, year, file, number))
    yield "</sheetData></worksheet>"


def write(path, rng, unit, year, file, rows):
    def member(name):
        return zipfile.ZipInfo(name)  # dated 1980, whatever the clock says

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS % ("officeDocument", "xl/workbook.xml")),
                           ("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS % ("worksheet", "worksheets/sheet1.xml"))]:
            archive.writestr(member(name), text)
        info = member("xl/worksheets/sheet1.xml")
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as out:
            for piece in sheet(rng, unit, year, file, rows):
                out.write(piece.encode("utf-8"))


def main():
    folder, files, rows = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(files):
        unit, year = file % len(UNITS), YEARS[file // len(UNITS) % len(YEARS)]
        write(folder / f"{file:04} {SHORT[unit]} {year}.xlsx", rng, unit, year, file, rows)


if __name__ == "__main__":
    main()
