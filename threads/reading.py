"""``read`` and its kin: a source in, discussions out."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from .archives import is_archive, only_file
from .arguments import Readable, checked, is_address, many_sources, one_source, optional, the_columns
from .assemble import assemble, content_id
from .collection import without_collection
from .decompress import is_compressed, plain_bytes
from .errors import BrokenSource, NoCommentsFound, SeveralDiscussions, UnknownFormat
from .folders import mailbox_bytes, sources_in
from .model import Note
from .payload import Payload
from .platform import LEAST, ReadOptions
from .registry import best_claim, platform_named, recognise
from .webarchive import frames_beside, is_web_archive, page_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .draft import Reading
    from .model import Discussion
    from .platform import Platform, Recognition

#: Sources are held whole; `scan` takes larger ones.
MAX_BYTES: Final = 2_000_000_000


def read(
    source: Readable,
    *,
    platform: str | None = None,
    discussion: str | None = None,
    url: str | None = None,
    article: bool = True,
    columns: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Discussion:
    """Read exactly one discussion.

    Parameters
    ----------
    source : path, bytes or file object
        What was saved. Nothing is fetched: a URL raises ``UnknownFormat`` and says so. Text in memory:
        :func:`read_text`.
    platform : str, optional
        A name from ``commentariat formats``; recognised from the content when left out.
    discussion : str, optional
        Which one to take of an export that holds several.
    url : str, optional
        Where the source was saved from.
    article : bool
        Off: neither the article's text nor quotes are looked for.
    columns : mapping, optional
        For a table of your own: our column name to yours.
    max_bytes : int
        Refuse anything larger, packed or unpacked.

    Returns
    -------
    Discussion

    Raises
    ------
    NoCommentsFound
        An article without a comment section; the article is on the exception.
    SeveralDiscussions
        The source holds several and ``discussion`` names none of them.
    BrokenSource, UnknownFormat
        What cannot be read, and why.
    FileNotFoundError
        No such file.
    TypeError, ValueError
        An argument is of another kind, or out of its bounds; the message names it.
    """
    options = _options(url, columns, article=article)
    _check_choice(platform, discussion)
    payload = load_payload(source, max_bytes=max_bytes)
    with without_collection():
        return read_payload(payload, options, platform=platform, discussion=discussion)


def read_text(
    text: str,
    *,
    name: str = "text",
    platform: str | None = None,
    discussion: str | None = None,
    url: str | None = None,
    article: bool = True,
    columns: Mapping[str, str] | None = None,
) -> Discussion:
    """Read a discussion from a string; parameters and errors are those of :func:`read`.

    ``name`` stands for the source in messages and in ``Discussion.source``.
    """
    checked(name, str, "name", "a string")
    words = checked(text, str, "text", "a string; read takes paths, bytes and file objects")
    options = _options(url, columns, article=article)
    _check_choice(platform, discussion)
    payload = Payload(name, words.encode("utf-8", "surrogatepass"))
    return read_payload(payload, options, platform=platform, discussion=discussion)


def read_many(
    sources: Readable | Iterable[Readable],
    *,
    platform: str | None = None,
    article: bool = True,
    columns: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Discussion]:
    """Read every discussion of one source or of several, in order; an export of several yields each of them.

    Parameters
    ----------
    sources : path, bytes or file object, or several of them
        A folder is the files in it.
    platform, article, columns, max_bytes
        As for :func:`read`, for each of the sources.

    Yields
    ------
    Discussion
        The first source that cannot be read ends the iteration with the error that :func:`read` would raise.

    Raises
    ------
    TypeError, ValueError
        An argument is of another kind, or out of its bounds; raised by the call, before the first discussion is asked
        for.
    """
    options = _options(None, columns, article=article)
    _check_choice(platform, None)
    _check_limit(max_bytes)
    return _read_each(many_sources(sources), options, platform, max_bytes)


def _read_each(
    sources: Iterable[Readable], options: ReadOptions, platform: str | None, max_bytes: int
) -> Iterator[Discussion]:
    for source in sources:
        for one in _expanded(source):
            yield from read_payloads(load_payload(one, max_bytes=max_bytes), options, platform=platform)


def _options(url: str | None, columns: Mapping[str, str] | None, *, article: bool) -> ReadOptions:
    """Take what a caller asks of a reader; columns are checked before the source is opened."""
    optional(url, str, "url", "a string")
    return ReadOptions(article=article, url=url, columns=the_columns(columns))


def _check_choice(platform: object, discussion: object) -> None:
    optional(platform, str, "platform", "a name that `commentariat formats` lists")
    optional(discussion, str, "discussion", "a string, the id of a discussion")


def _check_limit(max_bytes: object) -> None:
    if checked(max_bytes, int, "max_bytes", "a whole number") < 1:
        raise ValueError("max_bytes must be at least 1")


def _expanded(given: object) -> list[Readable]:
    """A folder is the sources in it."""
    source = one_source(given)
    if isinstance(source, (str, Path)) and Path(source).is_dir():
        return list(sources_in(source))
    return [source]


def read_payloads(payload: Payload, options: ReadOptions, *, platform: str | None = None) -> Iterator[Discussion]:
    """Read every discussion that the bytes hold; raises ``NoCommentsFound`` when there is none."""
    chosen, readings = _readings(payload, options, platform)
    empty, article = True, None
    for reading in readings:
        article = article or reading.article
        if reading.count:
            empty = False
            yield assemble(reading, payload, chosen, options)
    if empty:
        raise NoCommentsFound(f"{payload.name} has no comment section.", name=payload.name, article=article)


def load_payload(given: object, *, max_bytes: int = MAX_BYTES) -> Payload:
    """Take a path, bytes or a file object into memory, within the limit."""
    source = one_source(given)
    _check_limit(max_bytes)
    if isinstance(source, bytes) and len(source) <= max_bytes and not _is_packed(source):
        return Payload.nameless(source)
    name, data = _bytes_of(source, max_bytes)
    if len(data) > max_bytes:
        raise BrokenSource(f"{name} is larger than the limit of {max_bytes:,} bytes (max_bytes).", name=name)
    path = Path(source) if isinstance(source, (str, Path)) else None
    page = page_bytes(only_file(plain_bytes(data, name, max_bytes), name, max_bytes), name)
    frames = frames_beside(path) if path is not None and path.is_file() else []
    notes = (
        [Note("frames", "Comments stand in a frame, which was saved in the folder beside the page.")] if frames else []
    )
    return Payload(name, b"\n".join((page, *frames)), notes, path)


def _is_packed(data: bytes) -> bool:
    return is_compressed(data) or is_archive(data) or is_web_archive(data)


def _bytes_of(source: Readable, max_bytes: int) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return Payload.nameless(source).name, source
    if isinstance(source, (str, Path)):
        if isinstance(source, str) and is_address(source):
            what = "name the file by its path" if source.lower().startswith("file:") else "save it, and name the file"
            raise UnknownFormat(f"{source} is an address; commentariat fetches nothing: {what}.", name=source)
        path = Path(source)
        if path.is_dir():
            return path.name, _folder_bytes(path, max_bytes)
        with path.open("rb") as file:
            return path.name, file.read(max_bytes + 1)
    data = source.read(max_bytes + 1)
    name = Path(str(getattr(source, "name", "stream"))).name
    return name, data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data


def _folder_bytes(path: Path, max_bytes: int) -> bytes:
    inside = sources_in(path)
    if inside == [path]:
        return mailbox_bytes(path, max_bytes)
    if len(inside) > 1:
        listed = tuple((one.name, None, 0) for one in inside)
        raise SeveralDiscussions(
            f"{path.name} is a folder of {len(inside)} sources; read_many takes them all.",
            name=path.name,
            discussions=listed,
        )
    return inside[0].read_bytes()


def read_payload(
    payload: Payload, options: ReadOptions, *, platform: str | None = None, discussion: str | None = None
) -> Discussion:
    """Read one discussion from bytes in memory; see :func:`read`."""
    chosen, readings = _readings(payload, options, platform)
    every = list(readings)
    found = [reading for reading in every if reading.count]
    if discussion is not None:
        found = [reading for reading in found if _id_of(reading) == discussion] or _no_such(payload, found)
    if not found:
        article = every[0].article if every else None
        raise NoCommentsFound(f"{payload.name} has no comment section.", name=payload.name, article=article)
    if len(found) > 1:
        raise SeveralDiscussions(
            f"{payload.name} holds {len(found)} discussions; choose one with discussion=….",
            name=payload.name, discussions=_listed(found),
        )  # fmt: skip
    return assemble(found[0], payload, chosen, options)


def _id_of(reading: Reading) -> str:
    if reading.ready is not None:
        return reading.ready.discussion_id
    return reading.discussion_id or content_id(reading.drafts)


def _no_such(payload: Payload, found: list[Reading]) -> NoReturn:
    raise SeveralDiscussions(
        f"{payload.name} holds no discussion with that id; it holds {len(found)}.",
        name=payload.name,
        discussions=_listed(found),
    )


def _listed(readings: Iterable[Reading]) -> list[tuple[str, str | None, int]]:
    """Id, title and number of comments of each: what a caller may choose from."""
    return [(_id_of(one), one.article.title, one.count) for one in readings]


def _readings(payload: Payload, options: ReadOptions, platform: str | None) -> tuple[Platform, Iterable[Reading]]:
    if platform is None and options.columns:
        platform = "table"
    if platform is not None:
        chosen = platform_named(platform)
        return chosen, chosen.read(payload, options)
    claim = best_claim(payload)
    if claim is None:
        _refuse(payload)
    return _first_that_finds(payload, options, *claim)


def _refuse(payload: Payload) -> NoReturn:
    """Say that nobody claims a source: what is whole as JSON or XML holds no comments, the rest is no format at all."""
    kind = "JSON" if payload.is_json else "XML" if "xml" in payload.carriers and payload.xml is not None else None
    if kind is not None:
        told = "; where a list in it holds some, name its keys with columns={'text': …}" if payload.is_json else ""
        raise NoCommentsFound(
            f"{payload.name} is {kind} in which nothing looks like comments (`commentariat formats`){told}.",
            name=payload.name,
        )
    raise UnknownFormat(
        f"{payload.name} is no format that commentariat knows (`commentariat formats`).",
        name=payload.name,
    )


def _first_that_finds(
    payload: Payload, options: ReadOptions, surest: Platform, claim: Recognition
) -> tuple[Platform, Iterable[Reading]]:
    """Take the surest platform that finds a comment: a claim rests on marks, which pages without comments bear too."""
    failure: NoCommentsFound | None = None
    empty: list[Reading] = []
    try:
        for platform in _claimants(payload, surest, claim):
            readings = iter(platform.read(payload, options))
            seen: list[Reading] = []
            try:
                for reading in readings:
                    seen.append(reading)
                    if reading.count:
                        return platform, chain(seen, readings)
            except NoCommentsFound as error:
                failure = failure or error
            empty = empty or seen
        if failure is not None:
            raise failure
        return surest, empty
    finally:
        # An error knows where it was raised: held here as well, it would keep the page until cycles are looked for.
        del failure


def _claimants(payload: Payload, surest: Platform, claim: Recognition) -> Iterator[Platform]:
    yield surest
    if claim.score > LEAST:
        yield from (platform for platform, _ in recognise(payload) if platform is not surest)
