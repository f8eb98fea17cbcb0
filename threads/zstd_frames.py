"""Whether a Zstandard file is whole: the decompressor takes one that was saved in part for a shorter one."""

from __future__ import annotations

from typing import IO, Final

#: Sizes in bytes by the two flags of a frame's header: of the dictionary's id, and of the content's size.
_DICTIONARY: Final = (0, 1, 2, 4)
_CONTENT: Final = (0, 2, 4, 8)
_SKIPPABLE: Final = range(0x184D2A50, 0x184D2A60)
_RUN_LENGTH: Final = 1
#: Lengths in bytes: of a block's header, of a frame's up to its descriptor, of the header of a frame to be skipped.
_BLOCK_HEADER: Final = 3
_DESCRIBED: Final = 5
_SKIPPABLE_HEADER: Final = 8


class WholeFrames:
    """A stream of compressed bytes that raises ``EOFError`` where it ends within a frame (RFC 8878, section 3.1)."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._held = b""
        self._skipping = 0
        self._in_frame = False
        self._checksum = 0

    def read(self, size: int = -1) -> bytes:
        """Read as the stream below does, and follow the frames and blocks that go by."""
        data = self._raw.read(size)
        if not data and size != 0 and (self._in_frame or self._held or self._skipping):
            raise EOFError("Compressed file ended before the end of its last frame")
        self._follow(data)
        return data

    def _follow(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            if self._skipping:
                step = min(self._skipping, len(data) - at)
                self._skipping -= step
                at += step
                continue
            self._held += data[at : at + 1]
            at += 1
            if self._in_frame:
                self._end_of_block_header()
            else:
                self._end_of_frame_header()

    def _end_of_block_header(self) -> None:
        if len(self._held) < _BLOCK_HEADER:
            return
        header, self._held = int.from_bytes(self._held, "little"), b""
        self._skipping = 1 if header >> 1 & 3 == _RUN_LENGTH else header >> 3
        if header & 1:
            self._skipping += self._checksum
            self._in_frame = False

    def _end_of_frame_header(self) -> None:
        if len(self._held) < _DESCRIBED:
            return
        if int.from_bytes(self._held[:4], "little") in _SKIPPABLE:
            if len(self._held) == _SKIPPABLE_HEADER:
                self._skipping, self._held = int.from_bytes(self._held[4:], "little"), b""
            return
        descriptor = self._held[4]
        single = descriptor >> 5 & 1
        content = _CONTENT[descriptor >> 6] or single
        if len(self._held) == _DESCRIBED + (not single) + _DICTIONARY[descriptor & 3] + content:
            self._checksum = 4 * (descriptor >> 2 & 1)
            self._in_frame, self._held = True, b""
