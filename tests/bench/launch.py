"""Start one process, wait for it, and write down how long it took and how much memory it held.

    python -I -S launch.py REPORT SECONDS COMMAND…

A program of its own, and a small one: a child process inherits the peak memory of the process
that starts it (Linux carries the high-water mark over `exec`), so whoever holds a corpus cannot
measure a grep. What is smaller than this program, some 9 MB, is reported as large as it.

REPORT gets three numbers: wall seconds, peak bytes, exit status (negative: the signal).
SECONDS is how often the memory of all processes together is looked at; 0: never, so that nothing
disturbs a short process. The peak is never less than that of the largest single process, which
the kernel keeps exactly.
"""

import os
import sys
import threading
import time

SMALLEST_SHARE = 20
"""Looking at memory takes at most this part of one core: 1/20."""

KERNEL_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of `ru_maxrss`."""


def family(pid: int) -> list[int]:
    """Return a process and all its descendants; without /proc, nothing."""
    parents = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    for name in names:
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    # The second field, a name in parentheses, may hold anything, spaces too.
                    parents[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except OSError:
                continue  # it has ended meanwhile
    members = [pid]
    for member in members:
        members += [child for child, parent in parents.items() if parent == member]
    return members


def proportional_bytes(pid: int) -> int:
    """Return a process's memory with each shared page divided among those who share it (PSS)."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        return 0  # it has ended meanwhile
    return 0


class Sampler(threading.Thread):
    """Looks at the memory of a family of processes until told to stop; `peak` is in bytes."""

    def __init__(self, pid: int, interval: float) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.interval = interval
        self.peak = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self.stopped.wait(pause):
            began = time.perf_counter()
            self.peak = max(self.peak, sum(map(proportional_bytes, family(self.pid))))
            pause = max(self.interval, SMALLEST_SHARE * (time.perf_counter() - began))


def main() -> None:
    """Run the command line."""
    report, interval, *command = sys.argv[1:]
    began = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    sampler = Sampler(pid, float(interval))
    if sampler.interval:
        sampler.start()
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    sampler.stopped.set()
    peak = max(sampler.peak, usage.ru_maxrss * KERNEL_UNIT)
    with open(report, "w", encoding="ascii") as file:
        file.write(f"{seconds!r} {peak} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
