"""Addresses of the desk's pages of works, articles, topics, claims and tags."""

from django.urls import URLPattern, URLResolver, path

from annotations.views.ledger import edit, history, lists, merging, new, tags

ledger_pages: list[URLPattern | URLResolver] = [
    path("desk/works/", lists.works, name="desk_works"),
    path("desk/works/<slug:key>/", edit.edit, {"kind": "work"}, name="desk_work"),
    path("desk/works/<slug:key>/merge/", merging.merge, name="desk_work_merge"),
    path("desk/works/<slug:key>/history/", history.history, {"kind": "work"}, name="desk_work_history"),
    path("desk/articles/", lists.articles, name="desk_articles"),
    path("desk/articles/<slug:key>/", edit.edit, {"kind": "article"}, name="desk_article"),
    path("desk/articles/<slug:key>/history/", history.history, {"kind": "article"}, name="desk_article_history"),
    path("desk/topics/", lists.ledger, name="desk_ledger"),
    path("desk/topics/new/", new.topic, name="desk_topic_new"),
    path("desk/topics/<slug:key>/", edit.edit, {"kind": "topic"}, name="desk_topic"),
    path("desk/topics/<slug:key>/claims/new/", new.claim, name="desk_claim_new"),
    path("desk/topics/<slug:key>/history/", history.history, {"kind": "topic"}, name="desk_topic_history"),
    path("desk/claims/<slug:key>/", edit.edit, {"kind": "claim"}, name="desk_claim"),
    path("desk/claims/<slug:key>/history/", history.history, {"kind": "claim"}, name="desk_claim_history"),
    path("desk/tags/", tags.tags, name="desk_tags"),
    path("desk/tags/<str:key>/", tags.tag, name="desk_tag"),
    path("desk/tags/<str:key>/history/", history.history, {"kind": "tag"}, name="desk_tag_history"),
]
