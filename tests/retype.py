#!/usr/bin/env python3
"""Retypes the clean submissions in layouts drawn at random, as offices with forms of their own would have sent them, and
asks the program for every figure.

    python3 tests/retype.py target/release/doisoat samples/lai-chau-2021-2025 [--seeds 4] [--libreoffice]

Shares no code with the program. What it varies is what the guide promises to read: the order and names of columns, one
or two rows of header, groups by task with and without sums, totals above or below, four units of money, numbers as text,
where the unit and the year are named, blank rows, offsets, repeated headers, signatures, NFD. Each file must come out
with its unit, its projects, its sums by task and source, and no error. With --libreoffice each run is saved again
as .xlsx, .xls or .ods. Exit status 0 where all agree, 1 where a file does not; the seed draws the same file again.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook

HEADER = 8
NATIONAL, PROVINCIAL, OWN, OTHER = "KCQG", "NS tỉnh", "Vốn đối ứng của cơ sở", "Nguồn khác"
TASK, NAME, TOTAL, YEAR, PRICE = "Mã nhiệm vụ", "Tên đề án", "Tổng kinh phí", "Năm thực hiện", "Đơn giá"
SOURCES = {NATIONAL: "national", PROVINCIAL: "provincial", OWN: "own", OTHER: "other"}
MONEY = [TOTAL, *SOURCES]

# Headers that mean exactly the field, and some that the program must say it took for it (BM09).
HEADERS = {
    "STT": ["STT", "TT", "Số TT"],
    TASK: ["Mã nhiệm vụ", "Mã NV", "Mã nội dung", "MÃ NHIỆM VỤ", "Mã\nnhiệm vụ"],
    "Mã đề án": ["Mã đề án", "Số đề án", "Mã số đề án"],
    NAME: ["Tên đề án", "Nội dung đề án", "Danh mục đề án", "TÊN ĐỀ ÁN"],
    "Đơn vị thụ hưởng": ["Đơn vị thụ hưởng", "Cơ sở thụ hưởng", "Tên cơ sở CNNT", "Đối tượng thụ hưởng"],
    "Đơn vị thực hiện": ["Đơn vị thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp"],
    "Loại hình": ["Loại hình", "Loại hình cơ sở", "Loại hình doanh nghiệp"],
    "Mã số thuế": ["Mã số thuế", "MST", "MST/ĐKKD", "Số ĐKKD"],
    "Địa điểm": ["Địa điểm", "Địa bàn", "Địa chỉ", "Địa điểm thực hiện", "Xã/phường"],
    YEAR: ["Năm thực hiện", "Năm", "Thời gian", "Thời gian thực hiện"],
    "Tính chất": ["Tính chất", "Mới/Chuyển tiếp"],
    "ĐVT": ["ĐVT", "Đơn vị tính"],
    "Số lượng": ["Số lượng", "SL", "Khối lượng"],
    "Tên hội chợ": ["Tên hội chợ", "Hội chợ, triển lãm"],
    "Quy mô": ["Quy mô", "Số gian hàng", "Số người"],
    PRICE: ["Đơn giá", "Giá thuê gian"],
    TOTAL: ["Tổng kinh phí", "Tổng số", "Tổng mức", "Kinh phí thực hiện", "Tổng kinh phí thực hiện"],
    NATIONAL: ["KCQG", "Khuyến công quốc gia", "Nguồn KCQG", "Kinh phí KCQG", "KC quốc gia", "Khuyến công TW"],
    PROVINCIAL: ["NS tỉnh", "Ngân sách tỉnh", "NSĐP", "KCĐP", "Ngân sách địa phương", "Khuyến công địa phương"],
    OWN: ["Vốn đối ứng của cơ sở", "Cơ sở đối ứng", "Đối ứng", "Vốn đối ứng", "Vốn cơ sở", "Huy động cơ sở"],
    OTHER: ["Nguồn khác", "Khác", "Vốn khác"],
    "Ghi chú": ["Ghi chú"],
}
UNKNOWN = ["Mục tiêu", "Kết quả đạt được", "Tỷ lệ hỗ trợ (%)", "Hiệu quả", "Công suất thiết kế"]

# How many of the unit are a triệu, and how the unit is written.
MONEY_UNITS = [
    (Decimal(1), ["triệu đồng", "tr.đ", "Triệu đồng", "tr.đồng"]),
    (Decimal(1000), ["nghìn đồng", "1.000đ", "1.000 đồng", "ngàn đồng"]),
    (Decimal(1000000), ["đồng", "VNĐ"]),
    (Decimal("0.001"), ["tỷ đồng"]),
]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
TITLES = ["ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG", "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐĂNG KÝ", "KẾ HOẠCH KHUYẾN CÔNG", "NHU CẦU KINH PHÍ"]


def submissions(folder):
    """(year, unit) → the projects as the form holds them."""
    for path in sorted(Path(folder).rglob("*.xlsx")):
        sheet = load_workbook(path)["Đề án"]
        fields = [cell.value for cell in sheet[HEADER]]
        rows = [dict(zip(fields, row)) for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)]
        unit = unicodedata.normalize("NFC", path.stem)
        yield (int(path.parent.name), unit), [row for row in rows if row[TASK] and row[NAME]]


def task_names(catalogue):
    """Code → name, from the catalogue that the program is given."""
    task = re.compile(r'^\[\[sections\.tasks\]\]\ncode = "(.+)"\nname = "(.+)"$', re.MULTILINE)
    return dict(task.findall(Path(catalogue).read_text(encoding="utf-8")))


def trieu(value):
    return Decimal(str(value or 0))


def vietnamese(value):
    whole, _, fraction = format(value.normalize(), "f").partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


class Form:
    """One office's form, drawn at random, and one submission typed into it."""

    def __init__(self, draw, year, unit, rows, names):
        self.draw, self.year, self.unit, self.names = draw, year, unit, names
        self.rows = rows
        self.book = Workbook()
        self.sheet = self.book.active
        self.factor, spellings = draw.choice(MONEY_UNITS[:1] * 3 + MONEY_UNITS[1:])
        self.money_unit = draw.choice(spellings)
        self.groups = draw.choice(["none", "none", "beside codes", "alone"])
        self.year_in = draw.choice(["title", "title", "sheet", "row", "file"])
        # In 2025 the bare name of a district may be a commune's: it is then written in full.
        self.unit_in = "title" if year == 2025 else draw.choice(["title", "title", "file"])
        self.unit_of_money_in = draw.choice(["line", "line", "header", "both"])
        self.levels = draw.choice([1, 1, "caption", "parts"])
        self.as_text = draw.choice(["no", "no", "no", "all", "some"])
        self.nought = draw.choice([None, 0, "-"])
        self.nfd = draw.random() < 0.1
        self.left = draw.choice([0, 0, 0, 1, 2])
        self.row = draw.choice([1, 1, 1, 2, 4])
        self.columns = self.draw_columns()
        self.headers = {field: draw.choice(HEADERS.get(field, [field])) for field in self.columns}
        self.type()

    def draw_columns(self):
        draw, told = self.draw, lambda field: any(row[field] for row in self.rows)
        words = [NAME, "Đơn vị thụ hưởng", "Số lượng"] + ([TASK] if self.groups != "alone" else [])
        words += [field for field in ("Tính chất", "Tên hội chợ", "Quy mô", PRICE) if told(field)]
        maybe = ("Mã đề án", "Đơn vị thực hiện", "Loại hình", "Mã số thuế", "Địa điểm", "Ghi chú", "ĐVT")
        words += [field for field in maybe if draw.random() < 0.5]
        words += [YEAR] if self.year_in == "row" else []
        words += [draw.choice(UNKNOWN)] if draw.random() < 0.4 else []
        money = [field for field in MONEY if field != OTHER or told(OTHER) or draw.random() < 0.3]
        draw.shuffle(words)
        if draw.random() < 0.5:
            draw.shuffle(money)
        if self.levels == "parts":
            money = [TOTAL] + [field for field in money if field != TOTAL]
        at = draw.randint(0, len(words))
        numbered = ["STT"] if draw.random() < 0.85 else []
        return numbered + words[:at] + money + words[at:]

    def put(self, column, value, row=None):
        if isinstance(value, str) and self.nfd:
            value = unicodedata.normalize("NFD", value)
        if value is not None:
            self.sheet.cell(row or self.row, self.left + column, value)

    def merge(self, first, last):
        (top, left), (bottom, right) = first, last
        self.sheet.merge_cells(
            start_row=top, start_column=self.left + left, end_row=bottom, end_column=self.left + right
        )

    def at(self, field):
        return self.columns.index(field) + 1

    def amount(self, value):
        value = trieu(value) * self.factor
        if value == 0:
            return self.nought
        if self.as_text == "all" or (self.as_text == "some" and self.draw.random() < 0.3):
            return vietnamese(value)
        return int(value) if value == int(value) else float(value)

    def type(self):
        self.title()
        self.header()
        if self.draw.random() < 0.3:
            pattern = self.draw.choice(["({})", "{}"])
            for column in range(1, len(self.columns) + 1):
                self.put(column, pattern.format(column))
            self.row += 1
        total_at = self.draw.choice(["bottom", "bottom", "top", "nowhere"])
        words = self.draw.choice(["Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Tổng cộng:"])
        if total_at == "top":
            self.total(words, self.rows)
        self.plain() if self.groups == "none" else self.grouped()
        if total_at == "bottom":
            self.row += self.draw.random() < 0.2
            self.total(words, self.rows)
        self.foot()

    def title(self):
        draw, width = self.draw, len(self.columns)
        self.sheet.title = f"Năm {self.year}" if self.year_in == "sheet" else draw.choice(["Sheet1", "Đề án", "DS"])
        if self.unit_in == "title":
            self.put(1, self.sender())
            if draw.random() < 0.5:
                self.put(max(2, width - 3), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
                self.put(max(2, width - 3), "Độc lập - Tự do - Hạnh phúc", self.row + 1)
            self.row += 2
        self.put(1, draw.choice(TITLES) + (f" NĂM {self.year}" if self.year_in == "title" else ""))
        if draw.random() < 0.6:
            self.merge((self.row, 1), (self.row, width))
        self.row += 1
        if draw.random() < 0.4:
            self.put(1, f"(Kèm theo Công văn số 12/UBND-KT ngày 10 tháng 01 năm {self.year})")
            self.row += 1
        if self.unit_of_money_in != "header":
            words = draw.choice(["Đơn vị tính: {}", "ĐVT: {}", "(Đơn vị tính: {})"]).format(self.money_unit)
            self.put(draw.choice([1, width - 1]), words)
            self.row += 1
        self.row += draw.random() < 0.4

    def sender(self):
        name = self.unit.removeprefix("TP ")
        if self.unit.startswith("Sở"):
            forms = ["SỞ CÔNG THƯƠNG TỈNH LAI CHÂU", "Sở Công Thương", "Đơn vị: Sở Công Thương"]
        elif self.unit.startswith("TP"):
            forms = [f"UBND THÀNH PHỐ {name.upper()}", f"UBND TP {name}", f"Đơn vị: TP. {name}"]
        else:
            forms = [f"UBND HUYỆN {name.upper()}", f"UBND huyện {name}", f"Đơn vị: UBND huyện {name}"]
            forms += [f"ỦY BAN NHÂN DÂN HUYỆN {name.upper()}", f"Phòng KT&HT huyện {name}", f"Đơn vị: H. {name}"]
        return self.draw.choice(forms)

    def header(self):
        money = [self.at(field) for field in self.columns if field in MONEY]
        in_header = f" ({self.money_unit})" if self.unit_of_money_in != "line" else ""
        if self.levels == 1:
            for column, field in enumerate(self.columns, 1):
                self.put(column, self.headers[field] + (in_header if field in MONEY else ""))
            self.row += 1
            return
        under = money if self.levels == "caption" else [column for column in money if column != self.at(TOTAL)]
        for column, field in enumerate(self.columns, 1):
            if column in under:
                self.put(column, self.headers[field], self.row + 1)
            else:
                self.put(column, self.headers[field] + (in_header if field == TOTAL else ""))
                self.merge((self.row, column), (self.row + 1, column))
        if self.levels == "caption":
            captions = {"Kinh phí", "Kinh phí thực hiện", "Nguồn vốn"} - {self.headers[TOTAL]}
            self.put(under[0], self.draw.choice(sorted(captions)) + in_header)
        else:
            self.put(under[0], self.draw.choice(["Trong đó", "Trong đó:", "Chia theo nguồn vốn"]))
        self.merge((self.row, under[0]), (self.row, under[-1]))
        self.row += 2

    def sums(self, rows):
        for field in self.columns:
            if field in MONEY:
                self.put(self.at(field), self.amount(sum(trieu(row[field]) for row in rows)))

    def total(self, words, rows):
        label = 1 if self.columns[0] not in MONEY and self.draw.random() < 0.5 else self.at(NAME)
        self.put(label, words)
        self.sums(rows)
        self.row += 1

    def project(self, number, row):
        for column, field in enumerate(self.columns, 1):
            if field == "STT":
                value = number
            elif field in MONEY:
                value = self.amount(row[field]) or (0 if field == TOTAL else None)
            elif field == PRICE and row[PRICE] is not None:
                price = trieu(row[PRICE]) * self.factor
                value = int(price) if price == int(price) else float(price)
            elif field == YEAR:
                value = self.draw.choice([self.year, str(self.year)])
            elif field == TASK:
                code = row[TASK]
                spellings = [code, "III." + code, code + ".", code.replace(".", "-")]
                value = self.draw.choice([code, int(code), "III." + code] if code.isdigit() else spellings)
            elif field in UNKNOWN:
                value = self.draw.choice(["Đạt", "x", "50", "Tốt", None])
            else:
                value = row[field]
            self.put(column, value)
        self.row += 1

    def plain(self):
        rows = list(self.rows)
        if self.draw.random() < 0.3:
            self.draw.shuffle(rows)
        for number, row in enumerate(rows, 1):
            self.project(number, row)
            self.row += self.draw.random() < 0.07
            if self.draw.random() < 0.03:
                self.header()

    def grouped(self):
        draw, groups = self.draw, defaultdict(list)
        for row in self.rows:
            groups[row[TASK]].append(row)
        style, summed, counts_through = draw.choice(["roman", "letter", "code"]), draw.random() < 0.5, draw.random() < 0.5
        number = 0
        for position, (code, rows) in enumerate(groups.items()):
            self.heading(style, position, code)
            if summed:
                self.sums(rows)
            self.row += 1
            number = number if counts_through else 0
            for number, row in enumerate(rows, number + 1):
                self.project(number, row)
            self.row += draw.random() < 0.1
            if not summed and draw.random() < 0.15:
                self.total("Cộng", rows)

    def heading(self, style, position, code):
        name = self.names[code].upper() if self.draw.random() < 0.2 else self.names[code]
        sign = {"roman": ROMAN[position], "letter": "ABCDEFGHIJKLMNOPQ"[position], "code": code}[style]
        if "STT" in self.columns and (style != "code" or "." in code):
            self.put(self.at("STT"), sign)
        elif style != "letter":
            name = f"{sign}. {name}"
        self.put(self.at(NAME), name)

    def foot(self):
        width = len(self.columns)
        if self.draw.random() < 0.5:
            self.put(1, "Ghi chú: số liệu tính đến ngày 30/6", self.row + 1)
            self.row += 2
        if self.draw.random() < 0.7:
            right = max(2, width - 3)
            self.put(right, f"Lai Châu, ngày 10 tháng 01 năm {self.year}", self.row + 1)
            self.put(1, "NGƯỜI LẬP BIỂU", self.row + 2)
            self.put(right, "THỦ TRƯỞNG ĐƠN VỊ", self.row + 2)
            self.put(right, "Nguyễn Văn A", self.row + 6)


def expected(year, rows):
    sums = defaultdict(Decimal)
    for row in rows:
        for field, source in SOURCES.items():
            sums[row[TASK], year, source] += trieu(row[field]) * 1000000
    return {key: value for key, value in sums.items() if value}


def given(run):
    """File → sums by task, year and source; how many projects; the errors."""
    sums, counts, errors = defaultdict(lambda: defaultdict(Decimal)), defaultdict(int), defaultdict(list)
    for project in run["projects"]:
        counts[project["file"]] += 1
        for source, amount in project["sources"].items():
            if project["counted"] and amount and Decimal(amount):
                sums[project["file"]][project["task"], project["year"], source] += Decimal(amount)
    for finding in run["findings"]:
        if finding["severity"] == "error":
            place = finding["places"][0] if finding["places"] else {}
            errors[place.get("file")].append(f"{finding['code']} {place.get('cells')}: {finding['message']}")
    return sums, counts, errors


def saved_again(folder, ending):
    other = folder / "lưu lại"
    profile = (folder / "profile").as_uri()
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir", str(other)]
    subprocess.run([*office, *files], check=True, capture_output=True, timeout=600)
    return other


def run(program, submitted, names, seed, libreoffice):
    """How many files of one seed did not come out as typed."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        ending = ["xlsx", "xls", "ods"][seed % 3] if libreoffice else "xlsx"
        wanted = {}
        for (year, unit), rows in submitted.items():
            stem = f"{unit} {year} v{draw.randint(1, 9)}"
            Form(draw, year, unit, rows, names).book.save(folder / f"{stem}.xlsx")
            wanted[f"{stem}.{ending}"] = (unit, len(rows), expected(year, rows))
        read = saved_again(folder, ending) if libreoffice else folder
        out = folder / "run.json"
        subprocess.run([program, "check", str(read), "--json", str(out)], capture_output=True, timeout=600)
        result = json.loads(out.read_text(encoding="utf-8"))
    sums, counts, errors = given(result)
    units = {entry["file"]: entry["unit"] for entry in result["inputs"]}
    wrong = 0
    for file, (unit, count, figures) in wanted.items():
        seen = (units.get(file), counts[file], dict(sums[file]))
        if seen != (unit, count, figures) or errors[file]:
            wrong += 1
            print(f"seed {seed}, {file}: unit {seen[0]}, {seen[1]} of {count} projects")
            print("\n".join(f"    {error}" for error in errors[file][:4]))
            for key in sorted(set(figures) | set(sums[file]), key=str):
                if figures.get(key) != sums[file].get(key):
                    print(f"    {key}: typed {figures.get(key)}, read {sums[file].get(key)}")
    return wrong, len(wanted)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("samples")
    arguments.add_argument("--seeds", type=int, default=4)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--libreoffice", action="store_true")
    asked = arguments.parse_args()
    names = task_names(Path(asked.samples).resolve().parent.parent / "templates" / "lai-chau-2021-2025.toml")
    submitted = dict(submissions(asked.samples))
    seeds = range(asked.first, asked.first + asked.seeds)
    results = [run(asked.program, submitted, names, seed, asked.libreoffice) for seed in seeds]
    wrong, files = map(sum, zip(*results))
    print(f"{files - wrong} of {files} retyped files read as typed")
    sys.exit(1 if wrong or not files else 0)


if __name__ == "__main__":
    main()
