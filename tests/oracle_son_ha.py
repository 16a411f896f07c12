#!/usr/bin/env python3
"""Holds the second programme, a province that does not exist, against figures typed here, with openpyxl.

    python3 tests/oracle_son_ha.py target/release/doisoat

Shares no code and no data with the program. Sums the submissions, runs the program over them with the catalogue as it
is and as the workbook that `programme export` makes of it, and reads the sheets and the JSON of the result; then has
the wrong submissions checked, the blank form filled in, and the catalogue's workbook edited as a clerk would.
Exit status 0 where everything agrees, 1 where something does not.
"""

import json
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

SAMPLES = Path(__file__).parent.parent / "samples" / "son-ha-2026-2028"
CATALOGUE = SAMPLES / "chuong-trinh.toml"
YEARS = (2026, 2027, 2028)
SOURCES = ("trung_uong", "tinh", "xa", "co_so", "hoc_vien")
SHORT = ("NS trung ương", "NS cấp tỉnh", "NS cấp xã", "Cơ sở", "Người dân")

# Triệu đồng of one year: quantity, then the five sources.
PER_YEAR = {
    "I.1": {year: (200, 200, 200, 0, 0, 100) for year in YEARS},
    "I.2": {year: (2, 0, 60, 0, 0, 0) for year in YEARS},
    "II-1": {
        2026: (2, 200, 140, 60, 520, 80),
        2027: (3, 300, 210, 90, 780, 120),
        2028: (4, 400, 280, 120, 1040, 160),
    },
    "II-2": {year: (4, 0, 0, 80, 80, 0) for year in YEARS},
    "III/1": {year: (1, 0, 50, 0, 0, 0) for year in YEARS},
}
SECTIONS = {"I": ("I.1", "I.2"), "II": ("II-1", "II-2"), "III": ("III/1",)}
# The programme's figures: by section, by year, in all; total and the five sources.
TOTALS = {
    "I": (1680, 600, 780, 0, 0, 300),
    "II": (4980, 900, 630, 510, 2580, 360),
    "III": (150, 0, 150, 0, 0, 0),
    2026: (1770, 400, 450, 140, 600, 180),
    2027: (2270, 500, 520, 170, 860, 220),
    2028: (2770, 600, 590, 200, 1120, 260),
    "TỔNG CỘNG": (6810, 1500, 1560, 510, 2580, 660),
}
# Appendix 01: rows 3 + 5 + 1 with six amounts, five quantities. Appendix 02: nine rows and five sources with four.
# Appendix 03: six amounts in nine rows and in three years.
FIGURES = 9 * 6 + 5 + (9 + 5) * 4 + (9 + 3) * 6

# Each wrong submission: code, cell, difference in đồng.
WRONG = {
    "truoc-dinh-muc-moi": [],
    "sau-dinh-muc-moi": [("DM02", "K8", "40000000")],
    "qua-muc-mot-nguoi": [("DM01", "J8", "1000000")],
    "nguon-khong-duoc-dung": [("NG01", "J8", "5000000")],
    "ma-khong-co": [("GT12", "B8", None)],
}

faults = []


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: found {found!r}, expected {wanted!r}")


def text(value):
    return "" if value is None else unicodedata.normalize("NFC", str(value)).strip()


def run(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def summed():
    """Sums the submissions: task and year to quantity and sources; and how many projects draw on several state sources."""
    sums = defaultdict(lambda: [Decimal(0)] * 6)
    mixed = 0
    for path in sorted((SAMPLES / "bieu").rglob("*.xlsx")):
        rows = [[cell for cell in row] for row in load_workbook(path)["Đăng ký"].iter_rows(values_only=True)]
        year = int(path.parent.name)
        at = next(index for index, row in enumerate(rows) if text(row[0]) in ("TT", "STT"))
        coded = text(rows[at][1]) == "Mã NV"
        first, task = (6 if coded else 5), None
        for row in rows[at + 1 :]:
            if not isinstance(row[0], int):
                task = text(row[0]) or task
                continue
            if coded:
                task = text(row[1])
            figures = [Decimal(str(value)) for value in (row[first], *row[first + 2 : first + 7])]
            expect(f"{path.name}, row {row[0]}: total", Decimal(str(row[first + 1])), sum(figures[1:]))
            sums[task, year] = [one + other for one, other in zip(sums[task, year], figures)]
            # The first three sources are the state's.
            mixed += sum(figure > 0 for figure in figures[1:4]) > 1
    return sums, mixed


def check_submissions():
    sums, _ = summed()
    expect("tasks", sorted({task for task, _ in sums}), sorted(PER_YEAR))
    for task, years in PER_YEAR.items():
        for year, figures in years.items():
            expect(f"submissions, {task} {year}", tuple(sums[task, year]), figures)
    for year in YEARS:
        of_year = [sum(years[year][at] for years in PER_YEAR.values()) for at in range(1, 6)]
        expect(f"year {year}", (sum(of_year), *of_year), TOTALS[year])


def check_json(path):
    result = json.loads(path.read_text(encoding="utf-8"))
    summary = result["summary"]
    expect("matched", (summary["matched"], summary["figures"]), (FIGURES, FIGURES))
    grave = (summary["files"], summary["errors"], summary["warnings"], summary["notes"])
    # NG06 says of each project that draws on several state sources that they are held together.
    expect("files, errors, warnings, notes", grave, (12, 0, 0, summed()[1]))
    expect("rules that spoke", {finding["code"] for finding in result["findings"]}, {"NG06"})
    sums = defaultdict(lambda: [Decimal(0)] * 6)
    for one in result["totals"]:
        expect("sources of a total", sorted(one["sources"]), sorted(SOURCES))
        figures = [Decimal(one["quantity"]), *(Decimal(one["sources"][source]) / 1_000_000 for source in SOURCES)]
        key = one["task"], one["year"]
        sums[key] = [left + right for left, right in zip(sums[key], figures)]
    for task, years in PER_YEAR.items():
        for year, figures in years.items():
            expect(f"JSON, {task} {year}", tuple(sums[task, year]), figures)
    return result


def rows_of(sheet):
    """The rows of an appendix by what stands in its first column, or its second where that is empty."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(index for index, row in enumerate(rows) if text(row[0]) == "STT")
    table = {}
    for row in rows[at + 1 :]:
        key = text(row[0]) or text(row[1])
        table.setdefault(key, row)
    return [row for row in rows[at : at + 2]], table


def check_appendices(path):
    book = load_workbook(path, data_only=True)
    heads, table = rows_of(book["Phụ lục 01"])
    expect("01, columns", [text(value) for value in heads[1][6:11]], list(SHORT))
    expect("01, no more columns", [text(value) for value in heads[1][11:] if value is not None], [])
    for task, years in PER_YEAR.items():
        figures = [sum(of_year[at] for of_year in years.values()) for at in range(6)]
        expect(f"01, {task}", tuple(table[task][3:4] + table[task][5:11]), (figures[0], sum(figures[1:]), *figures[1:]))
    for row in (*SECTIONS, "TỔNG CỘNG"):
        expect(f"01, {row}", tuple(table[row][5:11]), TOTALS[row])

    heads, table = rows_of(book["Phụ lục 02"])
    expect("02, columns", list(heads[0][3:]), list(YEARS))
    for task, years in PER_YEAR.items():
        figures = [sum(years[year][1:]) for year in YEARS]
        expect(f"02, {task}", tuple(table[task][2:6]), (sum(figures), *figures))
    for section, tasks in SECTIONS.items():
        figures = [sum(sum(PER_YEAR[task][year][1:]) for task in tasks) for year in YEARS]
        expect(f"02, {section}", tuple(table[section][2:6]), (TOTALS[section][0], *figures))
    expect("02, total", tuple(table["TỔNG CỘNG"][2:6]), (6810, *(TOTALS[year][0] for year in YEARS)))
    full = [key for key in table if key.startswith("Trong đó")]
    for at, key in enumerate(full, 1):
        expect(f"02, {key}", tuple(table[key][2:6]), (TOTALS["TỔNG CỘNG"][at], *(TOTALS[year][at] for year in YEARS)))
    expect("02, a row for each source", len(full), 5)

    heads, table = rows_of(book["Phụ lục 03"])
    expect("03, groups", [text(value) for value in heads[0][2:5]], ["Tổng", "Vốn huy động", "Ngân sách nhà nước"])
    expect("03, columns", [text(value) for value in heads[1][4:8]], ["Cộng", *SHORT[:3]])
    for row in (*SECTIONS, "TỔNG CỘNG"):
        total, central, province, commune, *own = TOTALS[row]
        state = central + province + commune
        expect(f"03, {row}", tuple(table[row][2:8]), (total, sum(own), state, central, province, commune))
    share = Decimal(str(table["TỔNG CỘNG"][8]))
    expect("03, share of the state", round(share * 100 if share < 1 else share, 1), Decimal("52.4"))


def check_wrong(binary, work):
    for name, wanted in WRONG.items():
        path = work / f"{name}.json"
        arguments = ("check", SAMPLES / "co-sai-lech" / f"{name}.xlsx", "--programme", CATALOGUE, "--json", path)
        status, _ = run(binary, *arguments)
        expect(f"{name}: exit status", status, 1 if wanted else 0)
        found = json.loads(path.read_text(encoding="utf-8"))["findings"]
        grave = [one for one in found if one["severity"] != "note"]
        said = [(one["code"], one["places"][0]["cells"][0], one["difference"]) for one in grave]
        expect(f"{name}: findings", said, wanted)
        for one in grave:
            expect(f"{name}: no clause of another decision", "Mục III" in one["basis"], False)


def check_form(binary, work):
    """The blank form has a column for each source; a machine filled in under them is clean."""
    path = work / "bieu.xlsx"
    arguments = ("template", "--unit", "Tây Sơn", "--year", 2027, "--programme", CATALOGUE, "-o", path)
    expect("template: exit status", run(binary, *arguments)[0], 0)
    book = load_workbook(path)
    sheet = book["Đề án"]
    at = next(cell.row for cell in sheet["A"] if text(cell.value) == "STT")
    column = {text(cell.value): cell.column for cell in sheet[at]}
    headers = ("Ngân sách trung ương", "Ngân sách cấp tỉnh", "Ngân sách cấp xã", "Vốn của cơ sở", "Đóng góp của người dân")
    expect("form: headers", [header for header in headers if header not in column], [])
    guide = "\n".join(text(cell.value) for row in book["Hướng dẫn"].iter_rows() for cell in row)
    expect("form: examples are the programme's", ("Tây Sơn 2027.xlsx" in guide, "Nguồn khác" in guide), (True, False))
    values = {"Mã nhiệm vụ": "II-1", "Tên đề án": "Máy sấy", "Đơn vị thụ hưởng": "HTX Mẫu 99", "Loại hình": "Hợp tác xã",
              "Năm thực hiện": 2027, "ĐVT": "cơ sở", "Số lượng": 1, "Tổng kinh phí": 500}
    values |= dict(zip(headers, (100, 70, 30, 260, 40)))
    for header, value in values.items():
        sheet.cell(at + 1, column[header], value)
    # openpyxl keeps no result of a formula, as Excel would.
    foot = next(cell.row for row in sheet.iter_rows(min_row=at) for cell in row if text(cell.value) == "Tổng cộng")
    for header in ("Tổng kinh phí", *headers):
        sheet.cell(foot, column[header], values[header])
    book.save(path)
    status, said = run(binary, "check", path, "--programme", CATALOGUE)
    expect("form: exit status", (status, "không có lỗi, không có cảnh báo" in said), (0, True))


def edited(exported, path, sheet, cell, value):
    book = load_workbook(exported)
    book[sheet][cell] = value
    book.save(path)
    return path


def check_catalogue(binary, work, exported):
    """What a clerk does to the catalogue's workbook, saved by another program than ours."""
    status, said = run(binary, "programme", "check", "--programme", exported)
    expect("catalogue: check", (status, "25/25" in said), (0, True))
    book = load_workbook(exported)
    names = ["Hướng dẫn", "Chương trình", "Theo năm", "Nguồn", "Loại hình", "Đơn vị", "Mục", "Nhiệm vụ", "Định mức", "Phân kỳ"]
    expect("catalogue: sheets", book.sheetnames, names)
    cell = book["Mục"]["C5"]
    expect("catalogue: a typed number in Times New Roman", (cell.value, cell.font.name), (1680000, "Times New Roman"))
    path = work / "sua.xlsx"
    for sheet, cell, value, status, words in (
        ("Mục", "C5", 1680001, 1, "1.680,001"),
        ("Mục", "C5", "1.680.000", 2, "trang tính \"Mục\", ô C5 (\"Tổng kinh phí\"): thấy chữ \"1.680.000\", cần số tiền"),
        ("Định mức", "A5", "II-9", 2, "trang tính \"Định mức\", ô A5 (\"Mã nhiệm vụ\"): thấy \"II-9\", cần một mã có ở trang tính \"Nhiệm vụ\""),
        ("Nhiệm vụ", "M5", "tw", 2, "trang tính \"Nhiệm vụ\", ô M5 (\"Nguồn được dùng\"): thấy \"tw\", cần một trong"),
        ("Đơn vị", "A6", "Đông Sơn", 2, "trang tính \"Đơn vị\", ô A6 (\"Tên ngắn\")"),
    ):
        found = run(binary, "programme", "check", "--programme", edited(exported, path, sheet, cell, value))
        expect(f"catalogue, {sheet} {cell} = {value}: exit status", found[0], status)
        expect(f"catalogue, {sheet} {cell} = {value}: {found[1]!r} says it", words in found[1], True)


def main(binary):
    check_submissions()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        exported = work / "chuong-trinh.xlsx"
        status, said = run(binary, "programme", "export", "-o", exported, "--programme", CATALOGUE)
        expect(f"export: {said}", status, 0)
        results = []
        for name, catalogue in (("toml", CATALOGUE), ("xlsx", exported)):
            book, path = work / f"{name}-ket-qua.xlsx", work / f"{name}.json"
            arguments = ("consolidate", SAMPLES / "bieu", "--programme", catalogue, "-o", book, "--json", path)
            expect(f"{name}: exit status", run(binary, *arguments)[0], 0)
            check_appendices(book)
            result = check_json(path)
            del result["programme"]["sha256"]
            results.append(result)
        expect("the catalogue and its workbook are one programme", results[0] == results[1], True)
        check_wrong(binary, work)
        check_form(binary, work)
        check_catalogue(binary, work, exported)
    for fault in faults:
        print(fault)
    print(f"{FIGURES} figures, {len(WRONG)} wrong submissions: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: oracle_son_ha.py PROGRAM")
    sys.exit(main(sys.argv[1]))
