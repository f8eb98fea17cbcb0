"""Compressed sources: gzip, bzip2, xz and Zstandard, opened as a stream and never past the limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import IO, TYPE_CHECKING, Any, Final, cast

from .errors import BrokenSource
from .zstd_frames import WholeFrames

if TYPE_CHECKING:
    from collections.abc import Callable

#: Past the first 64 MB, more than this many bytes out of each byte in is a bomb, not text.
MAX_RATIO: Final = 400
_FREE: Final = 64_000_000
_CHUNK: Final = 1 << 20
#: Archives are often written with a window of 2 GB; the memory is used only as far as the content reaches.
_WINDOW: Final = 1 << 31


def _zstd(raw: IO[bytes]) -> IO[bytes]:
    import zstandard

    whole = WholeFrames(raw)
    # It asks for bytes to be read, which is all that this stream does.
    source = cast("IO[bytes]", whole)
    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(source, read_across_frames=True)


def _gzip(raw: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]  # it reads bytes, which is all that is asked of it


_OPENERS: Final[tuple[tuple[bytes, Callable[[Any], Any]], ...]] = (
    (b"\x1f\x8b", _gzip),
    (b"\x28\xb5\x2f\xfd", _zstd),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)


def is_compressed(head: bytes) -> bool:
    """Whether the first bytes are those of a compressed file."""
    return any(head.startswith(magic) for magic, _ in _OPENERS)


def opened(raw: IO[bytes], head: bytes) -> IO[bytes]:
    """Return a stream of the plain bytes, whatever ``raw`` (which starts with ``head``) is compressed with."""
    for magic, opener in _OPENERS:
        if head.startswith(magic):
            stream: IO[bytes] = opener(raw)
            return stream
    return raw


def plain_bytes(data: bytes, name: str, max_bytes: int) -> bytes:
    """Decompress bytes in memory; bytes that are not compressed come back as they are.

    Raises
    ------
    BrokenSource
        The data are damaged, or grow past ``max_bytes`` or past :data:`MAX_RATIO`.
    """
    if not is_compressed(data[:8]):
        return data
    out = bytearray()
    stream = opened(io.BytesIO(data), data[:8])
    while chunk := read_chunk(stream, _CHUNK, name):
        out += chunk
        if len(out) > max_bytes:
            raise BrokenSource(f"{name} unpacks to more than the limit of {max_bytes:,} bytes (max_bytes).", name=name)
        check_ratio(len(data), len(out), name)
    if is_compressed(bytes(out[:8])):
        raise BrokenSource(f"{name} is compressed twice; unpack it once and try again.", name=name)
    return bytes(out)


def read_chunk(stream: IO[bytes], size: int, name: str) -> bytes:
    """Read from a stream of :func:`opened`; damage becomes ``BrokenSource``."""
    import zstandard

    try:
        return stream.read(size)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError) as error:
        raise BrokenSource(f"{name} is damaged as a compressed file: {error}.", name=name) from error


def check_ratio(packed: int, unpacked: int, name: str) -> None:
    """Refuse what unpacks to hundreds of times its size."""
    if unpacked > _FREE and unpacked > MAX_RATIO * max(packed, 1):
        raise BrokenSource(
            f"{name} unpacks to more than {MAX_RATIO} times its size, which is the limit: it looks like a bomb.",
            name=name,
        )
