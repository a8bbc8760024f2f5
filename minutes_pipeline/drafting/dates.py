"""Dates as official documents write them: 6月18日（木）, 文政8年（1825年）, 令和9年3月."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Tokens
from minutes_pipeline.drafting.spans import substitute

_WEEKDAY = re.compile(
    r"(?<=日)、?の?、?([月火水木金土日])曜日?(?![と・や])(?:、(?=午前|午後|夜|夕|正午|\d+時))?"
)
_WESTERN = re.compile(r"(?<=年)、?((?:1[5-9]|20)\d\d年)(?![度])")
_RELATIVE = re.compile(r"(?:来年|再来年|今年|本年|昨年|一昨年)(?:度)?、?(?=(?:令和|平成)\d)")
_OF_YEAR = re.compile(r"(?<=\d年)の(?=\d+月)|(?<=\d月)の(?=\d+日)")
_AT_TIME = re.compile(r"(?<=（[月火水木金土日]）)の(?=午前|午後|\d+時)")
_ERA = re.compile(r"(?:[一-龥]{2}\d+|元)年$")


def write_dates(tokens: Tokens) -> Tokens:
    """Return *tokens* with days of the week and western years in brackets, and each year once."""
    tokens = substitute(tokens, _RELATIVE, lambda _: "")
    tokens = substitute(tokens, _OF_YEAR, lambda _: "")
    tokens = substitute(tokens, _WEEKDAY, lambda m: f"（{m[1]}）")
    tokens = substitute(tokens, _AT_TIME, lambda _: "")
    return substitute(tokens, _WESTERN, _bracketed)


def _bracketed(found: re.Match[str]) -> str:
    """Return a western year in brackets where it explains the year of an era before it."""
    before = found.string[: found.start()]
    return f"（{found[1]}）" if _ERA.search(before) else found[0]
