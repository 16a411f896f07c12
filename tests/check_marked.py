"""Holds marked-up copies against their originals: they may differ in the marks alone.

    python3 tests/check_marked.py ORIGINALS COPIES

ORIGINALS is a folder of submissions, COPIES what `--return-notes` wrote about them. Reads with openpyxl and shares no
code with the program. A copy must have the page in front, then the sender's sheets in their order; every cell keeps
its value, formula, font, border, number format and alignment; its background may differ only where a comment or a
coloured cell of the same finding stands; widths, heights, merges, names, validations and print set-up stay; parts of
the archive that hold no mark are the same bytes.
"""

import sys
import zipfile
from pathlib import Path

import openpyxl

PAGE = "Phiếu đề nghị chỉnh sửa"
MARKS = {"FFF8CBAD", "FFFFE699", "FFDDEBF7"}


def looks(cell):
    return (cell.value, cell.data_type, cell.number_format, repr(cell.font), repr(cell.border), repr(cell.alignment),
            repr(cell.protection), cell.hyperlink.target if cell.hyperlink else None)


def sheet_facts(sheet):
    return {
        "merges": sorted(str(area) for area in sheet.merged_cells.ranges),
        "widths": {key: (col.width, col.hidden) for key, col in sheet.column_dimensions.items()},
        "heights": {key: (row.height, row.hidden) for key, row in sheet.row_dimensions.items() if row.height},
        "validations": sorted(repr(rule.sqref) + str(rule.formula1) for rule in sheet.data_validations.dataValidation),
        "freeze": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "titles": (sheet.print_title_rows, sheet.print_area),
        "state": sheet.sheet_state,
        "protection": sheet.protection.sheet,
    }


def compare(original, copy):
    faults = []
    before, after = openpyxl.load_workbook(original), openpyxl.load_workbook(copy)
    if after.sheetnames[1:] != before.sheetnames or not after.sheetnames[0].startswith(PAGE):
        return [f"sheets {before.sheetnames} became {after.sheetnames}"], 0
    marks = 0
    for sheet in before:
        other = after[sheet.title]
        if sheet_facts(sheet) != sheet_facts(other):
            theirs, ours = sheet_facts(sheet), sheet_facts(other)
            faults.append(f"{sheet.title}: {[fact for fact in theirs if theirs[fact] != ours[fact]]}")
        rows, columns = max(sheet.max_row, other.max_row), max(sheet.max_column, other.max_column)
        for row in range(1, rows + 1):
            for column in range(1, columns + 1):
                old, new = sheet.cell(row, column), other.cell(row, column)
                if looks(old) != looks(new):
                    faults.append(f"{sheet.title}!{old.coordinate}: its value or its looks")
                if repr(old.fill) != repr(new.fill):
                    marks += 1
                    if new.fill.fgColor.rgb not in MARKS:
                        faults.append(f"{sheet.title}!{old.coordinate}: a background that is no mark")
                elif new.comment and not old.comment:
                    faults.append(f"{sheet.title}!{old.coordinate}: a comment without a colour")
                if old.comment and (not new.comment or old.comment.text not in new.comment.text):
                    faults.append(f"{sheet.title}!{old.coordinate}: the sender's comment is gone")
    names = lambda book: {name: book.defined_names[name].attr_text for name in book.defined_names}
    if names(before) != names(after):
        faults.append("defined names differ")
    return faults + parts(original, copy), marks


def parts(original, copy):
    """Parts that the copy changed beside those that it must."""
    changeable = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/", "xl/styles.xml", "xl/worksheets/",
                  "xl/comments", "xl/drawings/vmlDrawing")
    faults = []
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(copy) as new:
        for name in old.namelist():
            if name not in new.namelist():
                faults.append(f"{name} is gone")
            elif not name.startswith(changeable) and old.read(name) != new.read(name):
                faults.append(f"{name} differs")
    return faults


def received(copy):
    """The name of the file that a copy's page says was received."""
    book = openpyxl.load_workbook(copy, read_only=True)
    for row in book[book.sheetnames[0]].iter_rows(values_only=True):
        for cell in row:
            if isinstance(cell, str) and cell.startswith("Tệp đã nhận: "):
                return cell.split('"')[1]
    return None


def main():
    originals, copies = Path(sys.argv[1]), Path(sys.argv[2])
    of = {}
    for copy in sorted(copies.iterdir()):
        of.setdefault(received(copy), []).append(copy)
    compared = marked = bad = 0
    for original in sorted(path for path in originals.iterdir() if path.suffix in (".xlsx", ".xlsm")):
        try:
            openpyxl.load_workbook(original)
        except Exception:  # what openpyxl cannot read cannot be compared: a damaged or locked file
            continue
        found = of.get(original.name, [])
        faults, marks = compare(original, found[0]) if len(found) == 1 else ([f"{len(found)} copies"], 0)
        compared += 1
        marked += marks
        bad += bool(faults)
        for fault in faults[:5]:
            print(f"{original.name}: {fault}")
    print(f"{compared} copies compared, {marked} cells marked, {bad} with other differences")
    sys.exit(1 if bad or not compared or not marked else 0)


main()
