"""Holds two runs of the program over the same submissions, saved by different programs, against each other.

Usage: same_figures.py ONE.json OTHER.json
"""

import json
import sys


def figures(path):
    """What must not depend on who saved the files: all but fingerprints and the notes on how cells were read."""
    with open(path, encoding="utf-8") as file:
        run = json.load(file)
    grave = [finding for finding in run["findings"] if finding["severity"] != "note"]
    rows = [(one["file"], one["status"], one["unit"], one["years"], one["rows"]) for one in run["inputs"]]
    kept = {name: run[name] for name in ("projects", "totals", "comparison")}
    summary = {name: run["summary"][name] for name in ("files", "projects", "matched", "figures", "errors", "warnings")}
    return {"summary": summary, "inputs": rows, "errors and warnings": grave, **kept}


def main():
    one, other = (figures(path) for path in sys.argv[1:3])
    if not one["projects"]:
        sys.exit("no project was read: there is nothing to compare")
    for name, value in one.items():
        if value == other[name]:
            continue
        if isinstance(value, list):
            pairs = [pair for pair in zip(value, other[name]) if pair[0] != pair[1]]
            first = pairs[0] if pairs else (len(value), len(other[name]))
            sys.exit(f"{name} differ, first:\n  {first[0]}\n  {first[1]}")
        sys.exit(f"{name} differ:\n  {value}\n  {other[name]}")
    print(f"{len(one['projects'])} projects, {len(one['comparison'])} figures: the same in both runs")


if __name__ == "__main__":
    main()
