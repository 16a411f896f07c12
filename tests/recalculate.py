#!/usr/bin/env python3
"""Has LibreOffice calculate every formula of a result anew and holds the results against those that are stored.

    python3 tests/recalculate.py ket-qua.xlsx …

Exit status 0 where every formula gives what is stored, to the last digit that a spreadsheet keeps; 1 where not.
"""

import subprocess
import sys
import tempfile
import warnings
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
    """Sums of thousands of đồng are whole; sums of triệu may differ in the last digit of a float."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
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


def main():
    found = [fault for path in sys.argv[1:] for fault in faults(Path(path))]
    if found:
        sys.exit("\n".join([*found[:40], f"{len(found)} faults"]))


if __name__ == "__main__":
    main()
