"""A second text of article 1: a sentence changed, a paragraph put in, one taken out."""

from django.contrib.auth.models import User

from annotations import carrying
from edition import intake
from edition.capture import Block, capture
from edition.models import Article, Revision

ADDED = "A paragraph that the newspaper added later."
CHANGED = ("On 21 December 1991 the dissolution of the USSR happened.", "On 26 December 1991 the USSR was dissolved.")
SLUG = "article-1"


def first() -> Revision:
    return Revision.objects.get(article__slug=SLUG, number=1)


def second_text() -> str:
    """The first text with CHANGED in ¶5, ADDED before ¶3, and ¶7 taken out."""
    text = first().text
    passages = {one.anchor: one.text for one in first().passages.all()}
    text = text.replace(*CHANGED).replace(passages["p3"], f"{ADDED}\n\n{passages['p3']}", 1)
    return text.replace(passages["p7"], "", 1)


def article() -> Article:
    return Article.objects.get(slug=SLUG)


def publish(by: User, text: str = "", base: int = 1) -> Revision:
    """Publish `text`, or the second text, as the next one of article 1."""
    reading = intake.read((text or second_text()).encode())
    return carrying.publish(article(), reading, intake.propose(reading), by, base=base)


def capture_plainly() -> Revision:
    """Capture the second text as it is, without carrying anything: quick."""
    reading = intake.read(second_text().encode())
    blocks = [Block(one.start, one.end, one.role) for one in intake.propose(reading)]
    return capture(article(), reading, blocks)
