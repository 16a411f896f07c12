#!/usr/bin/env python3
"""Prints the result of the clean samples to PDF with LibreOffice and reads the pages as a clerk would.

    python3 tests/check_pdf.py ket-qua.xlsx

Every sheet must be there, in order, with every text and every figure of its cells on its own pages; no column may
be too narrow for its figures ("###"), no formula may have failed; and the appendices must show the figures of
Quyết định 407/QĐ-UBND, typed below (triệu đồng). Exit status 0 where all of this holds, 1 where it does not.
"""

import re
import subprocess
import sys
import tempfile
import warnings
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from openpyxl import load_workbook

# The sheets in their order, with the title that opens each one's pages and figures of the decision that they show.
TOTALS = ["75.300", "48.400", "15.820", "11.080"]
YEARS = ["10.814", "21.004", "20.714", "13.054", "9.714"]
SHEETS = {
    "Tổng quan": ("TỔNG QUAN ĐỐI SOÁT", TOTALS),
    "Phụ lục 01": ("Phụ lục 01", TOTALS + ["21.000", "42.000", "6.560", "24.000", "18.000", "2.420"]),
    "Phụ lục 02": ("Phụ lục 02", ["75.300"] + YEARS),
    "Phụ lục 03": ("Phụ lục 03", TOTALS + ["26.900"] + YEARS),
    "Đối chiếu": ("ĐỐI CHIẾU VỚI CHƯƠNG TRÌNH", TOTALS + YEARS),
    "Rà soát mức hỗ trợ": ("RÀ SOÁT MỨC HỖ TRỢ", []),
    "Sai lệch": ("SAI LỆCH CẦN XỬ LÝ", []),
    "Chi tiết đề án": ("CHI TIẾT ĐỀ ÁN", []),
    "Theo đơn vị": ("SỐ LIỆU ĐĂNG KÝ THEO ĐƠN VỊ", ["75.300.000.000"]),
    "Danh mục tệp đầu vào": ("DANH MỤC TỆP ĐẦU VÀO", []),
    "Tiêu chí kiểm tra": ("TIÊU CHÍ KIỂM TRA", []),
}

# What a cell shows when its column is too narrow or its formula has failed.
FAILED = re.compile(r"###|#REF!|#NAME\?|#VALUE!|#DIV/0!|#N/A|Err:\d+")

NARROW = re.compile(r"###")
RULE_BOOK = "Tiêu chí kiểm tra"

# A clerk's machine speaks Vietnamese: figures are printed as 1.234,5.
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item>
</oor:items>
"""


def pages(workbook):
    """The text of each page, in reading order of the cells, without white space: lines are wrapped anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(LOCALE, encoding="utf-8")
        convert = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*convert, "--outdir", folder, str(workbook)], check=True, capture_output=True, timeout=300)
        pdf = Path(folder, workbook.stem + ".pdf")
        text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return ["".join(page.split()) for page in text.split("\f")]


def by_sheet(all_pages):
    """The pages of each sheet: from the first one with its title to the one before the next sheet's."""
    starts, after = [], 0
    for sheet, (title, _) in SHEETS.items():
        title = "".join(title.split())
        start = next((at for at in range(after, len(all_pages)) if title in all_pages[at]), None)
        if start is None:
            sys.exit(f"no page holds the title of sheet {sheet}")
        starts.append(start)
        after = start + 1
    ends = [*starts[1:], len(all_pages)]
    return {sheet: "".join(all_pages[start:end]) for sheet, start, end in zip(SHEETS, starts, ends)}


def misplaced(all_pages):
    """What stands on a page where it should not: signatures without the table's last rows, a number where none is due."""
    appendices = [page for page in all_pages if page.startswith("Phụlục0")]
    if len(appendices) != 3:
        yield f"{len(appendices)} pages begin with the number of an appendix, and no page number"
    signed = [page for page in all_pages if "NGƯỜILẬPBIỂU" in page]
    if len(signed) != 3:
        yield f"{len(signed)} pages are signed"
    for page in signed:
        if "TỔNGCỘNG" not in page or "THỦTRƯỞNGĐƠNVỊ" not in page or "Ghichú:" not in page:
            yield f"signatures without the foot of their table: {page[:80]}"
    # The table of sources by year is on one page with its own header.
    by_year = [page for page in all_pages if "Kinhphítheonguồnvàtheonăm" in page]
    if len(by_year) != 1 or "NGƯỜILẬPBIỂU" not in by_year[0]:
        yield "the table of sources by year is parted"


def printed(value):
    """The ways in which a number may be printed: plain, rounded, or as a percentage."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    for places in range(4):
        for amount, suffix in ((number, ""), (number * 100, "%")):
            rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
            text = f"{rounded:,.{places}f}".translate(str.maketrans(",.", ".,"))
            yield text + suffix
            yield text.replace(".", "") + suffix


def missing(sheet, text):
    """The cells whose content is not on the sheet's pages."""
    hidden = {letters for letters, column in sheet.column_dimensions.items() if column.hidden}
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is None or isinstance(value, bool) or cell.column_letter in hidden:
                continue
            if isinstance(value, str):
                shown = "".join(value.split()) in text
            elif isinstance(value, (int, float)):
                shown = any(way in text for way in printed(value))
            else:
                shown = True
            if not shown:
                yield f"{cell.coordinate}: {value!r}"


def main():
    path = Path(sys.argv[1])
    all_pages = pages(path)
    faults = list(misplaced(all_pages))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it drops extensions when saving; nothing is saved here
        workbook = load_workbook(path, data_only=True)
    if workbook.sheetnames != list(SHEETS):
        sys.exit(f"the sheets are {workbook.sheetnames}")
    for name, text in by_sheet(all_pages).items():
        # The rule book explains the errors of Excel by their names, and holds no formula that could fail so.
        failed = NARROW if name == RULE_BOOK else FAILED
        faults += [f"{name}: {match.group()}" for match in failed.finditer(text)]
        faults += [f"{name}: the decision's {figure} is not printed" for figure in SHEETS[name][1] if figure not in text]
        faults += [f"{name}!{fault} is not printed" for fault in missing(workbook[name], text)]
    if faults:
        sys.exit("\n".join([*faults[:40], f"{len(faults)} faults"]))
    print(f"{len(all_pages) - 1} pages: every sheet, every text, every figure is printed")


if __name__ == "__main__":
    main()
