"""Finds what a stylesheet says of left and right: in a language written from the right, it would stay where it was."""

import re

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Boxes in the margins of paper are named by side and have no other names.
PAPER = re.compile(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)")
SIDED = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")
# Four values go around the box: the second is its right side, the fourth its left.
AROUND = {
    "margin",
    "padding",
    "inset",
    "border-width",
    "border-style",
    "border-color",
    "scroll-margin",
    "scroll-padding",
}
WITH_SIDES = {"float", "clear", "text-align", "caption-side", "background", "background-position", "transform-origin"}
SIDE = re.compile(r"(?<![\w-])(?:left|right)(?![\w-])")
PART = re.compile(r"(?:[^\s()]|\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\))+")


def physical(css: str) -> list[str]:
    """`line: declaration` for every declaration that means left or right, of the box or of its contents."""
    text = COMMENT.sub(_blank, css)
    text = PAPER.sub(_blank, text)
    return [
        f"{text.count(chr(10), 0, found.start(1)) + 1}: {found[1]}:{found[2].strip()}"
        for found in DECLARATION.finditer(text)
        if _has_side(found[1], found[2].removesuffix("!important"))
    ]


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _has_side(name: str, value: str) -> bool:
    if SIDED.search(name):
        return True
    if name in WITH_SIDES:
        return bool(SIDE.search(value))
    parts = PART.findall(value)
    if name == "border-radius":
        return len(parts) > 1 and not _mirrored(parts)
    return name in AROUND and len(parts) == 4 and parts[1] != parts[3]


def _mirrored(corners: list[str]) -> bool:
    """Whether both upper corners are alike, and both lower ones: top left, top right, bottom right, bottom left."""
    first, second, *rest = corners
    third = rest[0] if rest else first
    fourth = rest[1] if len(rest) > 1 else second
    return first == second and third == fourth
