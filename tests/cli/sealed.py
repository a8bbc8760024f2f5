"""Running a program where it can reach nobody and write nowhere but in one folder.

A network namespace of its own holds nothing but the loopback; a mount namespace shows every disk
read-only but for that folder (and the shared memory, which is no disk). This needs Linux and an
account that may make namespaces and mount; `obstacle` says what is in the way elsewhere.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

COUNTERS = "network.txt"
OUTPUT = "output.txt"
_CAN_MOUNT, _CAN_LAY_NETWORKS = 21, 12
"""Numbers of the rights CAP_SYS_ADMIN and CAP_NET_ADMIN (linux/capability.h)."""

_SEAL = r"""
set -eu
place=$1; shift
ip link set lo up
mount --make-rprivate /
mount --bind "$place" "$place"
while read -r _ mounted kind _; do
  case $kind in
    ext?|xfs|btrfs|overlay|tmpfs|f2fs|zfs|9p|virtiofs)
      case $mounted in "$place"|/dev|/dev/*|/proc/*|/sys/*) ;; *) mount -o remount,bind,ro "$mounted" ;; esac
  esac
done < /proc/self/mounts
for other in "${HOME:-/root}" /tmp /var/tmp; do
  if touch "$other/.sealed" 2>/dev/null; then echo "$other can be written" >&2; exit 99; fi
done
cd "$place"
status=0
"$@" || status=$?
cat /proc/net/snmp /proc/net/snmp6 > "$place/network.txt"
exit $status
"""


def run_sealed(place: Path, *command: object) -> subprocess.CompletedProcess[str]:
    """Run *command* sealed, *place* being the only folder it can write in.

    What the namespace counted of attempts to reach somebody lies in *place* afterwards.
    """
    return subprocess.run(
        ["unshare", "--net", "--mount", "sh", "-c", _SEAL, "seal", str(place), *map(str, command)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def has_the_rights() -> bool:
    """Return whether the kernel lets this process mount and lay networks (in words: real root)."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return False
    lines = status.read_text("utf-8").splitlines()
    (effective,) = (int(line.split()[1], 16) for line in lines if line.startswith("CapEff:"))
    return all(effective >> right & 1 for right in (_CAN_MOUNT, _CAN_LAY_NETWORKS))


@cache
def obstacle() -> str:
    """Return why nothing can be run sealed here, as the system puts it; empty where it can.

    Tried once, with a command that does nothing.
    """
    with tempfile.TemporaryDirectory() as place:
        try:
            done = run_sealed(Path(place), "true")
        except OSError as error:
            return str(error)
    return "" if done.returncode == 0 else done.stderr.strip() or f"status {done.returncode}"


def attempts(counters: str) -> dict[str, int]:
    """Return what was counted of each kind of sending and of failing to find a way.

    Where there is no way out, a name that is looked up or an address that is called is counted as
    ``OutNoRoutes``, and what went over the loopback as a segment or a datagram.
    """
    lines = counters.splitlines()
    found = {}
    for heads, values in itertools.pairwise(lines):
        kind = heads.split(":")[0]
        if ":" in heads and values.startswith(f"{kind}:"):
            names, figures = heads.split()[1:], values.split()[1:]
            if all(figure.lstrip("-").isdigit() for figure in figures):
                found |= {f"{kind}{n}": int(v) for n, v in zip(names, figures, strict=True)}
    for line in lines:
        parts = line.split()
        if len(parts) == 2 and parts[1].isdigit():
            found[parts[0]] = int(parts[1])
    wanted = (
        *("IpOutNoRoutes", "IpOutRequests", "TcpActiveOpens", "UdpOutDatagrams"),
        *("Ip6OutNoRoutes", "Udp6OutDatagrams"),
    )
    return {name: found[name] for name in wanted if name in found}


def minutes_sealed(place: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ``minutes`` sealed."""
    return run_sealed(place, sys.executable, "-m", "minutes_pipeline", *arguments)
