"""Addresses that machines fetch: the same in every language, so without one."""

from django.urls import URLPattern, URLResolver, path

from annotations.urls import ARTICLE, REVISION
from annotations.views import cite, content_api, download, sitemap

cite_files = [
    path(ARTICLE + "cite/<str:form>", cite.article, name="cite_article"),
    path(REVISION + "cite/<str:form>", cite.article, name="cite_article"),
    path(ARTICLE + "<anchor:anchor>/cite/<str:form>", cite.passage, name="cite_passage"),
    path(REVISION + "<anchor:anchor>/cite/<str:form>", cite.passage, name="cite_passage"),
    path("notes/<int:number>/cite/<str:form>", cite.note, name="cite_note"),
    path("bibliography/cite/<str:form>", cite.bibliography, name="cite_bibliography"),
    path("bibliography/<slug:key>/cite/<str:form>", cite.work, name="cite_work"),
]

desk_programs = [
    path("desk/notes/<int:number>/content", content_api.content, name="note_content"),
]

downloads = [
    path(ARTICLE + "download/<slug:form>", download.article, name="download"),
    path(REVISION + "download/<slug:form>", download.article, name="download"),
    path("download/edition.<slug:form>", download.edition, name="download_edition"),
]

search_engines = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
]

urlpatterns: list[URLPattern | URLResolver] = [*cite_files, *desk_programs, *downloads, *search_engines]
