"""Addresses of the pages on which notes are seen, and of the desk; each in every language of the interface.

What machines fetch has no language: `annotations.machine_urls`.
"""

from django.urls import URLPattern, URLResolver, path

from annotations.ledger_urls import ledger_pages
from annotations.views import (
    about,
    annotate,
    annotations_import,
    api,
    cite,
    cite_lists,
    compare,
    desk,
    edition_import,
    home,
    importing,
    letters,
    library,
    notes,
    pictures,
    reading,
    remarks,
    review,
    search,
    selecting,
    several,
    sources,
    topics,
    unplaced,
    writing,
)
from annotations.views.print import print_edition

ARTICLE = "articles/<sic_slug:slug>/"
REVISION = ARTICLE + "<version:number>/"

reading_pages = [
    path(ARTICLE, reading.article, name="article"),
    path(REVISION, reading.article, name="revision"),
    path(ARTICLE + "<anchor:anchor>/", reading.passage, name="passage"),
    path(REVISION + "<anchor:anchor>/", reading.passage, name="passage"),
    path("notes/<int:number>/", notes.note, name="note"),
    path("notes/<int:number>/history/", notes.history, name="history"),
]

cite_pages = [
    path(ARTICLE + "cite/", cite.article, name="cite_article"),
    path(REVISION + "cite/", cite.article, name="cite_article"),
    path(ARTICLE + "<anchor:anchor>/cite/", cite.passage, name="cite_passage"),
    path(REVISION + "<anchor:anchor>/cite/", cite.passage, name="cite_passage"),
    path("notes/<int:number>/cite/", cite.note, name="cite_note"),
    path("bibliography/cite/", cite_lists.bibliography, name="cite_bibliography"),
    path("bibliography/<slug:key>/cite/", cite.work, name="cite_work"),
    path("topics/<sic_slug:slug>/cite/", cite.topic, name="cite_topic"),
    path("claims/<sic_slug:slug>/cite/", cite.claim, name="cite_claim"),
    path("tags/<str:tag>/cite/", cite_lists.tag, name="cite_tag"),
    path("search/cite/", cite_lists.search, name="cite_search"),
    path("cite/", cite_lists.several, name="cite_several"),
    path("marked/", cite_lists.marked, name="marked"),
]

library_pages = [
    path("", home.home, name="home"),
    path("articles/", library.articles, name="articles"),
    path("compare/", compare.compare, name="compare"),
    path("map/", pictures.relation_map, name="map"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<sic_slug:slug>/", topics.topic, name="topic"),
    path("claims/<sic_slug:slug>/", topics.claim, name="claim"),
    path("bibliography/", library.bibliography, name="bibliography"),
    path("bibliography/<slug:key>/", library.work, name="work"),
    path("search/", search.search, name="search"),
    path("tags/", library.tags, name="tags"),
    path("tags/<str:tag>/", library.tag, name="tag"),
    path("print/", print_edition, name="print_edition"),
    path("about/", about.about, name="about"),
    path("about/verdicts/", about.verdicts, name="verdicts"),
    path("api/", api.page, name="api"),
]

desk_pages = [
    path("desk/", desk.queue, name="desk"),
    path("desk/new/", annotate.annotate, name="annotate"),
    path("desk/new/place/", selecting.place, name="place"),
    path("desk/new/sentences/", selecting.sentences, name="sentences"),
    path("desk/new/write/", writing.write, name="write"),
    path("desk/publish/", several.publish, name="publish_several"),
    path("desk/letters/", letters.letters, name="letters"),
    path("desk/sources/", sources.sources, name="desk_sources"),
    path("desk/sources/new/", sources.new, name="source_new"),
    path("desk/sources/import/", sources.take_in, name="sources_import"),
    path("desk/import/edition/", edition_import.edition, name="desk_import_edition"),
    path("desk/import/", importing.start, name="desk_import"),
    path("desk/import/<int:key>/", importing.passages, name="import_passages"),
    path("desk/import/<int:key>/preview/", importing.preview, name="import_preview"),
    path("desk/import/<int:key>/publish/", importing.publish, name="import_publish"),
    path("desk/annotations/import/", annotations_import.take_in, name="annotations_import"),
    path("desk/unplaced/", unplaced.queue, name="unplaced"),
    path("desk/unplaced/<slug:kind>/<slug:key>/<int:span>/", unplaced.item, name="unplaced_item"),
    path("desk/notes/<int:number>/", desk.note, name="desk_note"),
    path("desk/notes/<int:number>/remarks/", remarks.remark, name="remark"),
    path("desk/notes/<int:number>/edit/", writing.edit, name="edit_note"),
    path("desk/notes/<int:number>/<slug:act>/", review.act, name="act"),
]

urlpatterns: list[URLPattern | URLResolver] = [*cite_pages, *reading_pages, *library_pages, *desk_pages, *ledger_pages]
