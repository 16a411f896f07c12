"""Holds `doisoat crosscheck` to its word with seeded differences, in a program that shares no code with it.

    python3 tests/oracle_crosscheck.py DOISOAT [SEED]

It makes submissions of its own, retypes the three appendices from them in several layouts and units of money, alters
the retyped workbook (or leaves a submission away), runs the program and checks: each seeded difference is found and
booked under its cause and nothing else is, what two causes explain alike stays unexplained with both named, every
differing figure is a finding at its cell and no other is, and each line of the bridge adds up to the đồng.
"""

import copy
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl

BINARY = Path(sys.argv[1]).resolve()
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 407
TIMES = 10
SOURCES = ["national", "provincial", "own"]
YEARS = [2021, 2022, 2023, 2024, 2025]
UNITS = ["Mường Tè", "Nậm Nhùn", "Phong Thổ", "Sìn Hồ", "Tam Đường", "Tân Uyên", "Than Uyên"]
OTHERS = ["TP Lai Châu", "Sở Công Thương"]
SENDER = {unit: "UBND huyện " + unit for unit in UNITS} | {"TP Lai Châu": "UBND thành phố Lai Châu", "Sở Công Thương": "Sở Công Thương"}
# Code, name in the decision, sources that may hold money; sections by their first number.
TASKS = [
    ("1.1.a", "Hỗ trợ lập quy hoạch chi tiết cụm công nghiệp"),
    ("2", None), ("3.1.a", None), ("3.1.b", None), ("4.1.a", None), ("4.1.d", None), ("4.1.đ", None),
    ("5.1.b", None), ("6", None), ("7", None), ("8.b", None), ("9", None),
]
CODES = [code for code, _ in TASKS]
SECTIONS = {"1": ["1.1.a"], "3": ["3.1.a", "3.1.b"], "4": ["4.1.a", "4.1.d", "4.1.đ"], "5": ["5.1.b"], "8": ["8.b"]}
M = 1_000_000


def projects(rng):
    """Projects in whole thousands of đồng, no two amounts alike; every unit sends every year; two tasks at least each."""
    used, out = set(), []

    def amount(top):
        while True:
            value = rng.randrange(10_000, top) * 1000
            if value not in used and value % M:
                used.add(value)
                return value

    for year in YEARS:
        for unit in UNITS + OTHERS:
            for number, code in enumerate(rng.sample(CODES, rng.randint(3, 5))):
                money = {"national": amount(90_000) if rng.random() < 0.6 else 0,
                         "provincial": amount(300_000), "own": amount(700_000)}
                out.append({"unit": unit, "year": year, "task": code, "name": f"Đề án {unit} {year} số {number + 1}",
                            "quantity": rng.randint(1, 4), **money})
    return out


def submissions(folder, everything, leave_out=None):
    by = defaultdict(list)
    for project in everything:
        by[project["unit"], project["year"]].append(project)
    folder.mkdir(parents=True)
    for (unit, year), rows in by.items():
        if (unit, year) == leave_out:
            continue
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append([SENDER[unit]])
        sheet.append([f"ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}"])
        sheet.append([f"Đơn vị: {SENDER[unit]}"])
        sheet.append(["Đơn vị tính: nghìn đồng"])
        sheet.append(["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Số lượng", "Tổng kinh phí", "KCQG", "NS tỉnh", "Vốn đối ứng của cơ sở"])
        for at, row in enumerate(rows):
            thousands = [row[source] // 1000 for source in SOURCES]
            sheet.append([at + 1, row["task"], row["name"], f"HTX {row['name']}", row["quantity"], sum(thousands), *thousands])
        book.save(folder / f"{year} {unit}.xlsx")


def sums(everything):
    """Every figure: (code or section or None, year or None, of) to an amount in đồng or a count."""
    out = defaultdict(int)
    section_of = {code: section for section, codes in SECTIONS.items() for code in codes}
    for project in everything:
        rows = [project["task"], None]
        if project["task"] in section_of:
            rows.append("§" + section_of[project["task"]])
        for row in rows:
            for year in (None, project["year"]):
                for source in SOURCES:
                    out[row, year, source] += project[source]
                out[row, year, "state"] += project["national"] + project["provincial"]
                out[row, year, "total"] += sum(project[source] for source in SOURCES)
                out[row, year, "quantity"] += project["quantity"]
    return out


class Their:
    """Their workbook under way: remembers in which cell each figure was typed."""

    def __init__(self):
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        self.cells = {}  # (sheet, address) to (key, typed in đồng)

    def sheet(self, name):
        return self.book.create_sheet(name)

    def figure(self, sheet, row, col, key, value, unit, decimals=None):
        if key[2] == "quantity":
            sheet.cell(row, col, value)
            self.cells[sheet.title, sheet.cell(row, col).coordinate] = (key, Decimal(value))
            return
        typed = Decimal(value) / unit
        if decimals is not None:
            typed = round(typed, decimals)
        sheet.cell(row, col, float(typed))
        self.cells[sheet.title, sheet.cell(row, col).coordinate] = (key, typed * unit)


def like_the_decision(figures, rng, names, decimals=None):
    """The three appendices as the decision has them, in triệu đồng, sections and totals with them."""
    their = Their()
    order = []
    for section in ["1", "2", "3", "4", "5", "6", "7", "8", "9"]:
        order += (["§" + section] + SECTIONS[section]) if section in SECTIONS else [section]
    order.append(None)

    def label(key):
        return ("", "TỔNG CỘNG") if key is None else (key.strip("§"), names[key])

    def table(name, title, header, columns, tail=()):
        sheet = their.sheet(name)
        sheet.cell(1, 1, title)
        sheet.cell(3, len(header), "Đơn vị tính: triệu đồng")
        for col, words in enumerate(header):
            sheet.cell(5, col + 1, words)
        row = 6
        for key in order:
            code, words = label(key)
            sheet.cell(row, 1, code or None)
            sheet.cell(row, 2, words)
            for col, (year, of) in columns:
                if of != "quantity" or (key and not key.startswith("§")):
                    their.figure(sheet, row, col, (key, year, of), figures[key, year, of], M, decimals)
            row += 1
        for words, of in tail:
            sheet.cell(row, 2, words)
            for col, (year, _) in columns:
                their.figure(sheet, row, col, (None, year, of), figures[None, year, of], M, decimals)
            row += 1

    table("PL1", "Phụ lục 01", ["STT", "Nhiệm vụ", "Số lượng", "Tổng kinh phí", "KCQG", "NS tỉnh", "Cơ sở"],
          [(3, (None, "quantity")), (4, (None, "total")), (5, (None, "national")), (6, (None, "provincial")), (7, (None, "own"))])
    table("PL2", "Phụ lục 02", ["STT", "Nhiệm vụ", "Tổng", *YEARS],
          [(3, (None, "total"))] + [(4 + at, (year, "total")) for at, year in enumerate(YEARS)],
          [("Trong đó: KCQG", "national"), ("Trong đó: NS tỉnh", "provincial"), ("Trong đó: Cơ sở", "own")])
    table("PL3", "Phụ lục 03", ["STT", "Nhiệm vụ", "Tổng", "Vốn huy động", "NSNN", "KCQG", "NS tỉnh"],
          [(3, (None, "total")), (4, (None, "own")), (5, (None, "state")), (6, (None, "national")), (7, (None, "provincial"))])
    return their


def another_way(figures, rng, names, decimals=None):
    """One table in nghìn đồng: three-row merged header, a year's sources side by side, rows shuffled, codes in every
    spelling, counted by TT, the total on top; a second in đồng with years only."""
    their = Their()
    sheet = their.sheet("Biểu tổng hợp")
    top, left = rng.randint(3, 9), rng.randint(2, 5)
    sheet.cell(top - 2, left, "SỞ TÀI CHÍNH – TỔNG HỢP KINH PHÍ KHUYẾN CÔNG")
    sheet.cell(top - 1, left + 4, "ĐVT: 1.000 đồng")

    def merge(row, col, words, rows=1, cols=1):
        sheet.cell(row, col, words)
        if rows > 1 or cols > 1:
            sheet.merge_cells(start_row=row, start_column=col, end_row=row + rows - 1, end_column=col + cols - 1)

    merge(top, left, "TT", 3)
    merge(top, left + 1, "Nội dung", 3)
    merge(top, left + 2, "Mã NV", 3)
    merge(top, left + 3, "Khối lượng", 3)
    columns = [(left + 3, (None, "quantity"))]
    col = left + 4
    named = {"national": "Khuyến công quốc gia", "provincial": "Ngân sách tỉnh", "own": "Đối ứng của cơ sở"}
    blocks = [None] + rng.sample(YEARS, len(YEARS))
    merge(top, col, "Kinh phí", 1, 4 * len(blocks))
    for year in blocks:
        merge(top + 1, col, "Cả giai đoạn 2021-2025" if year is None else f"Năm {year}", 1, 4)
        for at, of in enumerate(rng.sample(["total", *SOURCES], 4)):
            sheet.cell(top + 2, col + at, "Tổng số" if of == "total" else named[of])
            columns.append((col + at, (year, of)))
        col += 4
    sheet.cell(top, col, "Ghi chú")
    row = top + 3
    spell = lambda code: rng.choice([code, "III." + code, "III-" + code, code.replace(".", " . "), code + ")", code.upper()])
    shuffled = rng.sample(CODES, len(CODES))
    for at, key in enumerate([None, *shuffled]):
        if key is None:
            sheet.cell(row, left + 1, "TỔNG SỐ")
        else:
            sheet.cell(row, left, at)
            sheet.cell(row, left + 1, names[key] if rng.random() < 0.5 else "Nội dung số " + str(at))
            sheet.cell(row, left + 2, spell(key))
        for col, (year, of) in columns:
            if of != "quantity" or key:
                their.figure(sheet, row, col, (key, year, of), figures[key, year, of], 1000, decimals)
        row += 1
    second = their.sheet("Theo năm")
    second.cell(2, 2, "Đơn vị: đồng")
    for at, words in enumerate(["Nhiệm vụ", "Tổng", *[f"Kế hoạch năm {year}" for year in YEARS]]):
        second.cell(3, 2 + at, words)
    for at, key in enumerate([*rng.sample(CODES, len(CODES)), None]):
        second.cell(4 + at, 2, "Cộng" if False else ("Tổng cộng" if key is None else names[key]))
        for offset, year in enumerate([None, *YEARS]):
            their.figure(second, 4 + at, 3 + offset, (key, year, "total"), figures[key, year, "total"], 1, decimals)
    return their


LAYOUTS = [like_the_decision, another_way]


def run(folder, their, ours, expect_exit=None):
    path = folder / "so-tai-chinh.xlsx"
    their.book.save(path)
    out = [folder / "doi-chieu.xlsx", folder / "doi-chieu.json"]
    line = [BINARY, "crosscheck", "--theirs", path, ours, "-o", out[0], "--json", out[1]]
    done = subprocess.run(line, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    result = json.loads(out[1].read_text())
    assert done.stdout.startswith(f"Đối chiếu: khớp {result['summary']['matched']}/"), done.stdout[:200]
    return done.returncode, result


def adds_up(result):
    for line in result["bridge"]:
        total = int(line["theirs"]) + sum(int(step) for step in line["steps"].values())
        assert total == int(line["ours"]), line


def addresses(result, codes, severity="error"):
    return {(place["sheet"], cell) for finding in result["findings"] if finding["code"] in codes and finding["severity"] == severity
            for place in finding["places"][:1] for cell in place["cells"]}


def check_cells(their, result, ours, slack=0):
    """DC01 stands at every typed figure that is not ours, and nowhere else."""
    wrong = {at for at, (key, typed) in their.cells.items() if abs(typed - ours[key]) > slack}
    found = addresses(result, {"DC01"})
    assert found == wrong, (sorted(found - wrong)[:5], sorted(wrong - found)[:5])
    if not slack:
        assert result["summary"]["figures"] - result["summary"]["matched"] == len(wrong)


def step(result, cause, year=None, of="total"):
    line = next(line for line in result["bridge"] if line["year"] == year and line["of"] == of)
    return int(line["steps"][cause])


def alone(result, cause, amount):
    """One cause, for the whole amount, in the line of the grand total; no other."""
    adds_up(result)
    causes = {booking["cause"] for booking in result["bookings"]}
    assert causes == {cause}, result["bookings"]
    line = next(line for line in result["bridge"] if line["year"] is None and line["of"] == "total")
    assert {name for name, value in line["steps"].items() if int(value)} == {cause}, line
    assert int(line["steps"][cause]) == amount, (line, amount)


def total(project):
    return sum(project[source] for source in SOURCES)


class Oracle:
    def __init__(self, work):
        self.rng = random.Random(SEED)
        self.work = work
        self.everything = projects(self.rng)
        self.ours = sums(self.everything)
        self.folder = work / "bieu"
        submissions(self.folder, self.everything)
        self.result = work / "ket-qua.xlsx"
        done = subprocess.run([BINARY, "consolidate", self.folder, "-o", self.result, "--json", work / "ket-qua.json"], capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        self.names = self.names_of_rows()
        self.count = 0

    def names_of_rows(self):
        """The decision's own words, as the program prints them in its first appendix."""
        sheet = openpyxl.load_workbook(self.result, data_only=True)["Phụ lục 01"]
        names = {}
        for code, name in sheet.iter_rows(min_row=8, max_col=2, values_only=True):
            if code and name:
                names["§" + str(code) if str(code) in SECTIONS else str(code)] = name
        assert set(CODES) <= set(names), names
        return names

    def crosscheck(self, figures, ours=None, layout=None, decimals=None, alter=None):
        self.count += 1
        folder = self.work / f"lan-{self.count}"
        folder.mkdir()
        layout = layout or LAYOUTS[self.count % 2]
        their = layout(figures, self.rng, self.names, decimals)
        if alter:
            alter(their)
        # Submissions and a result made of them are the same side.
        side = ours or (self.result if self.count % 3 == 0 else self.folder)
        code, result = run(folder, their, side)
        adds_up(result)
        return their, result, code

    def clean(self):
        for layout in LAYOUTS:
            their, result, code = self.crosscheck(self.ours, layout=layout)
            assert code == 0 and not result["findings"] and not result["bookings"], result["findings"][:3]
            typed = sum(1 for _, amount in their.cells.values() if amount)
            assert result["summary"]["matched"] == result["summary"]["figures"] >= typed, (layout, result["summary"], typed)
            assert all(not int(value) for line in result["bridge"] for value in line["steps"].values())

    def altered(self, change):
        """Their figures from a list of projects in which one thing is changed; one project a task and year has no twin."""
        project = self.rng.choice(self.everything)
        theirs = change(project)
        return project, sums(theirs)

    def one_project(self, name, change, cause, amount):
        for _ in range(TIMES):
            project = self.rng.choice(self.everything)
            their, result, code = self.crosscheck(sums(change(project)))
            assert code == 1
            check_cells(their, result, self.ours)
            alone(result, cause, amount(project))
            assert any(project["name"] in booking["words"] or cause == "amount_changed" for booking in result["bookings"]), result["bookings"]
            assert not addresses(result, {"DC03", "DC04"}), name

    def without(self, *gone):
        return [project for project in self.everything if all(project is not one for one in gone)]

    def left_out(self):
        self.one_project("left out", lambda project: self.without(project), "left_out", total)

    def counted_twice(self):
        self.one_project("twice", lambda project: self.everything + [project], "counted_twice", lambda project: -total(project))

    def amount_changed(self):
        for _ in range(TIMES):
            project = self.rng.choice(self.everything)
            by = self.rng.choice([1, -7, 1234, 5_000_000, -3_210_000])
            changed = [dict(one, own=one["own"] + by) if one is project else one for one in self.everything]
            their, result, _ = self.crosscheck(sums(changed))
            check_cells(their, result, self.ours)
            alone(result, "amount_changed", -by)
            assert step(result, "amount_changed", project["year"], "own") == -by

    def missing_there(self):
        for _ in range(TIMES):
            unit, year = self.rng.choice(UNITS + OTHERS), self.rng.choice(YEARS)
            gone = [project for project in self.everything if (project["unit"], project["year"]) == (unit, year)]
            their, result, _ = self.crosscheck(sums(self.without(*gone)))
            check_cells(their, result, self.ours)
            alone(result, "submission_missing_there", sum(map(total, gone)))
            assert unit in result["bookings"][0]["words"] and str(year) in result["bookings"][0]["words"]

    def missing_here(self):
        for at in range(TIMES):
            unit, year = self.rng.choice(UNITS + OTHERS), self.rng.choice(YEARS)
            folder = self.work / f"thieu-{at}"
            submissions(folder, self.everything, leave_out=(unit, year))
            gone = [project for project in self.everything if (project["unit"], project["year"]) == (unit, year)]
            their, result, _ = self.crosscheck(self.ours, ours=folder)
            check_cells(their, result, sums(self.without(*gone)))
            alone(result, "submission_missing_here", -sum(map(total, gone)))
            assert all(unit in booking["words"] for booking in result["bookings"])

    def absent_years(self):
        """Ours is of some years only: what theirs holds of the others is not put down to anything else."""
        for at in range(TIMES):
            years = self.rng.sample(YEARS, self.rng.randint(1, 4))
            kept = [project for project in self.everything if project["year"] in years]
            folder = self.work / f"mot-so-nam-{at}"
            submissions(folder, kept)
            their, result, _ = self.crosscheck(self.ours, ours=folder)
            check_cells(their, result, sums(kept))
            alone(result, "submission_missing_here", -sum(total(project) for project in self.everything if project["year"] not in years))

    def unit_slip(self):
        for _ in range(TIMES):
            project = self.rng.choice(self.everything)
            times = self.rng.choice([1000, Decimal("0.001")])
            slip = lambda one: dict(one, **{source: int(one[source] * times) for source in SOURCES})
            changed = [slip(one) if one is project else one for one in self.everything]
            their, result, _ = self.crosscheck(sums(changed))
            check_cells(their, result, self.ours)
            alone(result, "unit_slip", int(total(project) - total(slip(project))))
            assert project["name"] in result["bookings"][0]["words"]

    def rounding(self):
        for at in range(TIMES):
            decimals = [0, 1, 2][at % 3]
            their, result, _ = self.crosscheck(self.ours, layout=like_the_decision, decimals=decimals)
            assert not addresses(result, {"DC01"}), "rounding is no error"
            assert addresses(result, {"DC01"}, "note") == {at for at, (key, typed) in their.cells.items() if typed != self.ours[key]}
            assert not addresses(result, {"DC02", "DC03", "DC04"}), result["findings"][:2]
            assert {booking["cause"] for booking in result["bookings"]} <= {"rounding"}
            for line in result["bridge"]:
                assert all(not int(value) or name == "rounding" for name, value in line["steps"].items()), line
            self.rng.shuffle(self.everything)

    def combined(self):
        """Differences of several causes in one workbook, each in a task of its own."""
        for _ in range(TIMES):
            picked = {}
            for project in self.rng.sample(self.everything, len(self.everything)):
                picked.setdefault(project["task"], project)
            out, twice, changed, slipped = (picked[code] for code in self.rng.sample(CODES, 4))
            theirs = []
            for one in self.everything:
                if one is out:
                    continue
                if one is changed:
                    one = dict(one, provincial=one["provincial"] + 777)
                elif one is slipped:
                    one = dict(one, **{source: one[source] * 1000 for source in SOURCES})
                theirs += [one, one] if one is twice else [one]
            their, result, _ = self.crosscheck(sums(theirs))
            check_cells(their, result, self.ours)
            found = {booking["cause"] for booking in result["bookings"]}
            assert found == {"left_out", "counted_twice", "amount_changed", "unit_slip"}, result["bookings"]
            assert step(result, "left_out") == total(out)
            assert step(result, "counted_twice") == -total(twice)
            assert step(result, "amount_changed") == -777
            assert step(result, "unit_slip") == -999 * total(slipped)
            assert step(result, "unexplained") == 0

    def ambiguous(self):
        """Two projects alike in task, year, quantity and money: which of them is left out no one can tell."""
        for at in range(TIMES):
            everything = copy.deepcopy(self.everything)
            one = self.rng.choice(everything)
            twin = dict(one, name=one["name"] + " bản hai", unit=self.rng.choice([unit for unit in UNITS if unit != one["unit"]]))
            folder = self.work / f"sinh-doi-{at}"
            submissions(folder, everything + [twin])
            their, result, _ = self.crosscheck(sums(everything), ours=folder)
            check_cells(their, result, sums(everything + [twin]))
            alone(result, "unexplained", total(one))
            candidates = " ".join(candidate for booking in result["bookings"] for candidate in booking["candidates"])
            assert one["name"] in candidates and twin["name"] in candidates, candidates

    def own_contradictions(self):
        """One cell of theirs altered by hand: found at the cell, and the bridge still adds up."""
        for _ in range(TIMES):
            target = {}

            def alter(their):
                sheet = their.book["PL1"]
                at, (key, typed) = self.rng.choice([(at, of) for at, of in their.cells.items() if at[0] == "PL1" and of[0][0] is None and of[0][2] != "quantity"])
                sheet[at[1]] = float((typed + 9_000_000) / M)
                their.cells[at] = (key, typed + 9_000_000)
                target["at"], target["of"] = at, key[2]

            their, result, _ = self.crosscheck(self.ours, layout=like_the_decision, alter=alter)
            check_cells(their, result, self.ours)
            assert target["at"] in addresses(result, {"DC04"}), result["findings"]
            assert step(result, "own_addition", None, target["of"]) == -9_000_000
            assert step(result, "unexplained", None, target["of"]) == 0

    def rows(self):
        """A row of ours left out there, a row of theirs that is none of ours, one renamed beyond recognition."""
        for _ in range(TIMES):
            code = self.rng.choice(CODES)

            def rename(their):
                for sheet in their.book.worksheets:
                    for row in sheet.iter_rows():
                        for cell in row:
                            if cell.value == self.names[code]:
                                cell.value = "Công việc khác của tỉnh"
                                for other in row:
                                    if other.column < cell.column:
                                        other.value = None

            their, result, _ = self.crosscheck(self.ours, layout=like_the_decision, alter=rename)
            codes = {finding["code"] for finding in result["findings"]}
            assert {"DC02", "DC03"} <= codes and "DC01" not in codes, codes
            assert {booking["cause"] for booking in result["bookings"]} == {"unexplained"}
            assert step(result, "unexplained") == 0
            assert result["unmatched"] and all("Công việc khác" in row["name"] for row in result["unmatched"])
            line = next(line for line in result["bridge"] if line["year"] is None and line["of"] == "total")
            assert line["theirs"] == line["ours"]

    def ours_by_hand(self):
        """A workbook that the program itself made, altered by hand in one cell of its first appendix."""
        made = openpyxl.load_workbook(self.result, data_only=True)
        plain = self.work / "tu-tay.xlsx"
        made.save(plain)
        folder = self.work / "tu-tay"
        folder.mkdir()
        done = subprocess.run([BINARY, "crosscheck", "--theirs", plain, self.folder, "--json", folder / "a.json"], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        for at in range(TIMES):
            sheet = made["Phụ lục 01"]
            rows = [row for row in range(8, sheet.max_row) if str(sheet.cell(row, 1).value) in CODES]
            row, col = self.rng.choice(rows), self.rng.choice([7, 8, 9])
            before = sheet.cell(row, col).value
            sheet.cell(row, col).value = float(Decimal(str(before)) + Decimal("12.345"))
            made.save(plain)
            subprocess.run([BINARY, "crosscheck", "--theirs", plain, self.folder, "--json", folder / "a.json"], capture_output=True)
            result = json.loads((folder / "a.json").read_text())
            adds_up(result)
            cell = sheet.cell(row, col).coordinate
            assert addresses(result, {"DC01"}) == {("Phụ lục 01", cell)}, result["findings"][:2]
            assert ("Phụ lục 01", cell) in addresses(result, {"DC04"}) or addresses(result, {"DC04"})
            assert {booking["cause"] for booking in result["bookings"]} == {"amount_changed"}, result["bookings"]
            sheet.cell(row, col).value = before

    def same_bytes(self):
        their = another_way(self.ours, self.rng, self.names)
        folder = self.work / "hai-lan"
        folder.mkdir()
        run(folder, their, self.folder)
        first = [(folder / name).read_bytes() for name in ("doi-chieu.xlsx", "doi-chieu.json")]
        subprocess.run([BINARY, "crosscheck", "--theirs", folder / "so-tai-chinh.xlsx", self.folder, "-o", folder / "doi-chieu.xlsx",
                        "--json", folder / "doi-chieu.json", "--threads", "1"], capture_output=True)
        assert first == [(folder / name).read_bytes() for name in ("doi-chieu.xlsx", "doi-chieu.json")]


def main():
    with tempfile.TemporaryDirectory() as work:
        oracle = Oracle(Path(work))
        for check in (oracle.clean, oracle.left_out, oracle.counted_twice, oracle.amount_changed, oracle.missing_there,
                      oracle.missing_here, oracle.absent_years, oracle.unit_slip, oracle.rounding, oracle.combined, oracle.ambiguous,
                      oracle.own_contradictions, oracle.rows, oracle.ours_by_hand, oracle.same_bytes):
            check()
            print(f"{check.__name__}: ok", flush=True)
        print(f"{oracle.count} crosschecks, each as seeded")


main()
