#!/usr/bin/env python3
"""Writes the submissions of a province that does not exist, with openpyxl; needs nothing of the program.

    python3 samples/son-ha-2026-2028/generate.py

`bieu/<năm>/<đơn vị>.xlsx` add up to the programme in `chuong-trinh.toml`; who gets how much is drawn with a seed.
`co-sai-lech/*.xlsx` are wrong in one way each; what must be said of them is typed in `tests/oracle_son_ha.py`.
The same bytes each time.
"""

import io
import random
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

HERE = Path(__file__).parent
YEARS = (2026, 2027, 2028)
COMMUNES = {"Đông Sơn": "UBND XÃ ĐÔNG SƠN", "Tây Sơn": "UBND XÃ TÂY SƠN", "An Hà": "UBND PHƯỜNG AN HÀ"}
PROVINCE = "Sở Nông nghiệp"
NAMES = {
    "I.1": "Đào tạo nghề cho lao động nông thôn",
    "I.2": "Tập huấn quản lý cho cán bộ cấp xã",
    "II-1": "Hỗ trợ máy móc, thiết bị cho cơ sở ngành nghề nông thôn",
    "II-2": "Xây dựng nhãn hiệu sản phẩm làng nghề",
    "III/1": "Phát hành bản tin nghề nông thôn",
}
MEASURES = {"I.1": "người", "I.2": "lớp", "II-1": "cơ sở", "II-2": "nhãn hiệu", "III/1": "số"}
# Triệu đồng for one unit of quantity: trung ương, tỉnh, xã, cơ sở, người dân.
PRICES = {
    "I.1": (1, 1, 0, 0, 0.5),
    "I.2": (0, 30, 0, 0, 0),
    "II-1": (100, 70, 30, 260, 40),
    "II-2": (0, 0, 20, 20, 0),
    "III/1": (0, 50, 0, 0, 0),
}


def project(task, quantity, number, whom, kind, approval=None, money=None):
    money = money or [price * quantity for price in PRICES[task]]
    return {"task": task, "quantity": quantity, "name": f"{NAMES[task]} – đợt {number}", "whom": whom, "kind": kind,
            "money": [int(amount) if amount == int(amount) else amount for amount in money], "approval": approval}


def plan():
    """The projects of each year and unit; quantities are the programme's, their split over the communes is drawn."""
    draw = random.Random(20260109)
    files = {(year, unit): [] for year in YEARS for unit in (*COMMUNES, PROVINCE)}
    number = 0
    for year, machines in zip(YEARS, (2, 3, 4)):
        first = draw.randrange(20, 90) * 2
        second = draw.randrange(10, (200 - first) // 2) * 2
        for unit, people in zip(COMMUNES, (first, second, 200 - first - second)):
            number += 1
            files[year, unit].append(project("I.1", people, number, f"Làng nghề Mẫu {number:02}", "Làng nghề"))
        for task, count in (("II-1", machines), ("II-2", 4)):
            for _ in range(count):
                number += 1
                whom = f"HTX Mẫu {number:02}"
                files[year, draw.choice(list(COMMUNES))].append(project(task, 1, number, whom, "HTX"))
        files[year, PROVINCE] += [
            project("I.2", 2, year, "Chi cục Phát triển nông thôn", "Cơ quan, đơn vị nhà nước"),
            project("III/1", 1, year, "Chi cục Phát triển nông thôn", "Cơ quan, đơn vị nhà nước"),
        ]
    for projects in files.values():
        projects.sort(key=lambda row: list(NAMES).index(row["task"]))
    return files


MONEY = ("NSTW", "NS tỉnh", "NS xã", "Cơ sở đối ứng", "Dân góp")


def coded(sheet, row, projects):
    """A header of two rows, the task's code in a column of its own."""
    fixed = ("TT", "Mã NV", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "ĐVT", "Số lượng", "Tổng kinh phí")
    for column, header in enumerate(fixed, 1):
        sheet.cell(row, column, header)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    sheet.cell(row, 9, "Trong đó")
    sheet.merge_cells(start_row=row, end_row=row, start_column=9, end_column=13)
    for column, header in enumerate(MONEY, 9):
        sheet.cell(row + 1, column, header)
    sheet.cell(row, 14, "Quyết định phê duyệt")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=14, end_column=14)
    row += 2
    top = row
    for ordinal, given in enumerate(projects, 1):
        values = [ordinal, given["task"], given["name"], given["whom"], given["kind"], MEASURES.get(given["task"], "cơ sở"),
                  given["quantity"], sum(given["money"]), *given["money"], given["approval"]]
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
        row += 1
    total(sheet, row, top, 3, range(8, 14), projects)


def grouped(sheet, row, projects):
    """A header of one row; each task is a group row that only its code names."""
    headers = ("STT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Đơn vị tính", "Số lượng", "Tổng số", *MONEY)
    for column, header in enumerate(headers, 1):
        sheet.cell(row, column, header)
    row += 1
    top = row
    task = None
    for ordinal, given in enumerate(projects, 1):
        if given["task"] != task:
            task = given["task"]
            sheet.cell(row, 1, task)
            sheet.cell(row, 2, f"Nhóm việc {task} của xã")
            row += 1
        values = [ordinal, given["name"], given["whom"], given["kind"], MEASURES[task], given["quantity"],
                  sum(given["money"]), *given["money"]]
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
        row += 1
    total(sheet, row, top, 2, range(7, 13), projects)


def total(sheet, row, top, label, columns, projects):
    sheet.cell(row, label, "Tổng cộng")
    sums = [sum(sum(given["money"]) for given in projects)]
    sums += [sum(given["money"][at] for given in projects) for at in range(5)]
    for column, amount in zip(columns, sums):
        sheet.cell(row, column, amount)


def workbook(unit, letterhead, year, projects, table=coded):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Đăng ký"
    sheet["A1"] = letterhead
    sheet["A3"] = f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}"
    sheet["A3"].font = Font(bold=True)
    sheet["H4"] = "Đơn vị tính: triệu đồng"
    table(sheet, 6, projects)
    return book


def save(book, path):
    """Neither the day of writing nor that of packing shows in the bytes."""
    written = io.BytesIO()
    book.save(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-09T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def wrong():
    """One fault a file; the projects are otherwise as they should be."""
    machine = {"task": "II-1", "number": 1, "whom": "HTX Mẫu", "kind": "HTX", "quantity": 1}
    half = [100, 70, 30, 160, 40]  # 200 of 400: what the norm allows until 30 June 2027, 40 more than after it
    yield "truoc-dinh-muc-moi", 2027, project(**machine, approval="12/QĐ-UBND ngày 30/6/2027", money=half)
    yield "sau-dinh-muc-moi", 2027, project(**machine, approval="12/QĐ-UBND ngày 01/7/2027", money=half)
    yield "qua-muc-mot-nguoi", 2026, project("I.1", 10, 1, "Làng nghề Mẫu", "Làng nghề", money=[11, 10, 0, 0, 4])
    yield "nguon-khong-duoc-dung", 2026, project("II-2", 1, 1, "HTX Mẫu", "HTX", money=[0, 5, 20, 15, 0])
    unknown = project(**machine, money=[100, 70, 30, 260, 40])
    unknown["task"] = "II-9"
    yield "ma-khong-co", 2026, unknown


def main():
    for (year, unit), projects in plan().items():
        letterhead = COMMUNES.get(unit, "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH SƠN HÀ")
        table = grouped if unit == "Tây Sơn" else coded
        if projects:
            save(workbook(unit, letterhead, year, projects, table), HERE / "bieu" / str(year) / f"{unit}.xlsx")
    for name, year, given in wrong():
        save(workbook("Đông Sơn", COMMUNES["Đông Sơn"], year, [given]), HERE / "co-sai-lech" / f"{name}.xlsx")


if __name__ == "__main__":
    main()
