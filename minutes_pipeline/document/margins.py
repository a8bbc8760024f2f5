"""Words in headers and footers: the form's, which an editor may have changed all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutes_pipeline.document.matching import squeezed
from minutes_pipeline.document.package import Package, open_package
from minutes_pipeline.document.revisions import Accepted, Element, W, paragraphs

TITLE = "{標題}"
"""Stands in a form for the minutes' title."""


def foreign_words(edited: Path, form: Path, title: str) -> tuple[str, ...]:
    """Return what stands in the headers and footers of an edited file, but not in the form's.

    Args:
        edited: The editor's file.
        form: The form's Word file.
        title: What the form's placeholder for the title was filled with.

    Raises:
        PaperError: One of them cannot be read.
    """
    own = {squeezed(one.replace(TITLE, title)) for one in _words(open_package(form))}
    return tuple(one for one in _words(open_package(edited)) if squeezed(one) not in own)


def _words(package: Package) -> Iterator[str]:
    """Yield each paragraph of headers and footers that has words beside page numbers."""
    for name in sorted(package.parts):
        kind = name.rsplit("/", 1)[-1]
        root = package.xml(name) if kind.startswith(("header", "footer")) else None
        if root is None or root.tag not in (f"{W}hdr", f"{W}ftr"):
            continue
        Accepted(root)
        for paragraph in paragraphs(root):
            text = "".join(_outside_fields(paragraph)).strip()
            if text:
                yield text


def _outside_fields(paragraph: Element) -> Iterator[str]:
    depth = 0
    for one in paragraph.iter():
        if one.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(one.get(f"{W}fldCharType", ""), 0)
        simple = any(True for _ in one.iterancestors(f"{W}fldSimple"))
        if one.tag == f"{W}t" and depth == 0 and not simple:
            yield one.text or ""
