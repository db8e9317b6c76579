# Why: the demonstration is the first thing people see, so a wrong name, login or total must stop the build of its papers.
"""Checks house.json and the papers. Uses pdfinfo (poppler-utils) for page counts when it is there."""
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import figures

DEMO = Path(__file__).resolve().parent.parent.parent


def unique(what, values):
    values = list(values)
    twice = {v for v in values if values.count(v) > 1}
    assert not twice, f"{what} twice: {twice}"
    return set(values)


def main():
    raw = (DEMO / "house.json").read_text(encoding="utf-8")
    house = json.loads(raw)
    assert house["fictional"] is True and house["note"]
    sources = [DEMO / "house.json", DEMO / "README.md", *DEMO.glob("papers/src/*.typ"), *DEMO.glob("papers/src/*.py")]
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), f"{path.name} is not NFC"
    units = unique("unit", (u["key"] for u in house["units"]))
    people = unique("person", (p["key"] for p in house["people"]))
    unique("name", (p["name"] for p in house["people"]))
    unique("order", (p["protocol_order"] for p in house["people"]))
    assert len(people) == 60
    for p in house["people"]:
        assert p["unit"] in units and p["honorific"] in ("Ông", "Bà") and p["post"] in p["posts"], p
    unique("login", (a["login"] for a in house["accounts"]))
    having = unique("account of", (a["person"] for a in house["accounts"] if "person" in a))
    for a in house["accounts"]:
        assert a["login"].isascii() and a["house_role"] in ("secretariat", "person", "administrator", "display"), a
        assert a.get("person") in people or a.get("name"), a
    meeting = house["meeting"]
    attendees = unique("attendee", (a["person"] for a in meeting["attendees"]))
    unique("seat", (a["seat"] for a in meeting["attendees"]))
    roles = [a["role"] for a in meeting["attendees"]]
    assert len(attendees) == 30 and attendees <= people and attendees <= having
    assert {r: roles.count(r) for r in set(roles)} == {"chair": 1, "secretary": 1, "member": 20, "invited": 7, "guest": 1}
    assert all(a["votes"] == (a["role"] in ("chair", "member")) for a in meeting["attendees"])
    unique("item", (i["key"] for i in meeting["agenda"]))
    assert len(meeting["agenda"]) == 8 and [i["admission"] for i in meeting["agenda"]].count("members") == 1
    for i in meeting["agenda"]:
        assert len(i["short_title"]) <= 28 and i["presenter"] in attendees and set(i["guests"]) <= attendees, i
        assert i["kind"] in ("matter", "break") and i["planned_minutes"] > 0, i
    papers = [p for i in meeting["agenda"] for p in i["papers"]]
    files = unique("paper", (p["file"] for p in papers))
    assert len(files) == 12 and all(p["unit"] in units and p["symbol"] for p in papers)
    assert files == {f"papers/{f.name}" for f in DEMO.glob("papers/*.pdf")}, "papers and house.json differ"
    size = sum((DEMO / f).stat().st_size for f in files)
    assert size < 4_000_000, size
    figures.check(figures.all_figures())
    pages = {}
    if shutil.which("pdfinfo"):
        for f in sorted(files):
            info = subprocess.run(["pdfinfo", DEMO / f], capture_output=True, text=True, check=True).stdout
            pages[f] = int(next(x for x in info.splitlines() if x.startswith("Pages:")).split()[1])
        assert all(2 <= n <= 40 for n in pages.values()), pages
    for f in sorted(files):
        print(f"{pages.get(f, '?'):>3} pages {(DEMO / f).stat().st_size / 1000:8.1f} kB  {f}")
    print(f"{sum(pages.values())} pages, {size / 1000:.1f} kB; house.json is sound")


if __name__ == "__main__":
    main()
