"""BERT-like sentence models on ONNX Runtime: the same vectors as torch gives, about twice as fast on a processor."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .encoder_engines import LENGTHS, padded_batch
from .encoder_models import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from .encoder_engines import Tokens
    from .onnx_graph import Bert

PACKAGES: Final = ("onnx", "onnxruntime")
WEIGHTS: Final = "model.safetensors"
#: Architectures whose layers and names of weights are BERT's; in the others than BERT itself, padding has the position
#: of its own number, and what is none is counted from there.
_COUNTED_FROM_PADDING: Final = {"bert": False, "roberta": True, "xlm-roberta": True, "camembert": True}
_POOLING_WAS: Final = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
#: Modules of a sentence model that the graph covers; vectors are normalised by the caller in any case.
_MODULES: Final = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])


def check_installed() -> None:
    """Raise ``ModelError`` when the extra is not installed."""
    if any(find_spec(name) is None for name in PACKAGES):
        raise ModelError("the onnx backend is not installed; get it with: pip install 'commentariat[onnx]'.")


def backend_revision() -> str:
    """Name what computes besides the weights: the runtime, its version and that of the graph."""
    import onnxruntime

    from .onnx_graph import VERSION

    return f"onnxruntime-{onnxruntime.__version__}-graph-{VERSION}"


class OnnxEngine:
    """A model folder on ONNX Runtime, without torch.

    One session serves all threads, and each batch is computed on one of them, so that a vector does not depend on
    their number.

    Raises
    ------
    ModelError
        The folder holds another architecture than BERT's, or lacks a file.
    """

    padded = True

    def __init__(self, folder: Path) -> None:
        modules = [(one["type"].rpartition(".")[2], one["path"]) for one in _json(folder / "modules.json")]
        if [name for name, _ in modules] not in _MODULES:
            listed = ", ".join(name for name, _ in modules)
            raise ModelError(f"the onnx backend covers Transformer and Pooling, not {listed}; take backend='torch'.")
        base = folder / modules[0][1]
        config = _json(base / "config.json")
        bert = _bert(config, _pooling(_json(folder / modules[1][1] / "config.json")))
        self.dimension = bert.width
        self.workers = _cores()
        self._padding = int(config.get("pad_token_id") or 0)
        self._counted = _COUNTED_FROM_PADDING[config["model_type"]]
        places = bert.places - (self._padding + 1 if self._counted else 0)
        self._limit = min(_length(base), places, LENGTHS[-1])
        self._tokenizer = _tokenizer(base, self._limit)
        self._session, self._weights = _session(bert, base)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return token ids, the special ones included, up to the model's limit."""
        return [one.ids for one in self._tokenizer.encode_batch(list(texts))]

    def prepare_worker(self) -> None:
        """Need nothing: the session uses the thread that calls it."""

    def vectors(self, rows: Sequence[Tokens], length: int) -> npt.NDArray[np.float32]:
        """Encode one batch of fixed height and length."""
        ids, mask = padded_batch(rows, min(length, self._limit), padding=self._padding)
        feed = {"ids": ids, "positions": self._positions(ids), "mask": mask.astype(np.float32)}
        return np.asarray(self._session.run(None, feed)[0][: len(rows)], dtype=np.float32)

    def _positions(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        if not self._counted:
            return np.broadcast_to(np.arange(ids.shape[1]), ids.shape)
        word = ids != self._padding
        return np.asarray(np.cumsum(word, axis=1) * word + self._padding, dtype=np.int64)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"the onnx backend needs {path.name}, which the model lacks; take backend='torch'.") from error
    except ValueError as error:
        raise ModelError(f"the model's {path.name} is no JSON.") from error


def _bert(config: Mapping[str, Any], pooling: str) -> Bert:
    """Read what the graph depends on; refuse what it does not cover."""
    from .onnx_graph import ACTIVATIONS, Bert

    kind, activation = config.get("model_type"), config.get("hidden_act", "gelu")
    plain = config.get("position_embedding_type", "absolute") == "absolute"
    if kind not in _COUNTED_FROM_PADDING or activation not in ACTIVATIONS or not plain:
        raise ModelError(f"the onnx backend does not cover this {kind} model; take backend='torch'.")
    try:
        return Bert(
            layers=int(config["num_hidden_layers"]), heads=int(config["num_attention_heads"]),
            width=int(config["hidden_size"]), places=int(config["max_position_embeddings"]),
            epsilon=float(config["layer_norm_eps"]), activation=activation, pooling=pooling,
        )  # fmt: skip
    except KeyError as error:
        raise ModelError(f"the model's config.json lacks {error}; take backend='torch'.") from error


def _pooling(config: Mapping[str, Any]) -> str:
    """Read how rows become one vector, in the present way of writing it or the one before version 6."""
    from .onnx_graph import POOLINGS

    modes = [mode for name, mode in _POOLING_WAS.items() if config.get(name)]
    others = [name for name in config if name.startswith("pooling_mode_") and name not in _POOLING_WAS]
    mode = config.get("pooling_mode") or (modes[0] if len(modes) == 1 and not any(map(config.get, others)) else None)
    if mode not in POOLINGS:
        raise ModelError(f"the onnx backend pools by {' or '.join(sorted(POOLINGS))} only; take backend='torch'.")
    return str(mode)


def _length(folder: Path) -> int:
    """Return how many tokens the model's makers let it read, as far as they say."""
    said = [_json(path).get("max_seq_length") for path in sorted(folder.glob("sentence_*_config.json"))]
    if (folder / "tokenizer_config.json").is_file():
        said.append(_json(folder / "tokenizer_config.json").get("model_max_length"))
    return int(next((length for length in said if length), LENGTHS[-1]))


def _tokenizer(folder: Path, limit: int) -> Any:
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    _json(path)  # the library has no exception of its own for a file that is absent or broken
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(limit)
    tokenizer.no_padding()
    return tokenizer


def _session(bert: Bert, folder: Path) -> tuple[Any, list[Any]]:
    """Open a session on one thread, with the weights, which have to live as long as it does."""
    import onnxruntime

    from .onnx_graph import write_graph

    weights = _weights(folder)
    try:
        graph, names = write_graph(bert, weights)
    except KeyError as error:
        raise ModelError(f"the model's weights lack {error}; take backend='torch'.") from error
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights[name]) for name in names]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.add_external_initializers(names, values)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"]), values


def _weights(folder: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Read the weights in full precision; a name may begin with the architecture's."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if not (folder / WEIGHTS).is_file():
        raise ModelError(f"the onnx backend needs {WEIGHTS}, which the model lacks; take backend='torch'.")
    try:
        stored = load_file(str(folder / WEIGHTS))
    except (SafetensorError, TypeError) as error:
        raise ModelError(f"the model's {WEIGHTS} cannot be read; take backend='torch'.") from error
    prefixes = tuple(f"{kind}." for kind in ("bert", "roberta"))
    return {
        next((name.removeprefix(one) for one in prefixes if name.startswith(one)), name): np.ascontiguousarray(
            value, dtype=np.float32
        )
        for name, value in stored.items()
    }


def _cores() -> int:
    """Count the processors that this process may use; ``OMP_NUM_THREADS`` bounds them, as it bounds torch."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return min(usable, int(wanted)) if wanted.isdigit() and int(wanted) else usable
