"""The ONNX graph of a BERT-like encoder with its pooling, written from the model's configuration; no exporter is run.

The graph is a few kilobytes: it names the weights, which are handed over as they stand in the model's own file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    from onnx import NodeProto

#: Belongs to what identifies the vectors: raise it when a node changes.
VERSION: Final = 1
OPSET: Final = 20
#: Goes with that opset; an older runtime refuses a newer one than it knows.
IR_VERSION: Final = 9
#: An activation by its name in a configuration: the operator and its attributes.
ACTIVATIONS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "gelu": ("Gelu", {}),
    "gelu_new": ("Gelu", {"approximate": "tanh"}),
    "gelu_pytorch_tanh": ("Gelu", {"approximate": "tanh"}),
    "relu": ("Relu", {}),
}
POOLINGS: Final = frozenset({"mean", "cls"})
#: Subtracted from the scores of padding: its share of attention is exactly nothing.
_FAR: Final = 3e38


@dataclass(frozen=True)
class Bert:
    """What a model is besides its weights, as its configuration says; ``places`` is the number of positions."""

    layers: int
    heads: int
    width: int
    places: int
    epsilon: float
    activation: str = "gelu"
    pooling: str = "mean"


@dataclass(frozen=True)
class Graph:
    """A graph in the making: each method adds nodes or constants and returns the name of what they compute."""

    weights: Mapping[str, npt.NDArray[np.float32]]
    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add an operator with one result."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, name: str, value: Any) -> str:
        """Add a small constant."""
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def weight(self, name: str) -> str:
        """Refer to a weight, which the session is handed beside the graph; ``KeyError`` when the model has none."""
        if name not in self.constants:
            self.constants[name] = tensor = TensorProto(
                name=name, data_type=TensorProto.FLOAT, dims=self.weights[name].shape,
                data_location=TensorProto.EXTERNAL,
            )  # fmt: skip
            tensor.external_data.add(key="location", value="weights")
            self.used.append(name)
        return name

    def linear(self, x: str, layer: str) -> str:
        """Multiply rows by the layer's matrix, which is stored output by input, and add its bias."""
        return self.op("Gemm", x, self.weight(f"{layer}.weight"), self.weight(f"{layer}.bias"), transB=1)

    def normalised(self, x: str, layer: str, epsilon: float) -> str:
        """Normalise each row (Ba, Kiros & Hinton 2016)."""
        scale, shift = self.weight(f"{layer}.weight"), self.weight(f"{layer}.bias")
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)


def write_graph(bert: Bert, weights: Mapping[str, npt.NDArray[np.float32]]) -> tuple[bytes, list[str]]:
    """Write the graph of a model (Devlin et al. 2019; Reimers & Gurevych 2019 for the pooling).

    Inputs are ``ids``, ``positions`` (int64) and ``mask`` (float32), each batch x length; the output ``vector`` is
    float32, batch x width, not normalised. Rows of all texts are kept under one another, so that every layer is one
    product whatever the batch.

    Returns
    -------
    graph : bytes
    names : list of str
        The weights that the graph expects beside it.

    Raises
    ------
    KeyError
        The model has no such weight.
    """
    graph = Graph(weights)
    x = _embedded(graph, bert)
    attention = _Attention.of(graph, bert)
    for at in range(bert.layers):
        x = _layer(graph, bert, x, f"encoder.layer.{at}", attention)
    _pooled(graph, bert, x)
    inputs = [
        helper.make_tensor_value_info(name, kind, ["batch", "length"])
        for name, kind in (
            ("ids", TensorProto.INT64), ("positions", TensorProto.INT64), ("mask", TensorProto.FLOAT),
        )
    ]  # fmt: skip
    outputs = [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", bert.width])]
    made = helper.make_graph(graph.nodes, "sentence-encoder", inputs, outputs, list(graph.constants.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    return model.SerializeToString(), graph.used


def _embedded(graph: Graph, bert: Bert) -> str:
    """Sum what a token, its position and the first segment mean; rows of all texts under one another."""
    token = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    place = graph.op("Gather", graph.weight("embeddings.position_embeddings.weight"), "positions")
    segment = graph.weight("embeddings.token_type_embeddings.weight")
    first = graph.op("Gather", segment, graph.constant("first", np.int64(0)))
    x = graph.op("Add", graph.op("Add", token, place), first)
    rows = graph.op("Reshape", x, graph.constant("rows", np.array([-1, bert.width])))
    return graph.normalised(rows, "embeddings.LayerNorm", bert.epsilon)


@dataclass(frozen=True)
class _Attention:
    """Names of what all layers share: the penalty of padding, the shape (batch, length, heads, part), the scale."""

    penalty: str
    split: str
    scale: str

    @classmethod
    def of(cls, graph: Graph, bert: Bert) -> _Attention:
        part = bert.width // bert.heads
        outside = graph.op("Sub", "mask", graph.constant("one", np.float32(1)))
        penalty = graph.op("Mul", outside, graph.constant("far", np.float32(_FAR)))
        heads = graph.constant("heads", np.array([bert.heads, part]))
        return cls(
            graph.op("Unsqueeze", penalty, graph.constant("inner", np.array([1, 2]))),
            graph.op("Concat", graph.op("Shape", "ids"), heads, axis=0),
            graph.constant("scale", np.float32(part**-0.5)),
        )


def _layer(graph: Graph, bert: Bert, x: str, layer: str, attention: _Attention) -> str:
    """Self-attention, then two dense layers; each result is added to what went in, and normalised."""
    heard = graph.linear(_attended(graph, x, f"{layer}.attention.self", attention), f"{layer}.attention.output.dense")
    x = graph.normalised(graph.op("Add", heard, x), f"{layer}.attention.output.LayerNorm", bert.epsilon)
    kind, attributes = ACTIVATIONS[bert.activation]
    inner = graph.op(kind, graph.linear(x, f"{layer}.intermediate.dense"), **attributes)
    outer = graph.linear(inner, f"{layer}.output.dense")
    return graph.normalised(graph.op("Add", outer, x), f"{layer}.output.LayerNorm", bert.epsilon)


def _attended(graph: Graph, x: str, layer: str, attention: _Attention) -> str:
    """Each row becomes a mixture of its text's rows, a head at a time (Vaswani et al. 2017)."""

    def part(name: str, order: list[int]) -> str:
        split = graph.op("Reshape", graph.linear(x, f"{layer}.{name}"), attention.split)
        return graph.op("Transpose", split, perm=order)

    query = graph.op("Mul", part("query", [0, 2, 1, 3]), attention.scale)
    scores = graph.op("MatMul", query, part("key", [0, 2, 3, 1]))
    shares = graph.op("Softmax", graph.op("Add", scores, attention.penalty), axis=-1)
    mixed = graph.op("MatMul", shares, part("value", [0, 2, 1, 3]))
    return graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), "rows")


def _pooled(graph: Graph, bert: Bert, x: str) -> None:
    """Make one vector of a text's rows: their mean without padding, or the first."""
    width = graph.constant("width", np.array([bert.width]))
    x = graph.op("Reshape", x, graph.op("Concat", graph.op("Shape", "ids"), width, axis=0))
    if bert.pooling == "cls":
        graph.nodes.append(helper.make_node("Gather", [x, "first"], ["vector"], axis=1))
        return
    weight = graph.op("Unsqueeze", "mask", graph.constant("last", np.array([2])))
    along = graph.constant("along", np.array([1]))
    total = graph.op("ReduceSum", graph.op("Mul", x, weight), along, keepdims=0)
    count = graph.op("ReduceSum", weight, along, keepdims=0)
    graph.nodes.append(helper.make_node("Div", [total, count], ["vector"]))
