"""From what a user names on the command line to discussions: files, folders, standard input, pages of one."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from commentariat.threads.collection import without_collection
from commentariat.threads.errors import BrokenSource, NoCommentsFound, ReadError, SeveralDiscussions, UnknownFormat
from commentariat.threads.folders import is_file, is_folder, sources_in

from .failures import Failure, sum_up, tell
from .output import counted, say
from .spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commentariat.threads.model import Discussion
    from commentariat.threads.payload import Payload

#: Discussions, and ids without a comment, that one message names.
LISTED: Final = 12
STDIN: Final = "-"


@dataclass(frozen=True)
class SourceSpec:
    """What the user said about sources; see :func:`~.options.source_options` for the meaning of each field."""

    paths: tuple[str, ...]
    from_: str | None = None
    discussion: str | None = None
    url: str | None = None
    columns: Mapping[str, str] | None = None
    pages: bool = False
    infer: bool = False
    corrections: str | None = None
    max_bytes: int = 2_000_000_000
    strict: bool = False
    quiet: bool = False

    def __post_init__(self) -> None:
        missing = [path for path in self.paths if _is_missing(path)]
        if missing:
            raise click.UsageError(f"{missing[0]}: no such file or folder.")
        if self.paths.count(STDIN) > 1:
            raise click.UsageError("standard input can be read only once.")
        if self.corrections and not is_file(self.corrections):
            raise click.UsageError(f"{self.corrections}: no such file.")
        if self.from_ is not None:
            _check_platform(self.from_)


def _is_missing(path: str) -> bool:
    # An address is no missing file, nor is what the system keeps closed: reading it says so.
    from commentariat.threads.arguments import is_address

    if path == STDIN or is_address(path):
        return False
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _check_platform(name: str) -> None:
    from commentariat.threads.registry import platform_named

    try:
        platform_named(name)
    except UnknownFormat as error:
        raise click.UsageError(str(error)) from error


def read_sources(spec: SourceSpec) -> list[Discussion]:
    """Read every discussion that the sources hold, each under an id of its own.

    A failure among several sources is a line on standard error; when none succeeds, or with ``--strict``, the
    first failure is raised.

    Raises
    ------
    ReadError
        As above.
    click.UsageError
        When ``--discussion`` is needed, or names nothing.
    """
    from commentariat.threads.apart import apart

    found = _read_each(list(_files(spec.paths)), spec)
    if spec.pages:
        from commentariat.threads.pages import merge_pages

        found = [merge_pages(found)]
    if spec.infer:
        from commentariat.threads.rebuild.linking.inferring import infer_links

        found = [infer_links(one) for one in found]
    return apart(found if spec.corrections is None else _corrected(found, spec.corrections))


def _read_each(files: Sequence[str], spec: SourceSpec) -> list[Discussion]:
    found: list[Discussion] = []
    failures: list[Failure] = []
    for path in files:
        try:
            with without_collection():
                found.extend(_read_one(path, spec))
        except ReadError as error:
            if spec.strict or len(files) == 1:
                raise _for_user(error) from error
            failures.append(Failure(path, error))
            if _fails(error):
                tell(failures[-1])
    sum_up([one for one in failures if _fails(one.error)], len(files))
    if found:
        return found
    raise _none_read(failures) if failures else BrokenSource(f"{spec.paths[0]} holds no readable source.")


def _fails(error: ReadError) -> bool:
    """That the wanted discussion stands in another source is no failure."""
    return not isinstance(error, SeveralDiscussions)


def _none_read(failures: Sequence[Failure]) -> Exception:
    """The first failure says what kind it is; the sources themselves were told of one by one."""
    first = failures[0].error
    if isinstance(first, SeveralDiscussions):
        return _for_user(first)
    return type(first)(f"None of {len(failures):,} sources was read.")


def _for_user(error: ReadError) -> Exception:
    """A discussion that was not named, or is not there, is a matter of usage: say which there are."""
    if not isinstance(error, SeveralDiscussions):
        return error
    return click.UsageError(f"{spoken(str(error))}\n{_listing(error)}")


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Folders become their files, in name order; a folder that is one source, or holds none, stays whole."""
    for path in paths:
        try:
            yield from map(str, sources_in(path) if is_folder(path) else [path])
        except BrokenSource:
            yield path


def _read_one(path: str, spec: SourceSpec) -> list[Discussion]:
    from commentariat.threads.platform import ReadOptions
    from commentariat.threads.reading import read_payload, read_payloads

    payload = _payload(path, spec)
    options = ReadOptions(url=spec.url, columns=spec.columns)
    try:
        if spec.discussion is None:
            return list(read_payloads(payload, options, platform=spec.from_))
        return [read_payload(payload, options, platform=spec.from_, discussion=spec.discussion)]
    except NoCommentsFound as error:
        if spec.from_ is None:
            raise
        told = f"{str(error).rstrip('.')} when read as {spec.from_} (without --from it is recognised by its content)."
        raise NoCommentsFound(told, name=error.name, article=error.article) from error


def _listing(error: SeveralDiscussions) -> str:
    lines = [
        f"  {name}  {title or '(no title)'}  ({counted(count, 'comment')})" for name, title, count in error.discussions
    ]
    more = len(lines) - LISTED
    return "\n".join([*lines[:LISTED], f"  … and {more} more"] if more > 0 else lines)


def _payload(path: str, spec: SourceSpec) -> Payload:
    from commentariat.threads.reading import load_payload

    if path == STDIN:
        payload = load_payload(sys.stdin.buffer, max_bytes=spec.max_bytes)
        return replace(payload, name="standard input")
    try:
        return load_payload(path, max_bytes=spec.max_bytes)
    except OSError as error:
        raise BrokenSource(f"{path} cannot be opened: {error.strerror or error}.", name=path) from error


def _corrected(found: list[Discussion], path: str) -> list[Discussion]:
    """Apply a file of corrections, and say which of them concern no comment of any source."""
    from commentariat.threads.corrections import apply_corrections, read_corrections

    name, given = Path(path).name, read_corrections(path)
    known = {comment_id for one in found for comment_id in one.comments["comment_id"]}
    strange = dict.fromkeys(one.comment_id for one in given if one.comment_id not in known)
    if strange:
        say(f"{name}: no comment is called {', '.join(list(strange)[:LISTED])}; nothing was corrected there.")
    return [apply_corrections(one, given, name=name) for one in found]
