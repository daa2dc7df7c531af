"""Addresses that machines fetch: the same in every language, so without one."""

from django.urls import URLPattern, URLResolver, path, re_path

from annotations.protocol_urls import protocol_addresses
from annotations.urls import ARTICLE, REVISION
from annotations.views import api, bundle, cite, cite_lists, content_api, download, dts, feeds, linkset, oai, sitemap

cite_files = [
    path(ARTICLE + "cite/<str:form>", cite.article, name="cite_article"),
    path(REVISION + "cite/<str:form>", cite.article, name="cite_article"),
    path(ARTICLE + "<anchor:anchor>/cite/<str:form>", cite.passage, name="cite_passage"),
    path(REVISION + "<anchor:anchor>/cite/<str:form>", cite.passage, name="cite_passage"),
    path("notes/<int:number>/cite/<str:form>", cite.note, name="cite_note"),
    path("bibliography/cite/<str:form>", cite_lists.bibliography, name="cite_bibliography"),
    path("bibliography/<slug:key>/cite/<str:form>", cite.work, name="cite_work"),
    path("topics/<sic_slug:slug>/cite/<str:form>", cite.topic, name="cite_topic"),
    path("claims/<sic_slug:slug>/cite/<str:form>", cite.claim, name="cite_claim"),
    path("tags/<str:tag>/cite/<str:form>", cite_lists.tag, name="cite_tag"),
    path("search/cite/<str:form>", cite_lists.search, name="cite_search"),
    path("cite/<str:form>", cite_lists.several, name="cite_several"),
]

desk_programs = [
    path("desk/notes/<int:number>/content", content_api.content, name="note_content"),
]

downloads = [
    path(ARTICLE + "download/<slug:form>", download.article, name="download"),
    path(REVISION + "download/<slug:form>", download.article, name="download"),
    path("download/edition.zip", bundle.edition, name="download_bundle"),
    path("download/edition.<slug:form>", download.edition, name="download_edition"),
]

link_files = [
    path(ARTICLE + "links", linkset.article, name="links"),
    path(REVISION + "links", linkset.article, name="links"),
]

feed_files = [
    path("feeds/notes.atom", feeds.notes, name="feed_notes"),
    path("feeds/corrections.atom", feeds.corrections, name="feed_corrections"),
    path("feeds/articles/<sic_slug:slug>.atom", feeds.article, name="feed_article"),
    path("feeds/topics/<sic_slug:slug>.atom", feeds.topic, name="feed_topic"),
]

harvests = [
    path("oai", oai.harvest, name="oai"),
]

descriptions = [
    path("api/openapi.json", api.document, name="openapi"),
]

texts = [
    path("api/dts/", dts.entry, name="dts"),
    re_path(r"^api/dts/collection/?$", dts.collection, name="dts_collection"),
    re_path(r"^api/dts/navigation/?$", dts.navigation, name="dts_navigation"),
    re_path(r"^api/dts/document/?$", dts.document, name="dts_document"),
]

search_engines = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *cite_files,
    *desk_programs,
    *protocol_addresses,
    *downloads,
    *search_engines,
    *texts,
    *link_files,
    *feed_files,
    *harvests,
    *descriptions,
]
