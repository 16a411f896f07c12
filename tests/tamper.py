#!/usr/bin/env python3
"""Touches a result in the ways that people do, with programs that share no code with ours, and holds
`doisoat verify` to naming each: tests/tamper.py DOISOAT WORK SUBMISSIONS…

What LibreOffice or openpyxl saves anew with nothing changed must verify; whatever else is done must not.
"""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl

warnings.filterwarnings("ignore", module="openpyxl")
DOISOAT, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
SUBMISSIONS = [Path(path).resolve() for path in sys.argv[3:]]
TASKS, DETAIL, FINDINGS, INPUTS = "Phụ lục 01", "Chi tiết đề án", "Sai lệch", "Danh mục tệp đầu vào"


def run(*line):
    return subprocess.run([DOISOAT, *line], capture_output=True, text=True)


def verify(result):
    """The exit status and the JSON of a verification."""
    told = result.with_suffix(".json")
    told.unlink(missing_ok=True)
    ran = run("verify", result, "--json", told)
    if ran.returncode not in (0, 1):
        sys.exit(f"{result.name}: {ran.stderr}")
    return ran.returncode, json.loads(told.read_text())


def cells(told):
    """Every cell that differs, as sheet and cell, with what it is and was."""
    return {
        (sheet["sheet"], cell["cell"]): (cell["state"], cell["computed"], cell["recorded"])
        for sheet in told["sheets"]
        for cell in sheet["cells"]
    }


def rows(told):
    return [(sheet["sheet"], row["state"], row["row"]) for sheet in told["sheets"] for row in sheet["rows"]]


def hold(name, truth, told):
    if not truth:
        sys.exit(f"{name}: {json.dumps(told, ensure_ascii=False, indent=1)[:4000]}")
    print(f"ok  {name}")


def edited(original, name, change):
    """A copy of the result that openpyxl has changed and saved."""
    book = openpyxl.load_workbook(original)
    change(book)
    path = original.with_name(f"{name}.xlsx")
    book.save(path)
    return path


def first_figure(sheet):
    """The first cell of a sheet that holds a number above a thousand."""
    found = (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float)) and cell.value > 1000)
    return next(cell for cell in found if "20" + str(cell.value)[2:] != str(cell.value))


def office(path, folder):
    profile = f"-env:UserInstallation=file://{(WORK / 'profile').resolve()}"
    line = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, path]
    subprocess.run(line, check=True, capture_output=True)
    return shutil.copy(Path(folder) / path.name, path.with_name(f"libreoffice-{path.name}"))


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    sent = WORK / "ho-so"
    sent.mkdir()
    for file in SUBMISSIONS:
        shutil.copy(file, sent)
    result = WORK / "ket-qua.xlsx"
    ran = run("consolidate", sent, "-o", result)
    assert ran.returncode in (0, 1), ran.stderr

    status, told = verify(result)
    hold("untouched", status == 0 and told["same_bytes"], told)
    status, told = verify(Path(office(result, WORK / "office")))
    hold("saved anew by LibreOffice", status == 0 and not told["same_bytes"], told)
    status, told = verify(edited(result, "openpyxl", lambda book: None))
    hold("saved anew by openpyxl", status == 0 and not told["same_bytes"], told)

    # One figure typed over, on each sheet that holds figures of the run.
    for number, name in enumerate(openpyxl.load_workbook(result).sheetnames):
        touched = []

        def type_over(book):
            sheet = book[name]
            formulas = (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
            cell = next(formulas, None) or next(
                cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
            )
            cell.value = 987654321
            touched.append((name, cell.coordinate))

        status, told = verify(edited(result, f"go-de-{number}", type_over))
        found = cells(told)
        truth = status == 1 and list(found) == touched and found[touched[0]][2] == "987.654.321"
        hold(f"one figure typed over in {name}", truth, told)

    def type_project(book):
        first_figure(book[DETAIL]).value = 123456

    path = edited(result, "de-an", type_project)
    status, told = verify(path)
    hold("a project's money, sums not calculated again", status == 1 and {sheet for sheet, _ in cells(told)} == {DETAIL}, told)
    # LibreOffice calculates everything anew where no results are stored: the sums follow, and are told after it.
    status, told = verify(Path(office(path, WORK / "office")))
    found = cells(told)
    truth = status == 1 and found[(DETAIL, first_figure(openpyxl.load_workbook(result)[DETAIL]).coordinate)][0] == "value"
    hold("a project's money, sums calculated again", truth and any(sheet == TASKS for sheet, _ in found), told)

    def take_out(book):
        book[DETAIL].delete_rows(6)

    status, told = verify(edited(result, "bot-dong", take_out))
    hold("a project taken out", status == 1 and (DETAIL, "removed", 6) in rows(told) and not any(sheet == DETAIL and state != "formula" for (sheet, _), (state, *_) in cells(told).items()), told)

    def put_in(book):
        sheet = book[DETAIL]
        line = [cell.value for cell in sheet[6]]
        sheet.insert_rows(7)
        for at, value in enumerate(line, 1):
            sheet.cell(7, at, value if at != 1 else 999)

    status, told = verify(edited(result, "them-dong", put_in))
    hold("a project put in", status == 1 and rows(told)[0][:2] == (DETAIL, "added"), told)

    def drop_finding(book):
        book[FINDINGS].delete_rows(5)

    status, told = verify(edited(result, "bot-sai-lech", drop_finding))
    hold("a finding taken out", status == 1 and (FINDINGS, "removed", 5) in rows(told), told)

    def drop_sheet(book):
        del book[FINDINGS]

    status, told = verify(edited(result, "bot-trang", drop_sheet))
    hold("a sheet taken out", status == 1 and [FINDINGS, "removed"] in [[s["sheet"], s["state"]] for s in told["sheets"]], told)

    def forge(book):
        sheet = book[INPUTS]
        cell = next(cell for cell in sheet[5] if isinstance(cell.value, str) and len(cell.value) == 64)
        cell.value = "0" * 64
        first_figure(book[DETAIL]).value = 123456

    status, told = verify(edited(result, "gia-mao", forge))
    hold("a figure and a hash rewritten", status == 1 and len(told["inputs"]) == 1 and {DETAIL, INPUTS} == {sheet for sheet, _ in cells(told)}, told)

    # The submission itself, saved anew: other bytes, the same figures.
    file = sorted(sent.glob("*.xlsx"))[0]
    openpyxl.load_workbook(file).save(file)
    status, told = verify(result)
    hold("a submission saved anew", status == 1 and [(line["file"], line["state"]) for line in told["inputs"]] == [(file.name, "changed")], told)


main()
