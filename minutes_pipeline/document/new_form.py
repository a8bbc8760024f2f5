"""Start a city's form from any Word file of the city.

The page, header, footer, fonts and styles stay the city's own; the styles that minutes need and the
file has not are added, and what the file shows of its wording (labels, particulars) goes into
``template.toml`` as a first guess that a person goes over.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_pipeline.document.edited import Edited, read_edited
from minutes_pipeline.document.style import NEEDED, Style
from minutes_pipeline.document.template import DOCX, TOML, find_template
from minutes_pipeline.errors import PaperError, storage_errors

if TYPE_CHECKING:
    from docx.document import Document

PATTERN = "izumi"
"""The bundled form that lacking styles are taken from."""
_WHO = r"(?:会長|副会長|委員長|副委員長|座長|議長|委員|事務局|[^\s　（）【】〇○◯]{1,8}[課室部局係])"
_LABELS = (
    (re.compile(rf"^([〇○◯]){_WHO}$"), "{0}{{label}}", "newline"),
    (re.compile(rf"^([〇○◯]){_WHO}[\t　 ]"), "{0}{{label}}", "tab"),
    (re.compile(rf"^(【)[^】]*{_WHO}】"), "【{{label}}】", "space"),
    (re.compile(rf"^(（){_WHO}）"), "（{{label}}）", "tab"),
    (re.compile(rf"^(){_WHO}[：:]"), "{{label}}：", "none"),
    (re.compile(rf"^(){_WHO}[\t　]"), "{{label}}", "tab"),
)
"""How cities write labels: the sign, the form, what stands behind it."""
_BLOCKS = (
    ("date", r"日\s*時|開催日|会議の日"),
    ("place", r"場\s*所|会\s*場"),
    ("absent", r"欠\s*席"),
    ("present", r"出\s*席|委\s*員$"),
    ("openness", r"公\s*開"),
    ("observers", r"傍\s*聴"),
    ("materials", r"資\s*料"),
    ("agenda", r"議\s*題|案\s*件|次\s*第|議\s*事$"),
    ("department", r"所管|担当課|主管課|問\s*い?\s*合"),
)
_USUAL = (
    ("date", "日時"),
    ("place", "場所"),
    ("present", "出席者"),
    ("absent", "欠席者"),
    ("openness", "公開の別"),
    ("observers", "傍聴者"),
    ("agenda", "案件"),
    ("materials", "資料"),
)
_SAMPLES = {
    Style.TITLE: "標題（この本文は見本です。書き出すときに消えます）",
    Style.SECTION: "区分見出し",
    Style.ITEM: "1 案件見出し（報告）",
    Style.LEAD: "導入文。資料に基づいて、担当課から説明を行った。",
    Style.POINT: "説明要点。一つの要点を一つの段落に書く。",
    Style.SPEECH: "委員\t発言。どのように行うのか。",
    Style.SPEECH_CONT: "発言（続き）。二つ目の段落には発言者名を付けない。",
    Style.OUTCOME: "結論。原案のとおり了承された。",
    Style.REMARK: "注記（以上2件、一括議題）",
    Style.CERTIFICATE: "証明文。",
    Style.SIGNATURE: "署名欄本文",
}


def start_form(folder: Path, source: Path) -> Path:
    """Write a form into *folder*, made from a Word file of the city; return *folder*.

    Args:
        folder: Must not be there yet, or be empty.
        source: Any .docx of the city: minutes of the past, or a letterhead.

    Raises:
        PaperError: *folder* holds something (F03), or *source* is no Word file that can be read.
        StorageError: *folder* cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PaperError(
            "F03",
            f"様式のフォルダは既にあります（{folder}）。上書きしません。",
            "別の名前を指定してください。",
        )
    edited = read_edited(source)  # refuses what is no Word file, in words for a clerk
    held = _word_form(source)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DOCX).write_bytes(held)
        (folder / TOML).write_text(_wording(edited, folder.name), encoding="utf-8", newline="\n")
    return folder


# --- the look --------------------------------------------------------------------------------


def _word_form(source: Path) -> bytes:
    import docx

    from minutes_pipeline.document import lending, wordml

    document: Document = docx.Document(io.BytesIO(source.read_bytes()))
    pattern: Document = docx.Document(str(find_template(PATTERN) / DOCX))
    lending.lend_styles(document, pattern, [style.value for style in NEEDED])
    wordml.clear_body(document)
    lending.tidy(document)
    for style, text in _SAMPLES.items():
        document.add_paragraph(text, style=style.value)
    return wordml.saved(document)


# --- the wording -----------------------------------------------------------------------------


def _wording(edited: Edited, name: str) -> str:
    """Return a first ``template.toml``: what the file shows, and usual wording for the rest."""
    texts = [block.text.strip() for block in edited.blocks if block.cells is None]
    form, separator = _label(texts)
    suffix = _suffix(texts)
    blocks = _blocks(edited)
    listed = "\n".join(
        f'\n[[particulars]]\nblock = "{block}"\nlabel = "{label}"' for block, label in blocks
    )
    return (
        f"# {edited.name} から作った様式。# の行は説明です\n"
        "# 書き方は docs/how-to-template.md。直した後は「minutes template check」で調べます\n"
        "\nformat = 1\n"
        f'name = "{_quoted(name)}"\n\n'
        f'suffix = "{suffix}"        # 会議の名前の後に付ける\n'
        'draft = "（案）"\n\n'
        "[heading]\n"
        'item = "{number} {title}{kind}"\n'
        'kind = "（{kind}）"\n\n'
        "[label]\n"
        f'form = "{form}"\n'
        f'separator = "{separator}"\n'
        f"{listed}\n\n"
        "[closing]\n"
        f'sentence = "{_quoted(_certificate(texts))}"\n'
        f"signers = {_signers(texts)}\n"
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _label(texts: Sequence[str]) -> tuple[str, str]:
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for pattern, form, separator in _LABELS:
            match = pattern.match(text)
            if match:
                found[form.format(match[1]), separator] += 1
                break
    return found.most_common(1)[0][0] if found else ("{label}", "tab")


def _suffix(texts: Sequence[str]) -> str:
    for text in texts[:5]:
        match = re.search(r"(会議録|会議要録|議事録|議事要旨)(（(?!案|未)[^）]+）)?", text)
        if match:
            return match[0]
    return "会議録"


def _blocks(edited: Edited) -> list[tuple[str, str]]:
    """Return the particulars that the first table, or the first lines, are headed by."""
    first = [block.cells[0] for block in edited.blocks if block.cells and block.table == 0]
    heads = first or [
        re.split(r"[\t　：:]", block.text.strip())[-2 if "\t" in block.text else 0]
        for block in edited.blocks[:25]
        if re.search(r"[\t　：:]", block.text.strip())
    ]
    found: dict[str, str] = {}
    for head in heads:
        label = re.sub(r"^[0-9０-９第()（）.．【\s　]+|[】\s　：:]+$", "", head)
        for block, pattern in _BLOCKS:
            if label and len(label) <= 12 and re.search(pattern, label):
                found.setdefault(block, _quoted("".join(label.split())))
                break
    return list(found.items()) if len(found) >= 3 else list(_USUAL)


def _certificate(texts: Sequence[str]) -> str:
    return next((t for t in reversed(texts) if "署名" in t and t.endswith("。")), "")


def _signers(texts: Sequence[str]) -> str:
    return '["会長", "署名委員"]' if _certificate(texts) else "[]"
