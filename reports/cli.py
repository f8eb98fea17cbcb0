"""The ``commentariat`` command: sub-commands loaded when they are called, errors as sentences with exit codes."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO
from warnings import catch_warnings

import click

from .streams import failed_output, give_up_output, open_closed_streams, write_what_can_be_written

#: Name of a command, the module that holds it, and its line in ``commentariat --help``.
COMMANDS: Final = {
    "parse": "Read comment sections into a table.",
    "structure": "Measure the reply trees.",
    "themes": "Find what the argument is about.",
    "drift": "Measure how the topic moves.",
    "report": "Write one interactive HTML report.",
    "evaluate": "Compare a reading with the truth.",
    "degrade": "Render a discussion as a damaged dump.",
    "simulate": "Make discussions with known drift.",
    "formats": "List what can be read.",
}
CONFIG: Final = "commentariat.toml"


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that ``--help`` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Name the commands in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command, and give the defaults that the user set for it to its parameters."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{cmd_name}", __package__).command
        if ctx is not None and ctx.default_map and cmd_name in ctx.default_map:
            ctx.default_map = {**ctx.default_map, cmd_name: _by_parameter(ctx.default_map[cmd_name], command, cmd_name)}
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; where there is none of that name, say which may have been meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _no_command(name: str) -> str:
    """Say that there is no such command, and what may have been meant."""
    from difflib import get_close_matches

    if Path(name).exists():
        return f"{name} is no command; to read it, say what for: commentariat report {name} -o report.html"
    close = get_close_matches(name, COMMANDS, n=1)
    return f"there is no command {name!r}; did you mean {close[0]}?" if close else f"there is no command {name!r}."


def _config(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    path = Path(value or CONFIG)
    if not path.is_file():
        if value:
            raise click.BadParameter(f"no such file: {value}")
        return
    import tomllib

    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{path} cannot be read: {error}.") from error
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be read: {error.strerror or error}.") from error
    for name, table in tables.items():
        if name not in COMMANDS or not isinstance(table, dict):
            raise click.BadParameter(f"{path}: {name!r} is no table of a command's defaults, such as [parse].")
    ctx.default_map = tables


def _by_parameter(defaults: dict[str, Any], command: click.Command, name: str) -> dict[str, Any]:
    """Name defaults by parameter, as click looks them up, where the user named options, as ``--help`` shows them."""
    options = [one for one in command.params if isinstance(one, click.Option)]
    named = {_plain(flag): one for one in options for flag in (*one.opts, *one.secondary_opts)}
    named |= {one.name: one for one in options if one.name}
    out: dict[str, Any] = {}
    for key, value in defaults.items():
        option = named.get(_plain(key))
        if option is None or option.name is None:
            raise click.UsageError(f"the configuration sets {key!r} in [{name}], which is no option of that command.")
        if option.is_flag and not isinstance(value, (bool, str)):
            raise click.UsageError(f"the configuration sets {key!r} in [{name}], which is either true or false.")
        if _plain(key) in {_plain(flag) for flag in option.secondary_opts}:
            value = not click.BOOL.convert(value, option, None)  # noqa: PLW2901 -- the negative of the option
        out[option.name] = [value] if option.multiple and not isinstance(value, list) else value
    return out


def _plain(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"commentariat {version('commentariat')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    epilog="\b\nExample: commentariat report saved-page.html -o report.html",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
@click.option(
    "--config", metavar="FILE", callback=_config, expose_value=False, is_eager=True,
    help=f"Defaults for the options, by command; ./{CONFIG} when it is there.",
)  # fmt: skip
def commentariat() -> None:
    """Read a comment section, rebuild who replied to whom, find its themes, measure its drift, and report it."""


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code (the list is in the README)."""
    open_closed_streams()
    write_what_can_be_written()
    try:
        with catch_warnings():
            warnings.showwarning = _show_warning
            result: Any = commentariat.main(args=args, prog_name="commentariat", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return _say("interrupted.", 130)
    except KeyboardInterrupt:
        return _say("interrupted.", 130)
    except click.ClickException as error:
        # Nobody may be listening any more.
        with suppress(OSError):
            error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader has what it wanted.
        give_up_output()
        return 0
    except Exception as error:  # noqa: BLE001 -- the outermost handler: a defect of ours gets a sentence too
        return _handle(error)
    return result if isinstance(result, int) else 0


def _show_warning(  # noqa: PLR0917 -- the signature of warnings.showwarning
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,  # noqa: ARG001 -- as above
) -> None:  # fmt: skip
    """Say ours, which are for a person, as a sentence; others are for whoever looks for a defect."""
    if category is UserWarning:
        _say(str(message), 0)
    elif os.environ.get("COMMENTARIAT_DEBUG"):
        sys.stderr.write(warnings.formatwarning(message, category, filename, lineno))


def _interrupted(error: BaseException | None) -> bool:
    """Whether an interruption lies behind an error, as when it comes while a module loads."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__
    return any(isinstance(one, KeyboardInterrupt) for one in seen)


def _handle(error: Exception) -> int:
    from commentariat.threads.errors import CommentariatError, WriteError

    from .spoken import spoken

    if _interrupted(error):
        return _say("interrupted.", 130)
    if isinstance(error, CommentariatError):
        return _say(spoken(str(error)), error.exit_code)
    if isinstance(error, OSError) and (why := failed_output(error)):
        give_up_output()
        return _say(why, WriteError.exit_code)
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        return _say("an option holds bytes that are no text in the encoding of this terminal.", 2)
    if os.environ.get("COMMENTARIAT_DEBUG"):
        import traceback

        traceback.print_exc()
    return _say(f"a defect of ours: {type(error).__name__}: {error} (set COMMENTARIAT_DEBUG=1 for the details).", 1)


def _say(message: str, code: int) -> int:
    from .output import say

    say(f"commentariat: {message}")
    return code
