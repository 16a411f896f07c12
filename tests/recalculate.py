#!/usr/bin/env python3
"""Has LibreOffice calculate every formula of a result anew and holds the results against those that are stored.

    python3 tests/recalculate.py [--control] ket-qua.xlsx …

With --control, one stored result of a copy of the first workbook is made one đồng larger first, and that cell, and no
other, must be found. Exit status 0 where every formula gives what is stored, to the last digit that a spreadsheet keeps; 1 where not.
"""

import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

# LibreOffice trusts stored results unless it is told not to: 0 is "always".
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(workbook, folder):
    """The workbook as LibreOffice saves it after calculating it anew."""
    profile = Path(folder, "profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    convert = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    out = Path(folder, "out")
    subprocess.run([*convert, "--outdir", str(out), str(workbook)], check=True, capture_output=True, timeout=600)
    return out / workbook.name


def load(path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, **options)


def same(one, other):
    """Sums of đồng are whole; sums of triệu may differ in the last digits of a float, far less than by one đồng."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-12 * max(1.0, abs(one))
    return one == other


def faults(workbook):
    with tempfile.TemporaryDirectory() as folder:
        anew = load(recalculated(workbook, folder), data_only=True)
        formulas, stored = load(workbook), load(workbook, data_only=True)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if not (isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f"):
                    continue
                compared += 1
                one = stored[sheet.title][cell.coordinate].value
                other = anew[sheet.title][cell.coordinate].value
                if not same(one, other):
                    yield f"{sheet.title}!{cell.coordinate} {cell.value}: {one} is stored, {other} is calculated"
    print(f"{workbook.name}: {compared} formulas")
    if not compared:
        yield f"{workbook.name} holds no formula"


def one_dong_more(workbook, copy):
    """Copies a workbook with the stored grand total of "Phụ lục 01" one đồng larger; gives the total's cell."""
    sheet = load(workbook)["Phụ lục 01"]
    total = next(row for row in sheet.iter_rows() if row[1].value == "TỔNG CỘNG")
    cell = next(cell for cell in total if cell.data_type == "f").coordinate
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).decode() if name == "xl/worksheets/sheet2.xml" else source.read(name)
            if isinstance(part, str):
                stored = re.search(rf'(<c r="{cell}"[^>]*><f>[^<]*</f><v>)([^<]*)', part)
                more = Decimal(stored[2]) + Decimal("0.000001")
                part = part.replace(stored[0], f"{stored[1]}{more}")
            target.writestr(name, part)
    return cell


def control(workbook):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "sai-mot-dong.xlsx")
        cell = one_dong_more(workbook, copy)
        found = list(faults(copy))
    if len(found) != 1 or not found[0].startswith(f"Phụ lục 01!{cell} "):
        sys.exit(f"one đồng too much in Phụ lục 01!{cell} is not found, or more is: {found[:5]}")


def main():
    paths = [Path(path) for path in sys.argv[1:] if path != "--control"]
    if "--control" in sys.argv:
        return control(paths[0])
    found = [fault for path in paths for fault in faults(path)]
    if found:
        sys.exit("\n".join([*found[:40], f"{len(found)} faults"]))


if __name__ == "__main__":
    main()
