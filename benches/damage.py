#!/usr/bin/env python3
"""Damages submissions at random and holds the program to its word: a finding, never a crash; seconds, not minutes.

    cargo build --release
    python3 benches/damage.py [FILES] [SEED]          # 10000 and 1 where they are left out; DOISOAT names another program

Takes the stories and clean samples as xlsx, has LibreOffice save some of them as xls and ods, and damages copies:
flipped bits, cuts, zeroed and repeated stretches, swapped, dropped and emptied members of the archive, absurd
dimensions and cell addresses, deep nesting, a member of a hundred megabytes in a small file. The program reads
them in batches. Each batch must end with status 0 or 1 and name every file; the slowest batch and the largest
memory of the program and its children are printed. Exit status 0 where all of this holds.
"""

import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("DOISOAT", ROOT / "target/release/doisoat"))
BATCH = 100
SECONDS_A_BATCH = 300


def originals(folder):
    """The undamaged files: samples as they are, and as LibreOffice saves them in other formats."""
    xlsx = sorted(ROOT.glob("samples/co-sai-lech/*.xlsx"))[::3] + sorted(ROOT.glob("samples/lai-chau-2021-2025/2023/*.xlsx"))[:3]
    files = [(path.suffix, path.read_bytes()) for path in xlsx if zipfile.is_zipfile(path)]
    files += [(".xlsm", data) for _, data in files[:3]]
    files += [(".xlsb", path.read_bytes()) for path in ROOT.glob("samples/bieu-mau-thuc-te/*.xlsb")] * 4
    if shutil.which("soffice"):
        for kind in ("xls", "ods"):
            out = folder / kind
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            names = [str(path) for path in xlsx if zipfile.is_zipfile(path)][:6]
            subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *names],
                           check=True, capture_output=True, timeout=300)
            files += [("." + kind, path.read_bytes()) for path in sorted(out.iterdir())]
    return files


def flip(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 3, 20, 200])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def cut(data, rng):
    return data[: rng.randrange(len(data))]


def stretch(data, rng):
    start, length = rng.randrange(len(data)), rng.choice([4, 64, 512, 4096])
    piece = rng.choice([bytes(length), b"\xff" * length, data[start : start + length] * 2])
    return data[:start] + piece + data[start + length :]


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def swap(data, rng):
    parts = members(data)
    one, other = rng.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return packed(parts)


def drop(data, rng):
    parts = members(data)
    name = rng.choice(sorted(parts))
    if rng.random() < 0.5:
        del parts[name]
    else:
        parts[name] = rng.choice([b"", b"<", b"<?xml version='1.0'?><x/>", flip(parts[name], rng) if parts[name] else b""])
    return packed(parts)


def rewrite(data, rng):
    """Changes the XML of one part in a way that no program would."""
    parts = members(data)
    name = rng.choice(sorted(name for name in parts if name.endswith(".xml")))
    text = parts[name].decode("utf-8", "replace")
    old, new = rng.choice([
        ('r="A', 'r="XFD104857'), ('ref="A1', 'ref="A1:XFD1048576" x="'), ("<v>", "<v>1e999"), ("<v>", "<v>NaN"),
        ('t="s"', 't="e"'), ('t="s"', 't="zzz"'), ("<sheetData>", "<sheetData>" + "<row>" * 20000),
        ("<c ", "<c " * 5000), ("count=", 'count="4294967295" x='),
        ("uniqueCount=", 'uniqueCount="4294967295" x='), ("<row ", '<row r="99999999999999999999" '),
        ("table:table-cell", 'table:table-cell table:number-columns-repeated="2147483647"'),
        ("table:table-row", 'table:table-row table:number-rows-repeated="2147483647"'),
        ("UTF-8", "UTF-16"), ("</", "<"),
    ])
    parts[name] = text.replace(old, new, rng.choice([1, 1, 50])).encode("utf-8")
    return packed(parts)


def bomb(data, rng):
    parts = members(data)
    name = rng.choice(sorted(parts))
    filler = rng.choice([b"<a/>", b"A", b"<c r='A1'><v>1</v></c>", b"<si><t>x</t></si>"])
    content = parts[name]
    at = content.find(b">", len(content) // 2) + 1
    parts[name] = content[:at] + filler * (100 * 1024 * 1024 // len(filler)) + content[at:]
    return packed(parts)


def damaged(suffix, data, rng):
    ways = [flip, flip, cut, stretch]
    if suffix != ".xls":
        ways += [swap, drop, rewrite, rewrite]
        if rng.random() < 0.01:
            ways = [bomb]
    return rng.choice(ways)(data, rng)


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    faults, slowest, counts, statuses = [], 0.0, {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        files = originals(scratch)
        for first in range(0, wanted, BATCH):
            folder = scratch / f"batch-{first}"
            folder.mkdir()
            for number in range(first, min(first + BATCH, wanted)):
                suffix, data = files[number % len(files)]
                (folder / f"{number:06}{suffix}").write_bytes(damaged(suffix, data, rng))
                counts[suffix] = counts.get(suffix, 0) + 1
            report = scratch / "report.json"
            report.unlink(missing_ok=True)
            started = time.monotonic()
            try:
                ran = subprocess.run([PROGRAM, "check", folder, "--json", report], capture_output=True, timeout=SECONDS_A_BATCH)
                status = ran.returncode
            except subprocess.TimeoutExpired:
                status = "timeout"
            slowest = max(slowest, time.monotonic() - started)
            if status not in (0, 1) or not report.exists():
                faults.append(f"batch {first}: status {status}: {ran.stderr[-300:].decode('utf-8', 'replace')}")
                keep = Path(tempfile.mkdtemp(prefix="damage-"))
                shutil.copytree(folder, keep, dirs_exist_ok=True)
                print(f"kept {keep}")
            else:
                inputs = json.loads(report.read_text(encoding="utf-8"))["inputs"]
                for entry in inputs:
                    statuses[entry["status"]] = statuses.get(entry["status"], 0) + 1
                if len(inputs) != len(list(folder.iterdir())):
                    faults.append(f"batch {first}: {len(inputs)} of {BATCH} files are named")
            shutil.rmtree(folder)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"files {sum(counts.values())} {counts}; statuses {statuses}")
    print(f"slowest batch of {BATCH}: {slowest:.1f} s; largest process: {memory} MiB; faults: {len(faults)}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
