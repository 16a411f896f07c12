#!/usr/bin/env python3
"""Writes the fault half of the gallery, `loi/`: the same forty projects with one fault each, and loi/mong-doi.json.

    python3 samples/bieu-mau-thuc-te/faults.py [--libreoffice]

What a fault must give is typed beside it from the rule book; nothing here asks the program. Every sheet has its header
in row 5, the projects in rows 6 to 45 in the order of `projects.py`, and "Tổng cộng" in row 46 below them.
Columns: A STT, B task, C name, D beneficiary, E quantity, F total, G KCQG, H NS tỉnh, I own.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from generate import BEN, FLAT, NAME, QTY, STT, TASK, dong, times, title
from grid import MONEY, Formula, Grid, Rich, Styled, address, table, with_openpyxl, with_xlsxwriter
from legacy_text import tcvn3, tcvn3_capitals, vni
from projects import PROJECTS, UNIT, YEAR

HERE = Path(__file__).resolve().parent / "loi"
SHEET = "Đề án"
FIRST = 6  # the row of the first project
LAST = FIRST + len(PROJECTS) - 1
SUMS = LAST + 1
COLUMN = {"stt": 0, "task": 1, "name": 2, "beneficiary": 3, "quantity": 4, "total": 5, "national": 6, "provincial": 7,
          "own": 8}
FAULTS = []
BOTH = {"xls": {}, "ods": {}}  # LibreOffice saves it again, and the same is said of it
UNTOLD = {"xls": {"findings": []}, "ods": {"findings": []}}  # these formats do not tell


def base(columns=FLAT, unit="triệu đồng", sheet=SHEET, **options):
    """The forty projects without a fault."""
    grid = Grid(sheet)
    title(grid, unit=unit)
    table(grid, FIRST - 2, 0, columns, total="bottom", **options)
    return grid


def put(grid, cell, value):
    """Types into a cell by the name that Excel shows."""
    letters = cell.rstrip("0123456789")
    assert len(letters) == 1
    grid.put(int(cell[1:]) - 1, ord(letters) - ord("A"), value)


def found(code, severity, *cells, actual=None, expected=None, sheet=None, file=None):
    """A finding as the rule book wants it: its first place, and its figures in đồng, a count or words."""
    finding = {"code": code, "severity": severity, "file": file, "sheet": sheet or (SHEET if cells else None),
               "cells": list(cells), "actual": actual, "expected": expected}
    return {key: value for key, value in finding.items() if value}


def fault(name, shows, grids, *findings, ext="xlsx", writer=with_xlsxwriter, changes=None, again=(), **more):
    """Keeps a workbook: its sheets, its findings, what it changes of which row, how LibreOffice saves it again."""
    grids = grids if isinstance(grids, list) else [grids]
    FAULTS.append({"name": name, "ext": ext, "grids": grids, "writer": writer, "shows": shows,
                   "findings": list(findings), "changes": changes or {}, "again": dict(again), **more})


def changed(*cells, **options):
    """The forty projects with other cells: changed((cell, value), …)."""
    grid = base(**options)
    for cell, value in cells:
        put(grid, cell, value)
    return grid


def gone(**fields):
    """What a row no longer gives, so that it is listed and not counted."""
    return {**fields, "counted": False}


# --- numbers -------------------------------------------------------------------------------------------------------

def numbers():
    # What xls and ods do not tell from a number: 0,5 triệu stands where 300 did, and no sum ties.
    half = [found("TG01", "error", "F9", "G9", "H9", "I9", actual="600000000", expected="300500000"),
            found("TG02", "error", f"G{SUMS}", actual="2180000000", expected="1880500000")]
    as_half = {"findings": half, "changes": {9: {"national": "500000"}}}
    for name, value, shown, shows, again in [
        ("gt01-bang-chu", "ba trăm", "ba trăm", "an amount in words", BOTH),
        ("gt01-phan-tram", Styled(Decimal("0.5"), "0%"), "50%", "a percentage in an amount's cell",
         {"xls": as_half, "ods": as_half}),
        ("gt01-ngay-thang", Styled(Decimal(44927), "dd/mm/yyyy"), "01/01/2023", "a date in an amount's cell", BOTH),
        ("gt01-dung-sai", True, "TRUE", "a truth value in an amount's cell", {"xls": {}}),
        ("gt01-hai-so", "300 + 50", "300 + 50", "two numbers in one cell", {}),
    ]:
        fault(name, shows, changed(("G9", value)), found("GT01", "error", "G9", actual=shown),
              changes={9: gone(national="0")}, again=again)
    fault("gt02-hai-cach-doc", "1,500 may be one and a half or fifteen hundred, and the row's sum does not tell",
          changed(("G9", "1,500")), found("GT02", "error", "G9", actual="1,500"), changes={9: gone(national="0")},
          again=BOTH)
    fault("gt02-tong-dong-phan-dinh", "4,800 and 4,200 leave one reading, by the row's sum",
          changed(("F8", "4,800"), ("I8", "4,200")),
          found("GT03", "note", "F8", actual="4800000000"),
          found("GT03", "note", "I8", actual="4200000000"), again={"ods": {}})
    fault("gt03-so-dang-chu", "712.5 and 1.000 as text: thousands come in threes",
          changed(("I7", "712.5"), ("F6", "1.000"), ("G9", "0,3 tỷ")),
          found("GT03", "note", "I7", actual="712500000"),
          found("GT03", "note", "F6", actual="1000000000"),
          found("GT03", "note", "G9", actual="300000000"), again={"xls": {}})
    fault("gt04-cong-thuc-chua-tinh", "formulas without stored results",
          changed(*((f"F{row}", Formula(f"=G{row}+H{row}+I{row}", None)) for row in (6, 9, 20))),
          *(found("GT04", "error", f"F{row}") for row in (6, 9, 20)), writer=with_openpyxl,
          changes={row: gone(total="") for row in (6, 9, 20)})
    errors = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"]
    fault("gt05-moi-loi-excel", "every error that Excel shows", changed(
          *((f"G{row}", error) for row, error in enumerate(errors, FIRST))), *(
          found("GT05", "error", f"G{row}", actual=error) for row, error in enumerate(errors, FIRST)),
          changes={row: gone(national="0") for row in range(FIRST, FIRST + len(errors))}, writer=with_openpyxl)
    old = errors[:7]
    fault("gt05-cong-thuc-loi", "formulas whose result is an error", changed(
          *((f"G{row}", Formula("=1/0", error)) for row, error in enumerate(old, FIRST))), *(
          found("GT05", "error", f"G{row}", actual=error) for row, error in enumerate(old, FIRST)),
          changes={row: gone(national="0") for row in range(FIRST, FIRST + len(old))})
    negative = gone(national="-300000000", own="900000000")
    fault("gt06-am-trong-ngoac", "negative amounts, with a minus and in parentheses",
          changed(("G9", Decimal(-300)), ("I9", Decimal(900)), ("G10", "(300)"), ("I10", Decimal("912.5")),
                  (f"G{SUMS}", Decimal(2180 - 1200)), (f"I{SUMS}", Decimal("8655.25") + 1200)),
          found("GT06", "error", "G9", actual="-300000000", expected="0"),
          found("GT06", "error", "G10", actual="-300000000", expected="0"),
          found("GT03", "note", "G10", actual="-300000000"),
          changes={9: negative, 10: {**negative, "own": "912500000"}}, again=BOTH)
    fault("gt10-le-hon-dong", "fractions of a đồng, rounded half up, in rows and in their sum",
          changed(("F9", Decimal("600.0000005")), ("I9", Decimal("300.0000005")),
                  (f"F{SUMS}", Decimal("13114.2500005")), (f"I{SUMS}", Decimal("8655.2500005"))),
          found("GT10", "note", "F9", actual="600000001"),
          found("GT10", "note", "I9", actual="300000001"),
          found("GT10", "note", f"F{SUMS}", actual="13114250001"),
          found("GT10", "note", f"I{SUMS}", actual="8655250001"),
          changes={9: {"total": "600000001", "own": "300000001"}})
    fault("gt11-mot-dong-bang-dong", "one row in đồng in a table in triệu đồng",
          changed(*((f"{col}9", Decimal(amount) * 1_000_000) for col, amount in [("F", 600), ("G", 300), ("I", 300)]),
                  (f"F{SUMS}", Decimal("13114.25") + 599_999_400), (f"G{SUMS}", Decimal(2180) + 299_999_700),
                  (f"I{SUMS}", Decimal("8655.25") + 299_999_700)),
          found("GT11", "warning", "F9", "G9", "I9", actual="600000000000000", expected="600000000"),
          changes={9: {"total": "600000000000000", "national": "300000000000000", "own": "300000000000000"}})
    fault("gt11-mot-o-sai-nghin-lan", "one cell a thousand times too large", changed(
          ("G9", Decimal(300_000)), (f"G{SUMS}", Decimal(2180) + 299_700)),
          found("GT11", "warning", "G9", actual="300000000000", expected="300000000"),
          found("TG01", "error", "F9", "G9", "H9", "I9", actual="600000000", expected="300300000000"),
          changes={9: {"national": "300000000000"}})


def words_and_counts():
    whole = "số nguyên từ 1 trở lên"
    fault("gt07-so-luong", "quantities that are no count",
          changed(("E9", Decimal("0.5")), ("E10", Decimal(0)), ("E11", "một")),
          found("GT07", "error", "E9", actual="0.5", expected=whole),
          found("GT07", "error", "E10", actual="0", expected=whole),
          found("GT07", "error", "E11", actual="một", expected=whole),
          changes={9: {"quantity": "0.5"}, 10: {"quantity": "0"}, 11: {"quantity": ""}})
    yearly = [STT, ("year", ("Năm thực hiện",)), TASK, NAME, BEN, QTY, *FLAT[5:]]
    fault("gt08-nam-la-ngay", "a year given by a date, in words, as a quarter, or with the year before",
          changed(("B6", Styled(datetime(2022, 5, 31), "dd/mm/yyyy")), ("B7", "Năm 2022"), ("B8", "Quý II/2022"),
                  ("B9", "2022-2023"), ("B10", "Cả năm"), columns=yearly), shifted=1, again=BOTH)
    fault("gt08-nam-khac", "years of another submission and of no programme",
          changed(("B9", Decimal(2023)), ("B10", Decimal(2019)), columns=yearly),
          found("GT08", "warning", "B9", actual="2023", expected="2022"),
          found("GT08", "error", "B10", actual="2019", expected="2021-2025"), shifted=1,
          changes={9: {"year": 2023}, 10: gone(year=2019)})
    fault("gt09-bo-trong", "blank cells: total, name, task, beneficiary, a source",
          changed(("F9", None), ("C10", None), ("B11", None), ("D12", None), ("G12", None), ("H13", None),
                  (f"F{SUMS}", Decimal("13114.25"))),
          found("GT09", "error", "F9"), found("GT09", "error", "C10"), found("GT09", "error", "B11"),
          found("DT02", "error", "D12"), found("TG01", "error", "F13", "G13", "H13", "I13", actual="625250000",
                                               expected="325250000"),
          found("TG02", "error", f"H{SUMS}", actual="2279000000", expected="1979000000"),
          changes={9: {"total": ""}, 10: {"name": ""}, 11: {"task": ""}, 12: {"beneficiary": ""},
                   13: {"provincial": "0"}})
    fault("gt12-ma-khong-co", "a task code that the decision does not have", changed(("B9", "3.1.c")),
          found("GT12", "error", "B9", actual="3.1.c"), changes={9: {"task": ""}}, again={"xls": {}})


# --- text ----------------------------------------------------------------------------------------------------------

def legacy():
    for name, encode, capitals, font, capitals_font, shows in [
        ("bm08-tcvn3", tcvn3, tcvn3_capitals, ".VnTime", ".VnTimeH", "TCVN3 and its capitals by the cells' fonts"),
        ("bm08-vni", vni, lambda text: vni(text.upper()), "VNI-Times", "VNI-Times", "VNI by the cells' fonts"),
    ]:
        grid = base()
        for (row, col), value in list(grid.cells.items()):
            if isinstance(value, str) and row > 1:
                grid.put(row, col, Styled(encode(value), font=font))
        grid.put(0, 0, Styled(capitals("UBND huyện Phong Thổ"), font=capitals_font))
        grid.put(1, 0, Styled(capitals(f"Đăng ký đề án khuyến công năm {YEAR}"), font=capitals_font))
        fault(name, shows, grid, found("BM08", "note", f"A1:I{SUMS}", actual="100"))
    grid = base()
    rich = tcvn3("M\u00e1y sấy")
    grid.put(8, 2, Rich(((".VnTime", rich), ("Times New Roman", " nông sản"))))
    grid.put(9, 2, Rich((("Times New Roman", "Máy "), ("VNI-Times", vni("cắt")), ("Calibri", " CNC"))))
    fault("bm08-nhieu-phong-chu", "several fonts in one cell", grid, found("BM08", "note", "C9", actual="1"),
          found("BM08", "note", "C10", actual="1"))


# --- what a sheet hides ----------------------------------------------------------------------------------------------

def hidden():
    grid = base()
    grid.hidden_rows = [8, 9, 12]
    fault("an01-dong-an", "hidden rows with projects", grid, found("AN01", "warning", "A9:I10", "A13:I13", actual="3"),
          again=UNTOLD)
    grid = base()
    grid.hidden_columns = [8]
    fault("an02-cot-an", "the column of the own contribution is hidden", grid,
          found("AN02", "warning", "I5:I45", actual="1"),
          again=UNTOLD)
    for writer, name in (with_xlsxwriter, "an03-ban-cu-bi-an"), (with_openpyxl, "an03-ban-cu-an-ky"):
        visible, copy = base(), base(sheet="Bản cũ")
        put(copy, "F9", Decimal(700)), put(copy, "I9", Decimal(400))
        put(copy, f"F{SUMS}", Decimal("13214.25")), put(copy, f"I{SUMS}", Decimal("8755.25"))
        copy.hidden = True
        fault(name, "a hidden sheet in whose place a visible one stands", [visible, copy],
              found("AN03", "warning", sheet="Bản cũ", actual="13214250000"), writer=writer, left_out=40,
              again=BOTH if writer is with_xlsxwriter else {})
    letter, table_sheet = Grid("Công văn"), base()
    letter.put(0, 0, "Kính gửi: Sở Công Thương tỉnh Lai Châu.")
    table_sheet.hidden = True
    fault("an03-trang-an-duy-nhat", "the only table stands on a hidden sheet", [letter, table_sheet],
          found("AN03", "warning", sheet=SHEET, actual="13114250000"), again=BOTH)
    grid = base()
    grid.filter = (4, 0, LAST - 1, 8, 5, "x > 500")
    grid.hidden_rows = [at + FIRST - 1 for at, project in enumerate(PROJECTS) if project.total <= 500]
    fault("an04-dang-loc", "a filter leaves the large projects", grid,
          found("AN04", "warning", f"A5:I{LAST}", actual="31"),
          again=UNTOLD)
    grid = base()
    grid.filter = (4, 0, LAST - 1, 8, 5, None)
    fault("an04-co-loc-khong-dieu-kien", "a filter without a condition hides nothing", grid)


# --- sums ----------------------------------------------------------------------------------------------------------

def column_sums(grid, last=LAST, **typed):
    for key in MONEY:
        col = COLUMN[key]
        cells = f"{address(FIRST - 1, col)}:{address(last - 1, col)}"
        result = sum(getattr(project, key) for project in PROJECTS[: last - FIRST + 1])
        grid.put(SUMS - 1, col, typed.get(key, Formula(f"=SUM({cells})", result)))
    return grid


def sums():
    fault("tg02-sai-mot-dong", "a total row one đồng over its rows",
          changed((f"F{SUMS}", Decimal("13114.250001"))),
          found("TG02", "error", f"F{SUMS}", actual="13114250001", expected="13114250000"),
          again=BOTH)
    fault("tg02-lam-tron", "a total typed without its decimals", changed((f"F{SUMS}", Decimal(13114))),
          found("TG02", "note", f"F{SUMS}", actual="13114000000", expected="13114250000"))
    # The last project: 71,5 in all, 35 of NS tỉnh, 36,5 of its own, nothing of KCQG.
    fault("tg03-bo-sot-dong-cuoi", "sums that end one row too early", column_sums(base(), LAST - 1),
          found("TG03", "warning", f"F{SUMS}", f"F{LAST}", actual="13042750000", expected="13114250000"),
          found("TG03", "warning", f"H{SUMS}", f"H{LAST}", actual="2244000000", expected="2279000000"),
          found("TG03", "warning", f"I{SUMS}", f"I{LAST}", actual="8618750000", expected="8655250000"),
          again=BOTH)
    fault("tg03-go-de", "a typed total between formulas", column_sums(base(), provincial=Decimal(2279)),
          found("TG03", "warning", f"H{SUMS}", actual="2279000000"), again=BOTH)


# --- the form and the file -------------------------------------------------------------------------------------------

def form():
    fault("bm05-Sìn Hồ năm 2023", "another unit and another year in the file's name", base(),
          found("BM05", "warning", "A1", actual="Phong Thổ", expected="Sìn Hồ"),
          found("BM05", "warning", "A2", actual="2022", expected="2023"))
    fault("bm06-co-so-tien", "an amount under the table, and a remark beside it", changed(
          (f"C{SUMS + 2}", "Bổ sung máy xay xát"), (f"F{SUMS + 2}", Decimal(200)),
          (f"C{SUMS + 3}", "Ghi chú: tạm tính")),
          found("BM06", "warning", f"C{SUMS + 2}:F{SUMS + 2}"), found("BM06", "note", f"C{SUMS + 3}"),
          again=BOTH)
    fault("bm07-phien-ban-khac", "another version of the form", changed(("A4", "Phiên bản biểu mẫu: 2")),
          found("BM07", "warning", "A4", actual="2", expected="1"))
    local = [*FLAT[:5], ("total", ("Tổng mức đầu tư",)), FLAT[6], ("provincial", ("NSĐP",)), FLAT[8]]
    fault("bm09-ten-cot-gan-dung", "headers by names that are not exact", base(columns=local),
          found("BM09", "note", "F5", actual="Tổng mức đầu tư"), found("BM09", "note", "H5", actual="NSĐP"))
    fault("tp08-co-macro", "a Visual Basic project beside the sheets", base(), found("TP08", "warning"), ext="xlsm",
          macros=bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0"))
    fault("tp03-qua-gioi-han", "more cells than the run allows", base(),
          found("TP03", "error", actual="101", expected="100"), cells=100)


def twice():
    for number, kept in ((1, False), (2, True)):
        grid = changed(("A4", f"Lần nộp: {number}"))
        if not kept:
            put(grid, "F9", Decimal(650)), put(grid, "I9", Decimal(350))
            put(grid, f"F{SUMS}", Decimal("13164.25")), put(grid, f"I{SUMS}", Decimal("8705.25"))
        fault(f"tp05-hai-lan-nop/lan-{number}", "a second submission takes the first one's place", grid,
              *([found("TP05", "warning", file="lan-1.xlsx", actual="13164250000")] if kept else []),
              run="tp05-hai-lan-nop", left_out=0 if kept else 40)
    first, second = base(), base()
    for row in range(FIRST, LAST + 1):
        blank = second if row < FIRST + 20 else first
        for col in range(9):
            blank.cells.pop((row - 1, col), None)
    for grid, part in (first, PROJECTS[:20]), (second, PROJECTS[20:]):
        for key in MONEY:
            grid.put(SUMS - 1, COLUMN[key], sum(getattr(project, key) for project in part))
    for name, grid in ("dot-1", first), ("dot-2", second):
        fault(f"tp05-hai-dot/{name}", "two submissions with the same number: both count", grid,
              *([found("TP05", "warning", file="dot-2.xlsx")] if name == "dot-2" else []), run="tp05-hai-dot")


# --- writing ---------------------------------------------------------------------------------------------------------

def value_of(field, project):
    return dong(getattr(project, field)) if field in MONEY else getattr(project, field)


def counted_sums(changes):
    """Đồng by source over the projects that count."""
    sums = dict.fromkeys(MONEY[1:], 0)
    for row, project in enumerate(PROJECTS, FIRST):
        change = changes.get(row, {})
        if change.get("counted", True):
            for key in sums:
                sums[key] += Decimal(change.get(key, dong(getattr(project, key))) or 0)
    return {key: f"{amount:f}" for key, amount in sums.items()}


def expected():
    files = {}
    for entry in FAULTS:
        run = entry.get("run", f"{entry['name']}.{entry['ext']}")
        known = files.setdefault(run, {"path": run, "shows": entry["shows"], "cells": entry.get("cells"), "findings": [],
                                       "changes": entry["changes"], "left_out": 0, "shifted": entry.get("shifted", 0),
                                       "totals": counted_sums(entry["changes"])})
        known["findings"] += entry["findings"]
        known["left_out"] += entry.get("left_out", 0)
        for ext, differs in entry["again"].items():
            path, changes = f"libreoffice/{entry['name']}.{ext}", differs.get("changes", entry["changes"])
            files[path] = {**known, "path": path, "findings": differs.get("findings", entry["findings"]),
                           "changes": changes, "totals": counted_sums(changes), "hides_untold": True}
    runs = [{key: value for key, value in entry.items() if value} for entry in files.values()]
    return {"first_row": FIRST, "runs": runs}


def save_again(soffice):
    with tempfile.TemporaryDirectory() as profile:
        for ext, filter_name in [("xls", "xls:MS Excel 97"), ("ods", "ods")]:
            sources = [str(HERE / f"{entry['name']}.{entry['ext']}") for entry in FAULTS if ext in entry["again"]]
            subprocess.run([soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                            filter_name, "--outdir", str(HERE / "libreoffice"), *sources], check=True,
                           stdout=subprocess.DEVNULL)


def main():
    numbers(), words_and_counts(), legacy(), hidden(), sums(), form(), twice()
    for entry in FAULTS:
        path = HERE / f"{entry['name']}.{entry['ext']}"
        path.parent.mkdir(parents=True, exist_ok=True)
        macros = {"macros": entry["macros"]} if "macros" in entry else {}
        entry["writer"](path, entry["grids"], **macros)
    text = json.dumps(expected(), ensure_ascii=False, indent=1)
    (HERE / "mong-doi.json").write_text(text + "\n", encoding="utf-8")
    if "--libreoffice" in sys.argv[1:]:
        save_again(shutil.which("soffice") or sys.exit("soffice is not installed"))


if __name__ == "__main__":
    main()
