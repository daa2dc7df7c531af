"""What the words of the notes mean, in a sentence each, for readers."""

from django.utils.translation import gettext_lazy as _

from annotations.vocabulary import Kind, Relation

KIND_MEANINGS = {
    Kind.FACT_CHECK: _("What the sources say of a statement in the text. It has a verdict."),
    Kind.CORRECTION: _("Another reading of words that are misspelt, misnamed or wrong. The text stays as it is."),
    Kind.CROSS_REFERENCE: _("Another passage that speaks of the same thing, and how the two stand to each other."),
}
RELATION_MEANINGS = {
    Relation.AGREES: _("Both passages say the same."),
    Relation.CONTRADICTS: _("The two passages cannot both be right."),
    Relation.ELABORATES: _("One of the two passages says more on the same point."),
    Relation.SAME_EVENT: _("Both passages tell of the same event, each in its own way."),
}
