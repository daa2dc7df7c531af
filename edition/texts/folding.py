"""Folds typography for finding words: one character for one, so offsets stay what they were."""

_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\n\r\v\f\x85\u00a0\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),  # en quad to hair space
}


def fold(text: str) -> str:
    """Plain quotes, hyphens and blanks for curly quotes, dashes and other blanks; the length stays."""
    for letter, plain in _PLAIN.items():  # far quicker than `translate`, which looks at every character
        if letter in text:
            text = text.replace(letter, plain)
    return text


def fold_case(text: str) -> str:
    """`fold`, and small letters wherever the small letter is one character too."""
    folded = fold(text)
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in folded)
