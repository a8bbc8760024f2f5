"""Computers of their own, as far as the network goes: Linux namespaces joined by a bridge.

Every computer is a process that holds a network namespace; its cable is a pair of virtual
interfaces, the other end of which is plugged into the bridge in a namespace of its own. Nothing of
this computer's own network is touched, and all is gone when the processes end. Needs root and
iproute2 (scripts/install-faults).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Computer:
    """A network namespace.

    Attributes:
        address: In the network of the bridge.
        holder: Process that keeps the namespace alive.
    """

    address: str
    holder: int

    def command(self, *arguments: object) -> list[str]:
        """Return a command that runs *arguments* there."""
        inside = ("nsenter", f"--net=/proc/{self.holder}/ns/net", "--")
        return [*inside, *map(str, arguments)]


@contextmanager
def computers(*names: str) -> Iterator[dict[str, Computer]]:
    """Lay a network of computers called *names*, numbered 10.77.0.1 and on."""
    with ExitStack() as running:
        bridge = Computer("", running.enter_context(_holder()))
        _do(bridge, "ip", "link", "add", "bridge", "type", "bridge")
        _do(bridge, "ip", "link", "set", "bridge", "up")
        made = {}
        for number, name in enumerate(names, start=1):
            made[name] = one = Computer(f"10.77.0.{number}", running.enter_context(_holder()))
            plug = f"plug{number}"
            _do(bridge, "ip", "link", "add", plug, "type", "veth", "peer", "name", "cable")
            _do(bridge, "ip", "link", "set", "cable", "netns", str(one.holder))
            _do(bridge, "ip", "link", "set", plug, "master", "bridge", "up")
            _do(one, "ip", "address", "add", f"{one.address}/24", "dev", "cable")
            _do(one, "ip", "link", "set", "cable", "up")
            _do(one, "ip", "link", "set", "lo", "up")
        yield made


def obstacle() -> str:
    """Return why no networks can be laid here; empty where they can."""
    try:
        with computers("one"):
            return ""
    except subprocess.CalledProcessError as error:
        return str(error.stderr).strip()
    except OSError as error:
        return str(error)


@contextmanager
def _holder() -> Iterator[int]:
    """Yield a process in a network namespace of its own."""
    command = ["unshare", "--net", "sh", "-c", "echo there; exec sleep infinity"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "there\n":
            raise OSError("this account may not make network namespaces")
        try:
            yield process.pid
        finally:
            process.kill()


def _do(place: Computer, *command: str) -> None:
    subprocess.run(place.command(*command), check=True, capture_output=True, text=True)
