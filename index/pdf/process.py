"""A process that reads PDF files, as the indexing process holds it: asked, listened to, ended."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from index.pdf.protocol import LENGTH, MOST_ANSWER, PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 300.0
"""Seconds until the next answer. The process itself stops after far less processor time; this is for one
that hangs, on a machine however busy."""

_BLOCK = 1 << 16


class ProcessEndedError(Exception):
    """The process ended, or was ended, before it had answered; `reason` says how, for a person."""

    def __init__(self, reason: str, *, out_of_time: bool = False) -> None:
        self.reason = reason
        self.out_of_time = out_of_time
        super().__init__(reason)


class PdfProcess:
    """An interpreter that reads one file after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C is for us: whoever holds this process ends it
        )
        self._is_new = True
        self.is_idle = True
        """Whether it has answered all that it was asked."""

    def answers(self, content: bytes, first: int, patience: float = PATIENCE) -> Iterator[dict[str, Any]]:
        """Have a file read from a page on, 0 the first; yield the answers. Raises `ProcessEndedError`."""
        self.is_idle = False
        order = json.dumps({"bytes": len(content), "first": first}).encode()
        try:
            stream = _stream(self._process.stdin)
            if self._is_new:
                stream.write(json.dumps(sys.path).encode() + b"\n")
                self._is_new = False
            stream.write(order + b"\n")
            stream.write(content)
            stream.flush()
        except BrokenPipeError:
            raise self._ended() from None
        while True:
            (size,) = LENGTH.unpack(self._exactly(LENGTH.size, patience))
            if size > MOST_ANSWER:
                self.kill()
                raise ProcessEndedError(f"{size} bytes")
            answer: dict[str, Any] = json.loads(self._exactly(size, patience))
            self.is_idle = "end" in answer or "error" in answer
            yield answer
            if self.is_idle:
                return

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        with suppress(BrokenPipeError):
            _stream(self._process.stdin).close()
        _stream(self._process.stdout).close()
        self._process.wait()

    def _exactly(self, size: int, patience: float) -> bytes:
        output = _stream(self._process.stdout).fileno()
        deadline = time.monotonic() + patience
        parts: list[bytes] = []
        while size:
            ready, _, _ = select.select([output], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self.kill()
                raise ProcessEndedError(f"{patience:.0f} s", out_of_time=True)
            part = os.read(output, min(size, _BLOCK))
            if not part:
                raise self._ended()
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _ended(self) -> ProcessEndedError:
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            return ProcessEndedError(signal.Signals(-status).name, out_of_time=True)
        return ProcessEndedError(signal.Signals(-status).name if status < 0 else f"exit {status}")


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream of a process that was started with it."""
    if stream is None:
        raise ValueError("the process has no such stream")
    return stream
