"""From the parts of an address to what stands there, or a 404 that says what does."""

from django.http import Http404
from django.utils.translation import gettext as _

from edition.models import Article, Revision


def article_or_404(slug: str) -> Article:
    """Return the article of this slug that has a text; raises Http404 with a sentence for readers."""
    try:
        return Article.objects.published().get(slug=slug)
    except Article.DoesNotExist:
        raise Http404(_("There is no article “%(slug)s” in this edition.") % {"slug": slug}) from None


def revision_or_404(slug: str, number: int | None = None) -> Revision:
    """Return the revision `number` of an article, or the current one; raises Http404 with a sentence for readers."""
    revisions = Revision.objects.light().select_related("article__work").filter(article__slug=slug)
    found = revisions.filter(number=number).first() if number else revisions.order_by("-number").first()
    if found is not None:
        return found
    article = article_or_404(slug)
    last = article.revisions.count()
    raise Http404(
        _("“%(title)s” has no text version %(number)s. Its newest is version %(last)d.")
        % {"title": article.title, "number": number, "last": last}
    )
