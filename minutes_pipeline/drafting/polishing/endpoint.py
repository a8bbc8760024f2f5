"""Which computer may be asked: this one, a named one of the office, a public one only knowingly."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from minutes_pipeline.errors import ModelError

_LOCAL_NAMES = ("localhost", "ip6-localhost")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server.

    Attributes:
        url: Address up to ``/v1``, as it was given.
        model: Name of the model there.
        host: Another computer of the office that may be asked; None for this computer alone.
        public: Whether that computer may lie outside the office's network.
    """

    url: str
    model: str = "default"
    host: str | None = None
    public: bool = False

    def check(self) -> None:
        """Make sure that the address is one that may be asked.

        Raises:
            ModelError: It is no address (T01), or of a computer that was not allowed (T02).
        """
        name = self.name
        if _is_local(name):
            return
        if self.host is None or self.host.lower() != name:
            raise ModelError(
                "T02",
                f"言語モデルの場所がこの計算機ではありません（{name}）。発言の文章がそこへ送られます。",
                "庁内の計算機で、送ってよいと確かめたときだけ"
                f"「--polish-host {name}」を付けてください。",
            )
        if not self.public and not _is_private(name):
            raise ModelError(
                "T02",
                f"言語モデルの場所が庁内の計算機と確かめられません（{name}）。",
                "庁外へ発言の文章を送ることが許されているときだけ「--polish-public」を付けてください。",
            )

    @property
    def name(self) -> str:
        """The computer's name or number, in small letters.

        Raises:
            ModelError: The address is not one (T01).
        """
        return self._split()[1]

    @property
    def address(self) -> tuple[str, str, int, str]:
        """Scheme, name, port and path of the service.

        Raises:
            ModelError: The address is not one (T01).
        """
        return self._split()

    def _split(self) -> tuple[str, str, int, str]:
        try:
            parts = urlsplit(self.url)
            port = parts.port
        except ValueError as error:
            raise self._wrong() from error
        if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment:
            raise self._wrong()
        if parts.username is not None or not parts.path.isascii():
            raise self._wrong()
        path = parts.path.rstrip("/") or "/v1"
        return parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme], path

    def _wrong(self) -> ModelError:
        return ModelError(
            "T01",
            f"言語モデルの場所の書き方が違います（{self.url}）。",
            "「--polish http://localhost:8080/v1」のように指定してください。",
        )


def _is_local(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in _LOCAL_NAMES


def _is_private(name: str) -> bool:
    """Whether every address of a computer belongs to a private network."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(name, None)}
    except (OSError, UnicodeError):
        return False
    addresses = [ipaddress.ip_address(str(one).partition("%")[0]) for one in found]
    return bool(addresses) and all(one.is_private and not one.is_unspecified for one in addresses)
