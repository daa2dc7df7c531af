"""DOCX files of a few parts, made by hand: what a test needs and no more."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{MAIN}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "heading 2", "Quote", "List Paragraph")
    )
    + "</w:styles>"
)


def document(*paragraphs: str) -> str:
    """Return word/document.xml with these paragraphs, each the XML of a `w:p` without its element."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'


def run(words: str, style: str = "") -> str:
    """Return the XML of a paragraph of these words."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'{styled}<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def docx(main: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a DOCX of this word/document.xml, and of other parts by their names."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        held = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "word/document.xml": main, "word/styles.xml": STYLES}
        for name, content in {**held, **(parts or {})}.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
