"""The command line: which command is meant, and what becomes of errors."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from index import archive
from index.errors import QueryError, SearcherError
from index.language import LANGUAGES
from index.language import gettext as _
from searcher.cli.console import complain, complain_of_query, write
from searcher.cli.context import BY_DEFAULT, COMMANDS, DEFAULT, FAILED, FOUND, INTERRUPTED, PATH
from searcher.cli.language import chosen, speaking, translated

EPILOG = """\b
Examples:
  searcher index seeds            make or update the archive
  searcher 红蜂驿站                find every passage that names it
  searcher 党建 -社区 --limit 3     党建, but not 社区
  searcher                        ask one thing after another at a prompt
"""

GLOBAL_OPTIONS = ("--archive", "--lang")
"""Options that stand before the command; each takes a value."""

COMPLETE = "_SEARCHER_COMPLETE"
"""The variable by which a shell asks for completion: click's own protocol."""

GARBAGE = 50_000
"""New objects after which Python looks for garbage among them; by default, 700."""


class Commands(click.Group):
    """The commands, each imported when it is called; a first word that is none is a query."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, as the help shows them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"searcher.cli.{cmd_name}").command
        return translated(command)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(help_text)) for name, help_text in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command where the first word is no command."""
        completed = with_default_command(args)
        ctx.meta[BY_DEFAULT] = completed is not args
        return super().parse_args(ctx, completed)


def with_default_command(arguments: list[str]) -> list[str]:
    """Return the arguments with `search` before the first that is neither ours nor a command.

    The options of the whole program come first; `--` and everything unknown begins a query.
    """
    position = count_global(arguments)
    if position >= len(arguments) or arguments[position] in {"--help", "--version", *COMMANDS}:
        return arguments
    return [*arguments[:position], DEFAULT, *arguments[position:]]


def count_global(arguments: list[str]) -> int:
    """Return how many arguments are options of the whole program, and their values."""
    position = 0
    while position < len(arguments):
        name, is_joined, _value = arguments[position].partition("=")
        if name not in GLOBAL_OPTIONS:
            break
        position += 1 if is_joined else 2
    return position


@click.command(
    cls=Commands,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["--help"]},
    options_metavar="[--archive DIR] [--lang zh|en]",
    subcommand_metavar="COMMAND … | QUERY…",
)
@click.option(
    "--archive",
    metavar="DIR",
    type=PATH,
    help=f"The archive's folder. Without it: ${archive.VARIABLE}, else the nearest {archive.FOLDER} upwards.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,  # it was heeded before click read it
    help="The language of help and messages. Without it: that of the locale.",
)
@click.version_option(package_name="searcher", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, archive: Path | None) -> int | None:
    """Search the archive of a Chinese newspaper from the terminal."""
    ctx.obj = archive
    return _without_command(ctx, archive) if ctx.invoked_subcommand is None else None


def _without_command(ctx: click.Context, given: Path | None) -> int:
    """Open the prompt on a terminal; elsewhere, and where there is nothing to ask, print the help."""
    folder = archive.locate(given, os.environ, Path.cwd())
    if folder is not None and _is_terminal():
        from searcher.cli import prompt  # no other command waits for it

        prompt.start(folder, run)
    elif given is None:
        write(ctx.get_help() + "\n")
    else:
        ctx.fail("Missing command.")
    return FOUND


def _is_terminal() -> bool:
    # Python has no stream where who started it closed the descriptor.
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def main(arguments: list[str] | None = None) -> None:
    """Run the command and end the process: 0 found or done, 1 nothing found, 2 an error."""
    _prepare_start()
    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete  # asked for by a shell, at a key

        sys.exit(shell_complete(cli, {}, "searcher", COMPLETE, os.environ[COMPLETE]))
    status = run(sys.argv[1:] if arguments is None else arguments)
    # What is still there ends with the process; looking through all of it once more would take as long
    # as a search.
    gc.freeze()
    sys.exit(status)


def _prepare_start() -> None:
    """Leave out what a start would spend most of its time on, before numpy is imported."""
    # OpenBLAS begins a thread for every processor when it is loaded, and we multiply no matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Importing makes objects by the ten thousand, and none of them is garbage.
    gc.set_threshold(GARBAGE)


def run(arguments: list[str]) -> int:
    """Run the command and return its exit status; every error becomes one line."""
    _prepare_streams()
    try:
        with speaking(chosen(arguments[: count_global(arguments)], os.environ)):
            return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED  # nothing has begun, or it is said already and was pressed once more


def _run(arguments: list[str]) -> int:
    command = translated(cli)
    try:
        with command.make_context("searcher", arguments) as ctx:
            status: int | None = command.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as exit_wanted:
        return exit_wanted.exit_code
    except click.ClickException as error:
        complain(_one_line(error))
        return FAILED
    except QueryError as error:
        complain_of_query(error)
        return FAILED
    except SearcherError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        # Who reads us has read enough.
        _abandon_output()
        return FOUND
    except OSError as error:
        complain(
            _("{filename}: {reason}; free space or check permissions").format(
                filename=error.filename or _("the output"), reason=error.strerror
            )
        )
        _abandon_output()
        return FAILED
    except MemoryError:
        complain(_("there is not enough memory; close other programs, or ask for less"))
        return FAILED
    except (KeyboardInterrupt, click.Abort):
        complain(_("interrupted; the archive is sound, and what was committed stays"))
        return INTERRUPTED
    return FOUND if status is None else status


def _prepare_streams() -> None:
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            # Closed by who started us: nothing is wanted of it.
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
            setattr(sys, name, nowhere)
        elif hasattr(stream, "reconfigure"):
            # A terminal of another encoding shows what it cannot as escapes, instead of a traceback.
            stream.reconfigure(errors="backslashreplace")


def _abandon_output() -> None:
    """Send what is still to be written nowhere: Python would fail on it again when it ends."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _one_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "searcher"
    return _("{message}; see: {command} --help").format(message=message, command=command)
