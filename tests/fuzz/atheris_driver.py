"""Run one target, guided by the branches it takes; with a target, a folder and seconds.

atheris puts counters into our modules when they are imported; libFuzzer, which is part of it, mutates
the inputs that reached something new. What a target raises is recorded, and the run goes on. What ends
the process (a crash of the interpreter, too much time or memory) libFuzzer writes to FOLDER/findings.
"""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

from tests.fuzz import target as targets
from tests.fuzz.findings import Recorder
from tests.fuzz.limits import limit_memory

PACKAGES = ("index", "searcher")


def main(name: str, folder: Path, seconds: int) -> None:
    """Run the target until the time is over."""
    warnings.simplefilter("error", RuntimeWarning)  # numpy warns of what is no number
    with atheris.instrument_imports(include=list(PACKAGES)):
        for package in PACKAGES:
            # All of them now: the counters of what is imported later would come too late.
            for module in walk_packages(import_module(package).__path__, f"{package}."):
                import_module(module.name)
        target = targets.load(name)
    recorder = Recorder(target.run, folder / "findings")
    for number, seed in enumerate(target.seeds()):
        (folder / "seeds" / f"{number:05}").write_bytes(seed)
        recorder(seed)  # what is made when it is first needed is made now, and counts for no input
    limit_memory(target.megabytes)
    arguments = [
        f"-max_total_time={seconds}",
        f"-max_len={target.largest}",
        f"-timeout={target.seconds}",
        f"-report_slow_units={target.seconds}",
        f"-rss_limit_mb={target.megabytes + 1024}",
        f"-artifact_prefix={folder}/findings/",
        "-print_final_stats=1",
        "-len_control=20",
    ]
    if target.dictionary:
        (folder / "dictionary").write_text("".join(map(_entry, target.dictionary)), encoding="ascii")
        arguments.append(f"-dict={folder}/dictionary")
    folders = [str(folder / "corpus"), str(folder / "seeds"), str(targets.FOLDER / "found" / name)]
    atheris.Setup([sys.argv[0], *arguments, *filter(_is_folder, folders)], recorder)
    atheris.Fuzz()


def _entry(word: bytes) -> str:
    """Return a line of a dictionary as libFuzzer reads it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'


def _is_folder(path: str) -> bool:
    return Path(path).is_dir()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
