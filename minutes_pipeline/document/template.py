"""A city's form as a folder: ``template.docx`` for the look, ``template.toml`` for the wording.

Faults of a form are found before anything is written, and all named at once: whoever made it
shall not have to run the program once a fault.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from minutes_pipeline.document.form import Form
from minutes_pipeline.document.style import NEEDED, Style
from minutes_pipeline.errors import PaperError
from minutes_pipeline.workspace.bundled import bundled
from minutes_pipeline.workspace.foreign import check_packed, refusing, unreadable

if TYPE_CHECKING:
    from docx.document import Document

TOML = "template.toml"
DOCX = "template.docx"
HOWTO = "様式の作り方は docs/how-to-template.md にあります。"


@dataclass(frozen=True, slots=True)
class Template:
    """A form without faults.

    Attributes:
        folder: Where it was read.
        form: What ``template.toml`` says.
        docx: The bytes of ``template.docx``.
    """

    folder: Path
    form: Form
    docx: bytes

    def open(self) -> Document:
        """Return a new Word document in this form; its body still holds the samples."""
        import docx

        return docx.Document(io.BytesIO(self.docx))


def template_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the names of all forms in *root* (default: those of the program), sorted."""
    root = root or bundled("templates")
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{TOML}")))


def find_template(name: str, root: Path | None = None) -> Path:
    """Return the folder of the form called *name*, or *name* itself where it is such a folder.

    Args:
        name: A name from `template_names`, or the path of a folder.
        root: Where names are looked up (default: the forms of the program).

    Raises:
        PaperError: F01, there is no such form; the known names are listed.
    """
    root = root or bundled("templates")
    known = template_names(root)
    if name in known:
        return root / name
    folder = Path(name)
    if (folder / TOML).is_file() or (folder / DOCX).is_file():
        return folder.absolute()
    near = get_close_matches(name, known, n=1)
    hint = f"「{near[0]}」ではありませんか。" if near else ""
    raise PaperError(
        "F01",
        f"様式が見つかりません（{name}）。{hint}",
        f"次の名前か、{TOML} と {DOCX} のあるフォルダを指定してください: {'、'.join(known)}",
    )


def template_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of both files, ``absent`` for one that is not there."""
    digests = {}
    for name in (TOML, DOCX):
        path = folder / name
        there = path.is_file()
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest() if there else "absent"
    return digests


def load_template(folder: Path) -> Template:
    """Read the form in *folder*.

    Raises:
        PaperError: F02, with every fault of both files.
    """
    form, faults = _read_form(folder / TOML)
    docx, more = _read_docx(folder / DOCX)
    faults += more
    if faults or form is None:
        listed = "".join(f"\n　・{fault}" for fault in faults)
        raise PaperError(
            "F02", f"様式に直すところが{len(faults)}件あります（{folder}）。{listed}\n", HOWTO
        )
    return Template(folder, form, docx)


def _read_form(path: Path) -> tuple[Form | None, list[str]]:
    try:
        stated = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        return None, [f"{TOML} がないか、読めません。"]
    except UnicodeDecodeError:
        return None, [f"{TOML} の文字コードが UTF-8 ではありません。"]
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{line[1]}行目" if line else "終わりの行"
        return None, [f"{TOML} の書き方が正しくありません（{where}）。"]
    try:
        return Form.model_validate(stated), []
    except ValidationError as error:
        return None, [f"{TOML}: {_fault(dict(one))}" for one in error.errors()]


_KINDS = {
    "string_type": '文字列を引用符「"」で囲んで書いてください',
    "bool_type": "true か false を書いてください",
    "int_type": "整数を書いてください",
    "tuple_type": "[ ] で囲んだ並びを書いてください",
    "dict_type": "表（[見出し]）として書いてください",
    "model_type": "表（[見出し]）として書いてください",
    "string_too_short": "空にはできません",
}


def _fault(error: dict[str, Any]) -> str:
    """Say in Japanese what one of pydantic's findings means."""
    *parents, last = error["loc"] or ("",)
    where = _where(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        near = get_close_matches(str(last), _keys(parents), n=1)
        return f"{where} という項目はありません" + (f"（{near[0]}？）。" if near else "。")
    if kind == "missing":
        return f"{where} がありません。"
    if kind in ("literal_error", "enum"):
        known = context["expected"].replace(" or ", ", ").replace("'", "")
        return f"{where} に書けるのは {known} です。"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"{context['ge']}以上" if "ge" in context else f"{context['le']}以下"
        return f"{where} は{bound}にしてください。"
    if kind == "value_error":
        return f"{where}: {context['error']}。"
    return f"{where}: {_KINDS.get(kind, '値が正しくありません')}。"


def _where(loc: tuple[str | int, ...]) -> str:
    """Write a place in the file as people count: ``particulars 3番目の label``."""
    written = ""
    for part in loc:
        joint = "の " if written.endswith("目") else " の " if written else ""
        written += f" {part + 1}番目" if isinstance(part, int) else f"{joint}{part}"
    return written


def _keys(parents: list[str | int]) -> list[str]:
    """Return the keys that are known at a place of the file."""
    model: type[BaseModel] = Form
    for part in parents:
        if isinstance(part, int):
            continue
        kind: Any = model.model_fields[part].annotation
        model = next((one for one in _models(kind)), model)
    return list(model.model_fields)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _models(inner)


def _read_docx(path: Path) -> tuple[bytes, list[str]]:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    kinds = {
        WD_STYLE_TYPE.PARAGRAPH: "段落",
        WD_STYLE_TYPE.CHARACTER: "文字",
        WD_STYLE_TYPE.TABLE: "表",
    }
    try:
        held = path.read_bytes()
    except OSError:
        return b"", [f"{DOCX} がないか、読めません。"]
    cure = "Wordで開いて「Word 文書（.docx）」で保存し直してください。"
    try:
        with refusing(unreadable("様式", path, "Word文書", cure)):
            check_packed(held, "様式", path)
            document = docx.Document(io.BytesIO(held))
            # Not document.styles[name]: for a missing style that falls back to the default one.
            styles = {style.name: kinds.get(style.type) for style in document.styles}
    except PaperError:
        return held, [f"{DOCX} がWord文書（.docx）として開けません。"]
    missing = [f"{style.value}（{style.kind}）" for style in NEEDED if style.value not in styles]
    faults = [
        f"{DOCX} のスタイル「{style.value}」が{style.kind}のスタイルではありません。"
        for style in Style
        if styles.get(style.value, style.kind) != style.kind
    ]
    if missing:
        faults.insert(0, f"{DOCX} に次のスタイルがありません: {'、'.join(missing)}。")
    return held, faults
