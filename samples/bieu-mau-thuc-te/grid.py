"""A sheet as a grid of cells, a table written into it, and the writers of both libraries."""

import io
import re
import tempfile
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter
from pyxlsbwriter import XlsbWriter
from projects import PROJECTS, TASKS, YEAR

MONEY = ("total", "national", "provincial", "own")
DAY = datetime(2022, 1, 4)
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII"]


class Formula(NamedTuple):
    text: str
    result: object  # a number, or an Excel error as it is shown


class Styled(NamedTuple):
    """A cell whose number format or font changes what it says."""

    value: object
    number_format: str | None = None
    font: str | None = None


class Rich(NamedTuple):
    """Text of several fonts: (font, text) runs."""

    runs: tuple


class Grid:
    """Cells by (row, column) from 0; None is a cell that is formatted and empty."""

    def __init__(self, name="Đề án"):
        self.name, self.cells, self.merges = name, {}, []
        self.below = None  # the first row under the table's header
        self.hidden, self.hidden_rows, self.hidden_columns = False, [], []
        self.filter = None  # (first row, first column, last row, last column, filtered column, condition)

    def put(self, row, col, value):
        self.cells[row, col] = value

    def rows_below(self):
        """How many rows under the header hold something."""
        return len({row for (row, _), value in self.cells.items() if row >= self.below and value is not None})

    def merge(self, first, last):
        if first != last:
            self.merges.append((*first, *last))


def address(row, col):
    return f"{get_column_letter(col + 1)}{row + 1}"


def header(grid, row, col, columns, height):
    """Writes the headers (tuples of levels) and merges what one header spans; a short one spans to the bottom."""
    levels = [c[1] for c in columns]
    for depth in range(height):
        at = 0
        while at < len(levels):
            level, end = levels[at], at + 1
            if depth >= len(level):
                at += 1
                continue
            last = depth == len(level) - 1
            while not last and end < len(levels) and levels[end][: depth + 1] == level[: depth + 1]:
                end += 1
            grid.put(row + depth, col + at, level[depth])
            bottom = row + (height - 1 if last else depth)
            grid.merge((row + depth, col + at), (bottom, col + end - 1))
            at = end


def plain(amount, _column):
    return amount


def table(grid, row, col, columns, *, projects=PROJECTS, height=1, index=False, money=plain, groups=None,
          subtotals=False, total=None, formulas=False, first=1, gap=0, again=None, quantity=lambda q: q):
    """Writes a table from (row, col) on. Gives where each project stands and the first row below.

    `groups(place, task)` gives the cells (ordinal, name) of a group's row; `total` is "top", "bottom" or None;
    `again` repeats the header before the project of that position.
    """
    header(grid, row, col, columns, height)
    keys, row = [c[0] for c in columns], row + height
    grid.below = row
    if index:
        for at in range(len(keys)):
            grid.put(row, col + at, f"({at + 1})")
        row += 1
    sums_at = None
    if total == "top":
        sums_at, row = row, row + 1
    places, rows, open_group, groups_seen = [], [], None, 0
    blocks = []
    for position, project in enumerate(projects):
        if again == position:
            header(grid, row, col, columns, height)
            row += height
        if groups and project.task != open_group:
            ordinal, name = groups(groups_seen, project.task)
            if "stt" in keys:
                grid.put(row, col + keys.index("stt"), ordinal)
            grid.put(row, col + keys.index("name"), name)
            open_group, groups_seen = project.task, groups_seen + 1
            blocks.append((row, []))
            row += 1
        if blocks:
            blocks[-1][1].append((row, project))
        for at, key in enumerate(keys):
            value = cell(key, project, first + position, money, quantity)
            if key == "total" and formulas:
                parts = [address(row, col + keys.index(source)) for source in MONEY[1:]]
                value = Formula("=" + "+".join(parts), value)
            if value is not None:
                grid.put(row, col + at, value)
        places.append({
            "sheet": grid.name, "row": row + 1,
            "total": address(row, col + keys.index("total")),
            "sources": {key: address(row, col + keys.index(key)) for key in MONEY[1:] if key in keys},
        })
        rows.append((row, project))
        row += 1
    if subtotals:
        for at, members in blocks:
            amounts(grid, at, col, keys, members, money, formulas)
    if total == "bottom":
        for blank in range(gap):
            for at in range(len(keys)):
                grid.put(row + blank, col + at, None)
        sums_at, row = row + gap, row + gap + 1
    if sums_at is not None:
        grid.put(sums_at, col + keys.index("name"), "Tổng cộng")
        amounts(grid, sums_at, col, keys, rows, money, formulas and not groups)
    return places, row


def amounts(grid, at, col, keys, rows, money, formulas):
    """The sums of some rows, typed or as SUM over them."""
    for key in (key for key in MONEY if key in keys):
        column = col + keys.index(key)
        value = money(sum(getattr(p, key) for _, p in rows), key)
        if formulas:
            value = Formula(f"=SUM({address(rows[0][0], column)}:{address(rows[-1][0], column)})", value)
        grid.put(at, column, value)


def cell(key, project, ordinal, money, quantity):
    if key == "stt":
        return ordinal
    if key == "qty":
        return quantity(project.quantity)
    if key in MONEY:
        return money(getattr(project, key), key)
    if key == "task_name":
        return TASKS[project.task]
    if key in ("blank", "note"):
        return None
    if key == "year":
        return Decimal(YEAR)
    if key == "state":
        return money(project.national + project.provincial, key)
    if key.startswith("?"):
        return "Đã khảo sát"
    return getattr(project, {"ben": "beneficiary"}.get(key, key))


def with_xlsxwriter(path, grids, macros=None):
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": "Mẫu", "created": DAY})
    border = book.add_format({"border": 1})
    centred = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        for r1, c1, r2, c2 in grid.merges:
            sheet.merge_range(r1, c1, r2, c2, "", centred)
        for (row, col), value in grid.cells.items():
            write(book, sheet, row, col, value, border)
        hide(sheet, grid)
    if macros:
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
    book.close()


def write(book, sheet, row, col, value, style):
    if value is None:
        sheet.write_blank(row, col, None, style)
    elif isinstance(value, Styled):
        dress = {"border": 1, "num_format": value.number_format or "General", "font_name": value.font or "Calibri"}
        write(book, sheet, row, col, value.value, book.add_format(dress))
    elif isinstance(value, Rich):
        runs = [part for font, text in value.runs for part in (book.add_format({"font_name": font}), text)]
        sheet.write_rich_string(row, col, *runs, style)
    elif isinstance(value, Formula):
        result = value.result if isinstance(value.result, str) else float(value.result)
        sheet.write_formula(row, col, value.text, style, result)
    elif isinstance(value, str):
        sheet.write_string(row, col, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, col, value, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, col, value, style)
    else:
        sheet.write_number(row, col, float(value), style)


def hide(sheet, grid):
    if grid.hidden:
        sheet.hide()
    for row in grid.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for col in grid.hidden_columns:
        sheet.set_column(col, col, None, None, {"hidden": True})
    if grid.filter:
        *area, column, condition = grid.filter
        sheet.autofilter(*area)
        if condition:
            sheet.filter_column(column, condition)


def with_openpyxl(path, grids):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for (row, col), value in grid.cells.items():
            at = sheet.cell(row + 1, col + 1)
            if isinstance(value, Styled):
                at.number_format = value.number_format or "General"
                at.font = openpyxl.styles.Font(name=value.font or "Calibri")
                value = value.value
            if isinstance(value, Formula):
                value = value.text  # openpyxl keeps no result beside a formula
            at.value = float(value) if isinstance(value, Decimal) else value
            if isinstance(value, str) and value.startswith("#"):
                at.data_type = "e"  # openpyxl knows the old errors alone
        for r1, c1, r2, c2 in grid.merges:
            sheet.merge_cells(start_row=r1 + 1, start_column=c1 + 1, end_row=r2 + 1, end_column=c2 + 1)
        for row in grid.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for col in grid.hidden_columns:
            sheet.column_dimensions[get_column_letter(col + 1)].hidden = True
        if grid.hidden:
            sheet.sheet_state = "veryHidden"
    written = io.BytesIO()
    book.save(written)
    repack(written, path)


def with_pyxlsbwriter(path, grids):
    """Values alone: it writes neither merges nor formulas."""
    with tempfile.TemporaryDirectory() as folder:
        written = f"{folder}/book.xlsb"
        with XlsbWriter(written) as book:
            for grid in grids:
                book.add_sheet(grid.name)
                bottom, right = (max(at[axis] for at in grid.cells) + 1 for axis in (0, 1))
                book.write_sheet([[grid.cells.get((row, col)) for col in range(right)] for row in range(bottom)])
        repack(written, path)


def repack(written, path):
    """Some stamp the clock into a part or into the archive: one day instead, so that bytes stay the same."""
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2022-01-04T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
