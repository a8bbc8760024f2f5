"""Running a program where it can reach nobody and write nowhere but in one folder.

A network namespace of its own holds nothing but the loopback; a mount namespace shows every disk
read-only but for that folder (and the shared memory, which is no disk). Linux, as root.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

COUNTERS = "network.txt"
OUTPUT = "output.txt"

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
