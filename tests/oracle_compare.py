"""Holds `doisoat compare` to its word with seeded changes, in a program that shares no code with it.

    python3 tests/oracle_compare.py DOISOAT SAMPLES [SEED]

It reads the clean submissions with openpyxl and writes them anew: rows shuffled and renumbered, rows put in between,
columns in another order, another title block, another unit of money, other file names. Such editions must compare
empty. Then it makes one change of each kind in them, with and without ids, and checks that this change is reported,
no other one is, and that both cells hold what is said. Exit status 0 where all is well.
"""

import copy
import json
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl

BINARY, SAMPLES = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 407
MONEY = ["Đơn giá", "Tổng kinh phí", "KCQG", "NS tỉnh", "Vốn đối ứng của cơ sở", "Nguồn khác"]
UNITS = {"đồng": 10**6, "nghìn đồng": 10**3, "triệu đồng": 1}
FIELDS = {
    "NS tỉnh": ("source", "provincial"), "Tổng kinh phí": ("total", None), "Số lượng": ("quantity", None),
    "Đơn vị thụ hưởng": ("beneficiary", None), "Mã số thuế": ("tax_code", None), "Tên đề án": ("name", None),
    "Năm thực hiện": ("year", None), "Mã nhiệm vụ": ("task", None), "Mã đề án": ("id", None),
    "Địa điểm": ("place", None), "Tính chất": ("status", None), "Loại hình": ("kind", None),
    "Quyết định phê duyệt": ("approval", None), "Ghi chú": ("note", None),
    "Đơn vị thực hiện": ("implementer", None), "ĐVT": ("measure", None),
}
checks = 0


def read(path):
    """Sender, year and projects of a clean submission, each a dict by header; money in triệu đồng."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Đề án"]
    sender = next(str(cell.value).split(":", 1)[1].strip() for row in sheet.iter_rows(max_row=6) for cell in row
                  if str(cell.value).startswith("Đơn vị:"))
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "STT")
    headers = [cell.value for cell in sheet[head]]
    rows = []
    for line in sheet.iter_rows(min_row=head + 1, values_only=True):
        if isinstance(line[0], int) and line[1]:
            rows.append(dict(zip(headers, line)))
    return {"sender": sender, "year": int(path.parent.name), "headers": headers, "rows": rows}


def write(path, sheets, rng, unit="triệu đồng", plain=False, drop=()):
    """Writes submissions, a sheet each, in a layout of its own unless plain."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, it in sheets.items():
        sheet = book.create_sheet(title)
        top, left = (1, 1) if plain else (rng.randint(1, 4), rng.randint(1, 3))
        put = lambda row, col, value: sheet.cell(top + row, left + col, value)
        put(0, 0, it["sender"].upper() if not plain else it["sender"])
        put(1, 0, f"Biểu đăng ký nhiệm vụ khuyến công năm {it['year']}")
        put(2, 0, f"Đơn vị: {it['sender']}")
        put(3, 2, f"Đơn vị tính: {unit}")
        headers = [header for header in it["headers"] if header not in drop]
        rows = list(it["rows"])
        if not plain:
            headers = ["STT"] + rng.sample(headers[1:], len(headers) - 1)
            rng.shuffle(rows)
        for col, header in enumerate(headers):
            put(5, col, header)
        at = 6
        for number, row in enumerate(rows):
            if not plain and rng.random() < 0.2:
                at += 1
            for col, header in enumerate(headers):
                value = number + 1 if header == "STT" else row.get(header)
                if header in MONEY and isinstance(value, (int, float)):
                    value = Decimal(str(value)) * UNITS[unit]
                    value = float(value) if value % 1 else int(value)
                elif isinstance(value, str) and not plain and rng.random() < 0.2:
                    value = "  " + value.replace(" ", "  ", 1)
                if value is not None:
                    put(at, col, value)
            at += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def compare(old, new, folder):
    out = folder / "so-sanh.json"
    done = subprocess.run([BINARY, "compare", old, new, "--json", out, "-o", folder / "so-sanh.xlsx"], capture_output=True, text=True)
    assert done.returncode in (0, 1), (old, new, done.stderr)
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert (done.returncode == 1) == (answer["summary"]["new_errors"] > 0), done.stdout
    openpyxl.load_workbook(folder / "so-sanh.xlsx")
    return answer


def told(answer):
    return {kind: answer["summary"][kind] for kind in ("added", "removed", "changed", "doubtful")}


def expect(label, answer, **wanted):
    global checks
    checks += 1
    wanted = {"added": 0, "removed": 0, "changed": 0, "doubtful": 0} | wanted
    assert told(answer) == wanted, f"{label}: {told(answer)} instead of {wanted}\n{json.dumps(answer['changed'][:3], ensure_ascii=False, indent=1)}"


def fields(answer):
    return {(change["field"], change["source"]) for changed in answer["changed"] for change in changed["changes"]}


def in_cell(root, places):
    """The value that stands at the first cell of the first place."""
    place = places[0]
    path = root if root.is_file() else root / place["file"]
    return openpyxl.load_workbook(path, data_only=True)[place["sheet"]][place["cells"][0]].value


def same(value, wanted, factor):
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool) and factor:
        return Decimal(str(value)) == Decimal(str(wanted)) * factor
    return " ".join(str(value or "").split()) == " ".join(str(wanted or "").split())


def effect_adds_up(answer, provincial):
    """The money of the effect, by hand: the sum over its tasks is the whole change."""
    total = sum(Decimal(line["sources"]["provincial"]["difference"]) for line in answer["effect"])
    assert total == Decimal(str(provincial)) * 10**6, (total, provincial)


def empty_editions(samples, folder, rng):
    for unit in UNITS:
        new = folder / f"lai-{UNITS[unit]}"
        for number, (path, it) in enumerate(sorted(samples.items())):
            write(new / f"{number} gửi lại.xlsx", {f"Biểu {number}": it}, rng, unit)
        expect(f"another layout in {unit}", compare(SAMPLES, new, folder))
        expect(f"the same backwards, {unit}", compare(new, SAMPLES, folder))
    # One workbook, a sheet a submission.
    one = folder / "gop.xlsx"
    write(one, {f"{it['year']} {it['sender'][-10:]}": it for it in samples.values()}, rng, "đồng")
    expect("one workbook of all", compare(SAMPLES, one, folder))


def results(folder):
    """Results of ours over two layouts of the same projects are the same, and submissions are what their result says."""
    for name, source in (("a", SAMPLES), ("b", folder / "lai-1000")):
        subprocess.run([BINARY, "consolidate", source, "-o", folder / f"{name}.xlsx"], capture_output=True)
    expect("two results", compare(folder / "a.xlsx", folder / "b.xlsx", folder))
    expect("a result and submissions", compare(folder / "a.xlsx", folder / "lai-1", folder))


def one_cell(it, header, rng):
    """Changes one cell of one project; gives the project, what was and what is."""
    rows = [row for row in it["rows"] if header not in MONEY or isinstance(row[header], (int, float))]
    if header == "Mã số thuế":
        rows = [row for row in rows if row[header]]
    if header == "Số lượng":
        rows = [row for row in rows if row[header]]
    if not rows:
        return None
    row = rng.choice(rows)
    was = row[header]
    others = {"Mã nhiệm vụ": ["6", "7", "3.1.a", "4.1.đ"], "Năm thực hiện": [2021, 2022, 2024], "Tính chất": ["Chuyển tiếp", "Nhóm", "Mới"],
              "Loại hình": ["Hợp tác xã", "Doanh nghiệp nhỏ và vừa"]}
    if header in others:
        row[header] = rng.choice([other for other in others[header] if other != was and other != it["year"]])
    elif header in MONEY:
        row[header] = was + rng.choice([-1, 1, 5]) * 0.000001 if rng.random() < 0.3 else was + rng.randint(1, 9)
        row[header] = float(round(Decimal(str(row[header])), 6))
    elif header == "Số lượng":
        row[header] = was + 1
    elif header == "Mã số thuế":
        row[header] = "9911223344"
    else:
        row[header] = f"Nội dung mới {rng.randint(100, 999)}"
    return row, was, row[header]


def changed_cells(samples, folder, rng):
    for header, field in FIELDS.items():
        for with_ids in (True, False):
            if header == "Mã đề án" and not with_ids:
                continue
            done = 0
            for path, it in rng.sample(sorted(samples.items()), len(samples)):
                after = copy.deepcopy(it)
                change = one_cell(after, header, rng)
                if change is None:
                    continue
                _, was, now = change
                drop = () if with_ids else ("Mã đề án",)
                old, new = folder / "cu.xlsx", folder / "moi.xlsx"
                write(old, {"Đề án": it}, rng, plain=True, drop=drop)
                write(new, {"Biểu mới": after}, rng, "nghìn đồng", drop=drop)
                answer = compare(old, new, folder)
                label = f"{header}, {'with' if with_ids else 'without'} ids, {path}: {was} → {now}"
                expect(label, answer, changed=1)
                others = fields(answer) - {field, ("counted", None)}
                assert field in fields(answer) and not others, f"{label}: {fields(answer)}"
                found = next(change for change in answer["changed"][0]["changes"] if (change["field"], change["source"]) == field)
                money = header in MONEY
                if header != "Năm thực hiện" or was is not None:
                    assert same(in_cell(old, found["old_places"]), was, money and 1), (label, found)
                assert same(in_cell(new, found["new_places"]), now, money and 1000), (label, found)
                if header == "NS tỉnh":
                    effect_adds_up(answer, Decimal(str(now)) - Decimal(str(was)))
                done += 1
                if done == 2:
                    break
            assert done, f"no project has {header}"


def rows_come_and_go(samples, folder, rng):
    for path, it in rng.sample([item for item in sorted(samples.items()) if len(item[1]["rows"]) > 2], 5):
        for with_ids in (True, False):
            drop = () if with_ids else ("Mã đề án",)
            less = copy.deepcopy(it)
            gone = less["rows"].pop(rng.randrange(len(less["rows"])))
            full, short = folder / "du.xlsx", folder / "thieu.xlsx"
            write(full, {"Đề án": it}, rng, plain=True, drop=drop)
            write(short, {"Đề án": less}, rng, "đồng", drop=drop)
            for label, answer, kind in (("removed", compare(full, short, folder), "removed"), ("added", compare(short, full, folder), "added")):
                expect(f"row {label}, {path}", answer, **{kind: 1})
                assert answer[kind][0]["name"] == gone["Tên đề án"] and answer[kind][0]["beneficiary"] == gone["Đơn vị thụ hưởng"]
                effect_adds_up(answer, Decimal(str(gone["NS tỉnh"] or 0)) * (1 if kind == "added" else -1))


def rows_move(samples, folder, rng):
    big = max(samples.values(), key=lambda it: len(it["rows"]))
    first, second = copy.deepcopy(big), copy.deepcopy(big)
    half = len(big["rows"]) // 2
    first["rows"], second["rows"] = big["rows"][:half], big["rows"][half:]
    old, new = folder / "hai-trang.xlsx", folder / "chuyen-trang.xlsx"
    write(old, {"Đợt 1": first, "Đợt 2": second}, rng, plain=True)
    moved = first["rows"].pop()
    second["rows"].append(moved)
    write(new, {"Đợt 1": first, "Đợt 2": second}, rng, "đồng")
    answer = compare(old, new, folder)
    expect("moved to another sheet", answer, changed=1)
    change = answer["changed"][0]["changes"][0]
    assert fields(answer) == {("home", None)} and "Đợt 1" in change["was"] and "Đợt 2" in change["is"], answer["changed"]
    assert in_cell(old, change["old_places"]) == moved["Tên đề án"]
    assert " ".join(in_cell(new, change["new_places"]).split()) == moved["Tên đề án"]
    # To the file of another unit.
    names = sorted(name for name in samples if name.startswith("2023/"))[:3]
    before, after = folder / "truoc", folder / "sau"
    three = {name: copy.deepcopy(samples[name]) for name in names}
    for name, it in three.items():
        write(before / name, {"Đề án": it}, rng, plain=True)
    three[names[1]]["rows"].append(three[names[0]]["rows"].pop())
    for name, it in three.items():
        write(after / name, {"Đề án": it}, rng, "nghìn đồng")
    answer = compare(before, after, folder)
    expect("moved to another file", answer, changed=1)
    assert fields(answer) == {("home", None), ("unit", None)}, answer["changed"]


def ambiguous(samples, folder, rng):
    """Two projects that nothing tells apart, both changed: said, not guessed."""
    it = copy.deepcopy(next(iter(samples.values())))
    row = dict(it["rows"][0], **{"Mã đề án": None})
    it["rows"] = [row, dict(row, **{"Địa điểm": "Bản A"})]
    after = copy.deepcopy(it)
    for number, changed in enumerate(after["rows"]):
        changed["Địa điểm"] = f"Bản mới {number}"
    write(folder / "c.xlsx", {"Đề án": it}, rng, plain=True)
    write(folder / "d.xlsx", {"Đề án": after}, rng)
    answer = compare(folder / "c.xlsx", folder / "d.xlsx", folder)
    expect("nothing tells two rows apart", answer, doubtful=1)
    assert [len(answer["doubtful"][0][side]) for side in ("old", "new")] == [2, 2]


def main():
    rng = random.Random(SEED)
    samples = {str(path.relative_to(SAMPLES)): read(path) for path in sorted(SAMPLES.rglob("*.xlsx"))}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty_editions(samples, folder, rng)
        results(folder)
        changed_cells(samples, folder, rng)
        rows_come_and_go(samples, folder, rng)
        rows_move(samples, folder, rng)
        ambiguous(samples, folder, rng)
    print(f"{checks} comparisons are as they should be (seed {SEED}).")


main()
