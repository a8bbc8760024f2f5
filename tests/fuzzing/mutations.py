"""Real files changed at random, in ways that keep what the file is made of.

A zip file whose bytes are flipped is a broken zip file and nothing else. So what is packed is
unpacked, changed inside, and packed again; JSON is changed value by value; text line by line, or
by pieces that such files are made of. Now and then the plain bytes are changed all the same.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

Bytewise = Callable[[bytes], bytes]

_TEXTS = (
    *(
        "：",
        "（",
        "）",
        "\t",
        "　",
        "\n\n",
        "#",
        "0:00:10",
        "99:99:99",
        "-->",
        "WEBVTT",
        "<v ",
        ">",
    ),
    *('"', "'", "[", "]", "=", "[[", '"""', ",", ";", "{", "}", "\\", "\\u0000", "\x00", "\x1b$B"),
    *("第１回", "令和６年", "議題", "その他", "○委員長", "①", "⑳", "㈱", "²", "٣", "1" * 40),
    *("\u200b", "\u202e", "か\u3099", "𠮷", "🀄", "nan", "inf", "-1", "1e999", "true", "null"),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 1e308, float("nan"), float("inf"), 10**400, "", "x", "１", "\ud800"),
    *([], {}, [[]], [None], {"start": 1}, "1" * 5000),
)
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_WORTHS = (
    *(b"-1", b"0", b"1", b"9", b"99999999999999999999", b"", b"x", b"A1:XFD1048576", b"XFD1048576"),
    *(b"1.5", b"none", b"../../x", b"%1.%2", b"decimal", b"1" * 5000, b"http://127.0.0.1/"),
    *("①".encode(), "²".encode(), b"&#x10FFFF;", b"&x;"),
)
_ELEMENT = re.compile(rb"<([A-Za-z:]+)[ >][^<]*</\1>|<[A-Za-z:]+[^<>]*/>")
_DEEPEST = 3000


def mutated(data: bytes, chance: random.Random, bytewise: Bytewise | None = None) -> bytes:
    """Return *data* changed once or a few times.

    Args:
        data: A file.
        chance: Decides.
        bytewise: Changes plain bytes; by default a few of them at random.
    """
    change = bytewise or (lambda held: _bytes(held, chance))
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = _once(data, chance, change)
    return data


def _once(data: bytes, chance: random.Random, change: Bytewise) -> bytes:
    if chance.random() < 0.1:
        return change(data)
    if data.startswith(b"PK"):
        return _packed(data, chance, change)
    if data[:1] in b"{[" and data[:1]:
        try:
            return json.dumps(_value(json.loads(data), chance)).encode("utf-8", "surrogatepass")
        except (ValueError, RecursionError):
            return change(data)
    if data.startswith(b"%PDF"):
        return _tokens(data, chance) if chance.random() < 0.6 else change(data)
    return _lines(data, chance) if chance.random() < 0.7 else change(data)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    held = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(held) + 1)
        match chance.randrange(4):
            case 0:
                held[at : at + chance.randrange(1, 20)] = b""
            case 1:
                held[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 2:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                held[at:at] = held[at : at + chance.randrange(1, 200)] * chance.randrange(1, 4)
    return bytes(held[: chance.randrange(len(held) + 1)] if chance.random() < 0.1 else held)


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            lines.insert(at, lines[chance.randrange(len(lines))])
        case 1:
            lines[at:at] = [lines[at]] * chance.choice((2, 50, 500))
        case 2:
            lines[at : at + 1] = []
        case 3:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 4:
            lines[at] *= chance.choice((2, 30, 2000)) if len(lines[at]) < 200 else 2
        case 5:
            text = data.decode("utf-8", "replace")
            encoding = chance.choice(("cp932", "utf-16", "euc_jp", "iso2022_jp", "utf-8-sig"))
            return text.encode(encoding, "replace")
        case _:
            piece = chance.choice(_TEXTS).encode() * chance.choice((1, 1, 1, 40, _DEEPEST))
            place = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + piece + lines[at][place:]
    return b"\n".join(lines)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    """Exchange one token of a PDF for another of its own or for a strange one."""
    found = list(re.finditer(rb"[^\s<>\[\]()/]+|<<|>>|/\w+", data))
    one, other = chance.choice(found), chance.choice(found)
    strange = (b"-1", b"0", b"99999999999", b"null", b"[", b"<<", b"9 0 R", b"3 0 R", b"2 0 R", b"")
    new = chance.choice((other.group(), chance.choice(strange)))
    return data[: one.start()] + new + data[one.end() :]


def _packed(data: bytes, chance: random.Random, change: Bytewise) -> bytes:
    """Change one part of a zip file, or which parts there are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = {i.filename: source.read(i) for i in source.infolist() if i.file_size < 3e6}
    except Exception:  # noqa: BLE001 - whatever zipfile makes of a file that was broken before
        return change(data)
    if not parts:
        return change(data)
    name = chance.choice(sorted(parts))
    match chance.randrange(12):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(sorted(parts))]
        case 2:
            parts[name] = b""
        case 3:
            parts[name] = change(parts[name])
        case _:
            parts[name] = _xml(parts[name], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for part, held in parts.items():
            made.writestr(part, held)
    return target.getvalue()


def _xml(data: bytes, chance: random.Random) -> bytes:
    """Change an attribute, or take, repeat, move or nest an element."""
    attributes = list(_ATTRIBUTE.finditer(data))
    elements = list(_ELEMENT.finditer(data))
    if attributes and (not elements or chance.random() < 0.5):
        one, other = chance.choice(attributes), chance.choice(attributes)
        new = chance.choice((other.group(), b'="' + chance.choice(_WORTHS) + b'"'))
        return data[: one.start()] + new + data[one.end() :]
    if not elements:
        return data
    one, other = chance.choice(elements), chance.choice(elements)
    inner = one.group()
    match chance.randrange(6):
        case 0:
            new = b""
        case 1:
            new = inner * chance.choice((2, 40))
        case 2:
            new = other.group()
        case 3 if one[1]:
            depth = chance.choice((2, 300, _DEEPEST))
            new = (b"<" + one[1] + b">") * depth + inner + (b"</" + one[1] + b">") * depth
        case 4:
            return _with_entity(data, chance)
        case _:
            text = chance.choice(_TEXTS).encode() * chance.choice((1, 500))
            new = re.sub(rb">[^<]*<", lambda _: b">" + text + b"<", inner, count=1)
    return data[: one.start()] + new + data[one.end() :]


def _with_entity(data: bytes, chance: random.Random) -> bytes:
    """Let a part declare entities: of a file outside, or of ten times ten times the same."""
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    many = b"".join(
        b'<!ENTITY x%d "%s">' % (n, (b"&x%d;" % (n - 1)) * 10 if n else b"x" * 10) for n in range(9)
    )
    head = chance.choice((outside, b'<!DOCTYPE a [%s<!ENTITY x "&x8;">]>' % many))
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    return head + re.sub(rb">[^<]*</", b">&x;</", body, count=1)


def _value(value: Any, chance: random.Random) -> Any:
    """Change one value somewhere in *value*."""
    if chance.random() < 0.2 or not isinstance(value, (dict, list)) or not value:
        return _strange(value, chance)
    what = chance.randrange(8)
    if isinstance(value, dict):
        key = chance.choice(sorted(value))
        left = {k: v for k, v in value.items() if k != key}
        other = chance.choice((*value, "x", ""))
        new = {0: {}, 1: {key: value[key], other: value[key]}}.get(what)
        return left | ({key: _value(value[key], chance)} if new is None else new)
    at = chance.randrange(len(value))
    copies = value[at : at + 1] * chance.choice((2, 100))
    middle = {0: [], 1: copies}.get(what)
    middle = [_value(value[at], chance)] if middle is None else middle
    return [*value[:at], *middle, *value[at + 1 :]]


def _strange(value: Any, chance: random.Random) -> Any:
    match chance.randrange(4):
        case 0:
            return [value]
        case 1 if isinstance(value, str):
            return value + chance.choice(_TEXTS)
        case _:
            return chance.choice(_VALUES)
