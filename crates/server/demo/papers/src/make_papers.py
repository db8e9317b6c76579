# Why: turns the sources beside it into the twelve papers of the demonstration house, byte for byte the same every time.
"""Usage: python make_papers.py [NN ...]   (needs: pip install typst; Liberation Serif 2.x)

Set LIBERATION_FONTS when the fonts are not where Debian's fonts-liberation2 puts them.
"""
import json
import os
import sys
from pathlib import Path

import typst

import check
import figures

SRC = Path(__file__).resolve().parent
DEMO = SRC.parent.parent
FONTS = os.environ.get("LIBERATION_FONTS", "/usr/share/fonts/truetype/liberation2")
STAMP = 1795046400  # 19 November 2026, 00:00 UTC: the day the pack went out


def main(only):
    data = figures.all_figures()
    figures.check(data)
    text = json.dumps(data, ensure_ascii=False)
    for source in sorted(SRC.glob("[0-9][0-9]-*.typ")):
        if only and source.name[:2] not in only:
            continue
        out = SRC.parent / (source.stem + ".pdf")
        typst.compile(str(source), output=str(out), root=str(DEMO), font_paths=[FONTS], ignore_system_fonts=True,
                      sys_inputs={"figures": text, "file": out.name}, timestamp=STAMP, pdf_tags=False)
    if not only:
        check.main()


if __name__ == "__main__":
    main(sys.argv[1:])
