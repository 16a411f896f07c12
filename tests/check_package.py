#!/usr/bin/env python3
"""Holds the parts of a workbook against what Excel asks of them: what it would otherwise "repair" on opening.

    python3 tests/check_package.py ket-qua.xlsx …

Looks at well-formed parts, relations, sheet names, defined names, tables, merged ranges, filters, validations,
conditional formats, notes, hyperlinks, text lengths, formats, and functions that change by themselves. Exit status 0
where nothing is wrong, 1 where something is.
"""

import posixpath
import re
import sys
import zipfile
from collections import Counter
from urllib.parse import unquote
from xml.etree import ElementTree

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SHEET_NAME = re.compile(r"[\\/?*\[\]:]")
ROWS, COLUMNS = 1_048_576, 16_384
LINKS, LINK, TIP, TEXT, FORMULA, HEADER, FORMATS = 65_530, 2_079, 255, 32_767, 8_192, 255, 65_490


def units(text):
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class Package:
    """The parts of a workbook, parsed."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            self.twice = [name for name, count in Counter(names).items() if count > 1]
            self.parts = {name: archive.read(name) for name in names}
        xml = [name for name in self.parts if name.endswith((".xml", ".rels", ".vml"))]
        self.trees = {name: ElementTree.fromstring(self.parts[name]) for name in xml}

    def relations(self, part):
        """The targets of a part's relations, by their ids; the part's name where the target is inside."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels")
        found = {}
        for relation in [] if tree is None else tree:
            target, outside = relation.get("Target"), relation.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:]
            found[relation.get("Id")] = (relation.get("Type").rsplit("/", 1)[1], target if outside else inside, outside)
        return found

    def sheets(self):
        """The sheets' names and parts, in order."""
        relations = self.relations("xl/workbook.xml")
        for sheet in self.trees["xl/workbook.xml"].iter(f"{MAIN}sheet"):
            yield sheet.get("name"), relations[sheet.get(f"{RELATION}id")][1]


def whole(package):
    yield from (f"part {name} is there twice" for name in package.twice)
    types = package.trees["[Content_Types].xml"]
    named = {item.get("PartName", "")[1:] for item in types} | {f".{item.get('Extension')}" for item in types}
    for name in package.parts:
        if name not in named and f".{name.rsplit('.', 1)[-1]}" not in named:
            yield f"part {name} has no content type"
    for name in list(package.parts):
        for kind, target, outside in package.relations(name).values():
            if not outside and target not in package.parts:
                yield f"{name}: {kind} {target} is not there"
            if outside and kind != "hyperlink":
                yield f"{name}: {kind} {target} lies outside, and is no hyperlink"
    if any("externalLink" in name for name in package.parts):
        yield "the workbook has external links"
    for item in package.trees["xl/sharedStrings.xml"]:
        text = "".join(part.text or "" for part in item.iter(f"{MAIN}t"))
        if units(text) > TEXT or CONTROL.search(text):
            yield f"a text that Excel does not hold: {text[:40]!r}"
    formats = package.trees["xl/styles.xml"].find(f"{MAIN}cellXfs")
    if len(formats) > FORMATS:
        yield f"{len(formats)} formats"
    for code in (item.get("formatCode") for item in package.trees["xl/styles.xml"].iter(f"{MAIN}numFmt")):
        if units(code) > 255 or code.count(";") > 3 or code.count('"') % 2:
            yield f"number format {code}"


def names(package):
    sheets = [name for name, _ in package.sheets()]
    for name in sheets:
        if not 0 < units(name) <= 31 or SHEET_NAME.search(name) or name.startswith("'") or name.endswith("'"):
            yield f"sheet name {name!r}"
    if len({name.casefold() for name in sheets}) < len(sheets):
        yield "two sheets of one name"
    defined = [(item.get("name").casefold(), item.get("localSheetId")) for item in package.trees["xl/workbook.xml"].iter(f"{MAIN}definedName")]
    yield from (f"name {name} is defined twice" for name, count in Counter(defined).items() if count > 1)
    for item in package.trees["xl/workbook.xml"].iter(f"{MAIN}definedName"):
        local = item.get("localSheetId")
        quoted = [part.replace("''", "'") for part in re.findall(r"'((?:[^']|'')+)'!", item.text)]
        if "#REF!" in item.text or any(part not in sheets for part in quoted):
            yield f"name {item.get('name')} is {item.text}"
        if local is not None and quoted and any(part != sheets[int(local)] for part in quoted):
            yield f"name {item.get('name')} of sheet {sheets[int(local)]} is {item.text}"
    tables = [tree for name, tree in package.trees.items() if name.startswith("xl/tables/")]
    for key in ("id", "name", "displayName"):
        values = [tree.get(key).casefold() for tree in tables]
        if len(set(values)) < len(values):
            yield f"two tables of one {key}: {values}"
    if {tree.get("displayName").casefold() for tree in tables} & {name for name, _ in defined}:
        yield "a table has the name of a range"


def table(package, part, texts):
    tree = package.trees[part]
    box = range_boundaries(tree.get("ref"))
    columns = [column.get("name") for column in tree.iter(f"{MAIN}tableColumn")]
    if len({name.casefold() for name in columns}) < len(columns) or any(not name or units(name) > HEADER for name in columns):
        yield f"{part}: columns {columns}"
    if len(columns) != box[2] - box[0] + 1 or box[3] <= box[1]:
        yield f"{part}: {len(columns)} columns in {tree.get('ref')}"
    written = [texts.get((box[1], column)) for column in range(box[0], box[2] + 1)]
    if written != columns:
        yield f"{part}: the header's cells are {written}"


def sheet(package, name, part, strings):
    tree, relations = package.trees[part], package.relations(part)
    texts = {}
    for cell in tree.iter(f"{MAIN}c"):
        column, row, *_ = range_boundaries(cell.get("r"))
        if row > ROWS or column > COLUMNS:
            yield f"{name}: cell {cell.get('r')}"
        value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
        if cell.get("t") == "s":
            texts[row, column] = strings[int(value.text)]
        if formula is not None and (len(formula.text) > FORMULA or VOLATILE.search(formula.text)):
            yield f"{name}!{cell.get('r')}: formula {formula.text[:60]}"
        if formula is not None and (value is None or not value.text):
            yield f"{name}!{cell.get('r')}: a formula without a result"
    merged = [range_boundaries(item.get("ref")) for item in tree.iter(f"{MAIN}mergeCell")]
    boxes = [relation[1] for relation in relations.values() if relation[0] == "table"]
    tables = [range_boundaries(package.trees[target].get("ref")) for target in boxes]
    filters = [range_boundaries(item.get("ref")) for item in tree.findall(f"{MAIN}autoFilter")]
    for at, one in enumerate(merged):
        if any(overlap(one, other) for other in merged[at + 1 :] + tables + filters):
            yield f"{name}: merged range {one} overlaps"
    for at, one in enumerate(tables):
        if any(overlap(one, other) for other in tables[at + 1 :] + filters):
            yield f"{name}: table {one} overlaps"
    for target in boxes:
        yield from table(package, target, texts)
    yield from links(package, name, tree, relations)
    yield from notes(package, name, relations)
    for tag in ("conditionalFormatting", "dataValidation"):
        if any(not item.get("sqref") for item in tree.iter(f"{MAIN}{tag}")):
            yield f"{name}: {tag} without cells"
    for item in tree.iter(f"{MAIN}dataValidation"):
        list_of = item.findtext(f"{MAIN}formula1") or ""
        if len(list_of) > 257 or any(units(item.get(key) or "") > most for key, most in (("prompt", 255), ("error", 255), ("promptTitle", 32), ("errorTitle", 32))):
            yield f"{name}: validation {item.get('sqref')}"
    for header in tree.iter(f"{MAIN}headerFooter"):
        yield from (f"{name}: header {line.text}" for line in header if units(line.text or "") > 255)


def links(package, name, tree, relations):
    sheets = [title for title, _ in package.sheets()]
    found = list(tree.iter(f"{MAIN}hyperlink"))
    if len(found) > LINKS:
        yield f"{name}: {len(found)} hyperlinks"
    cells = Counter(link.get("ref") for link in found)
    yield from (f"{name}!{cell}: {count} hyperlinks" for cell, count in cells.items() if count > 1)
    for link in found:
        place, at = link.get("location") or "", f"{name}!{link.get('ref')}"
        relation = link.get(f"{RELATION}id")
        target = relations[relation][1] if relation else ""
        # Excel counts a link with every letter outside of ASCII written out.
        if len(target.encode("ascii", "namereplace")) > LINK or len(place) > LINK or units(link.get("tooltip") or "") > TIP:
            yield f"{at}: a link of {len(target)} characters"
        if target and (target.startswith(("/", "file:")) or re.match(r"[A-Za-z]:|\\\\", target) or "\\" in target):
            yield f"{at}: {target} is not relative"
        if target and (" " in target or "#" in target or unquote(target) == target and "%" in target):
            yield f"{at}: {target} is not written as a link"
        if not target:
            title = re.fullmatch(r"'((?:[^']|'')+)'!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", place)
            if not title or title.group(1).replace("''", "'") not in sheets:
                yield f"{at}: {place} leads nowhere"


def notes(package, name, relations):
    parts = {kind: target for kind, target, _ in relations.values()}
    if "comments" not in parts:
        return
    listed = [item.get("ref") for item in package.trees[parts["comments"]].iter(f"{MAIN}comment")]
    shapes = [item for item in package.trees[parts["vmlDrawing"]].iter() if item.tag.endswith("}shape")]
    if len(set(listed)) < len(listed) or len(shapes) != len(listed):
        yield f"{name}: {len(listed)} notes, {len(shapes)} shapes"


def faults(path):
    try:
        package = Package(path)
    except ElementTree.ParseError as error:
        yield f"{path}: a part is not well-formed: {error}"
        return
    strings = ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in package.trees["xl/sharedStrings.xml"]]
    yield from whole(package)
    yield from names(package)
    for name, part in package.sheets():
        yield from sheet(package, name, part, strings)


def main():
    found = [f"{path}: {fault}" for path in sys.argv[1:] for fault in faults(path)]
    if found:
        sys.exit("\n".join([*found[:40], f"{len(found)} faults"]))
    print(f"{len(sys.argv) - 1} workbooks: nothing that Excel would repair")


if __name__ == "__main__":
    main()
