#!/usr/bin/env python3
"""Sums the clean submissions with openpyxl and holds the sums against the decision.

    python3 tests/oracle_sums.py samples/lai-chau-2021-2025

Shares no code and no data with the program: the figures below are typed from Quyết định 407/QĐ-UBND (triệu đồng).
It reads the files as any program saved them, so it also judges copies that LibreOffice has re-saved.
Exit status 0 where every figure agrees, 1 where one does not.
"""

import sys
import unicodedata
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

UNITS = {
    "TP Lai Châu": "UBND thành phố Lai Châu",
    "Mường Tè": "UBND huyện Mường Tè",
    "Nậm Nhùn": "UBND huyện Nậm Nhùn",
    "Phong Thổ": "UBND huyện Phong Thổ",
    "Sìn Hồ": "UBND huyện Sìn Hồ",
    "Tam Đường": "UBND huyện Tam Đường",
    "Tân Uyên": "UBND huyện Tân Uyên",
    "Than Uyên": "UBND huyện Than Uyên",
    "Sở Công Thương": "Sở Công Thương tỉnh Lai Châu",
}

# IV.3 and IV.4 of the decision.
PROGRAMME = {"Tổng kinh phí": 75300, "Vốn đối ứng của cơ sở": 48400, "KCQG": 15820, "NS tỉnh": 11080, "Nguồn khác": 0}
YEARS = {2021: 10814, 2022: 21004, 2023: 20714, 2024: 13054, 2025: 9714}

# III of the decision: quantity, total, cơ sở, KCQG, NS tỉnh.
TASKS = {
    "1.1.a": (1, 1000, 500, 500, 0),
    "1.1.b": (1, 20000, 14000, 6000, 0),
    "2": (3, 3000, 2100, 900, 0),
    "3.1.a": (5, 24000, 21000, 3000, 0),
    "3.1.b": (30, 18000, 9000, 3000, 6000),
    "4.1.a": (3, 240, 0, 0, 240),
    "4.1.b": (1, 2420, 0, 1920, 500),
    "4.1.c": (5, 500, 0, 0, 500),
    "4.1.d": (20, 2000, 400, 0, 1600),
    "4.1.đ": (20, 1400, 700, 0, 700),
    "5.1.a": (5, 120, 0, 0, 120),
    "5.1.b": (50, 500, 0, 500, 0),
    "6": (20, 1400, 700, 0, 700),
    "7": (5, 250, 0, 0, 250),
    "8.b": (1, 370, 0, 0, 370),
    "9": (1, 100, 0, 0, 100),
}

MONEY = ("Tổng kinh phí", "Vốn đối ứng của cơ sở", "KCQG", "NS tỉnh", "Nguồn khác")


def text(value):
    return "" if value is None else unicodedata.normalize("NFC", str(value)).strip()


def number(value):
    return Decimal(0) if value is None else Decimal(str(value))


def read(path, fail):
    """The projects of one submission: task, year, quantity and money of each."""
    sheet = load_workbook(path, data_only=True)["Đề án"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(index for index, row in enumerate(rows) if text(row[0]) == "STT")
    title = {text(value) for row in rows[:at] for value in row}
    column = {text(value): index for index, value in enumerate(rows[at]) if text(value)}
    unit, year = unicodedata.normalize("NFC", path.stem), int(path.parent.name)
    for said in (f"Đơn vị: {UNITS[unit]}", f"Năm: {year}", "Đơn vị tính: triệu đồng", "Giai đoạn: Đăng ký"):
        if said not in title:
            fail(f"{path}: the title block does not say {said!r}")
    projects = []
    for row in rows[at + 1 :]:
        if text(row[0]) == "Tổng cộng":
            check_total_row(path, row, column, projects, fail)
            return projects
        if row[column["Mã nhiệm vụ"]] is None:
            if any(value is not None for value in row):
                fail(f"{path}: a row without a task has content")
            continue
        money = {name: number(row[column[name]]) for name in MONEY}
        if money["Tổng kinh phí"] != sum(money[name] for name in MONEY[1:]):
            fail(f"{path}: {row[column['Mã đề án']]}: the sources do not add up")
        if row[column["Năm thực hiện"]] != year:
            fail(f"{path}: {row[column['Mã đề án']]}: another year than the submission's")
        quantity = number(row[column["Số lượng"]])
        projects.append({"task": text(row[column["Mã nhiệm vụ"]]), "year": year, "quantity": quantity, "money": money})
    fail(f"{path}: no row Tổng cộng")
    return projects


def check_total_row(path, row, column, projects, fail):
    for name in MONEY:
        stored, summed = number(row[column[name]]), sum(project["money"][name] for project in projects)
        if stored != summed:
            fail(f"{path}: Tổng cộng, {name}: stored {stored}, rows come to {summed}")


def main(root):
    faults = []
    fail = faults.append
    expected = {Path(str(year)) / f"{unit}.xlsx" for year in YEARS for unit in UNITS}
    found = {Path(unicodedata.normalize("NFC", str(path.relative_to(root)))): path for path in root.rglob("*.xlsx")}
    for missing in sorted(expected - found.keys()):
        fail(f"missing: {missing}")
    for unknown in sorted(found.keys() - expected):
        fail(f"not expected: {unknown}")
    projects = []
    for name in sorted(expected & found.keys()):
        of_file = read(found[name], fail)
        if not of_file:
            fail(f"{name}: no project")
        projects.extend(of_file)

    sums = defaultdict(Decimal)
    for project in projects:
        for name, amount in project["money"].items():
            sums["programme", name] += amount
            sums[project["task"], name] += amount
        sums["year", project["year"]] += project["money"]["Tổng kinh phí"]
        sums[project["task"], "Số lượng"] += project["quantity"]

    figures = {("programme", name): figure for name, figure in PROGRAMME.items()}
    figures |= {("year", year): figure for year, figure in YEARS.items()}
    for task, of_task in TASKS.items():
        figures |= {(task, name): figure for name, figure in zip(("Số lượng", *MONEY), (*of_task, 0))}
    for key, figure in figures.items():
        if sums[key] != figure:
            fail(f"{key[0]}, {key[1]}: the decision has {figure}, the submissions {sums[key]}, difference {sums[key] - figure}")
    for task in sorted({project["task"] for project in projects} - TASKS.keys()):
        fail(f"task {task} has no figure in the decision")

    for fault in faults:
        print(fault)
    print(f"{len(found)} files, {len(projects)} projects, {len(figures)} figures: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: oracle_sums.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
