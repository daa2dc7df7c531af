"""Typst in a process of its own: {"book": …, "made": seconds since 1970} comes in as JSON, and the PDF goes out.

It reads the folder of the layout and our typefaces, and nothing else: no typeface of the machine, no package, no file
that words of an article might name. Ends with 1 and says why where it cannot make the PDF.
"""

import json
import sys
from pathlib import Path

import typst

LAYOUT = Path(__file__).parent / "layout"
TYPEFACES = Path(__file__).parents[1] / "fonts"


def typeset(book: object, made: int) -> bytes:
    """Return the PDF, by PDF/UA-1; `made` stands in it as the time of its making. Raises typst.TypstError."""
    typefaces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[TYPEFACES])
    return typst.compile(
        LAYOUT / "book.typ",
        root=LAYOUT,
        font_paths=typefaces,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"book": json.dumps(book)},
        pdf_standards=["ua-1"],
        timestamp=made,
    )


def main() -> int:
    """Typeset what comes in."""
    given = json.load(sys.stdin.buffer)
    try:
        sys.stdout.buffer.write(typeset(given["book"], given["made"]))
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
