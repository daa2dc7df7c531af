"""The cover of an EPUB, as shelves of readers show it: the title in the author's typeface, and whose edition it is."""

from textwrap import wrap

from annotations.exports.books.volumes import EDITION, Volume
from annotations.exports.epub.xhtml import words

MOST, WIDTH = 7, 17  # lines, and characters of a line
_COVER = """<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 900" width="600" height="900">
<title>{title}</title>
<rect width="600" height="900" fill="#fcfbf8"/>
<path d="M60 150H540M60 780H540" stroke="#1d1c1a" stroke-width="3"/>
<g fill="#1d1c1a" text-anchor="middle">
<text x="300" y="115" font-family="sans-serif" font-size="44" font-weight="600">{edition}</text>
<g font-family="Georgia, serif" font-size="52" direction="{direction}">
{lines}
</g>
<text x="300" y="835" font-family="sans-serif" font-size="26">{author}</text>
</g>
</svg>
"""


def svg(volume: Volume) -> str:
    """Return the cover; of a title that is too long for it, the beginning."""
    lines = wrap(" ".join(volume.title.split()), WIDTH, max_lines=MOST, placeholder=" …")
    top = 480 - 34 * (len(lines) - 1)
    shown = [f'<text x="300" y="{top + 68 * number}">{words(line)}</text>' for number, line in enumerate(lines)]
    author = "" if volume.is_whole else volume.chapters[0].author
    short = author if len(author) <= 2 * WIDTH else f"{author[: 2 * WIDTH]}…"
    return _COVER.format(
        title=words(volume.title),
        edition=EDITION,
        direction=volume.direction,
        lines="\n".join(shown),
        author=words(short),
    )
