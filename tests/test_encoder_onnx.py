"""The onnx backend against the torch one: on the packaged model, and on tiny models of the families it covers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from commentariat import threads
from commentariat.embeddings import Encoder, ModelError, VectorCache, encoder_models, learn
from commentariat.embeddings.background import background_for
from commentariat.embeddings.encoder_models import load_engine, recipe, weights_of
from commentariat.reports.cli import run

from .theme_data import HARBOUR, LIBRARY, ORCHARD, discussion

pytestmark = pytest.mark.skipif(find_spec("onnxruntime") is None, reason="the onnx extra is not installed")

TEXTS = [
    "The ferry is late again.", "", "lol", "Who repairs the engine of the old harbour ferry, and who pays in winter?",
    "word " * 600, "Das Museum schließt um vier.", "[PAD] [MASK] \u0301é \U0001f41d\u200d",
    *HARBOUR, *LIBRARY, *ORCHARD,
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder():
    return Encoder(backend="onnx")


def likeness(one, other) -> float:
    """The least cosine between corresponding rows."""
    return float((one.astype(float) * other.astype(float)).sum(axis=1).min())


def test_the_vectors_are_those_of_torch(encoder):
    texts = [text for text in TEXTS if text]
    ours, theirs = encoder.encode(texts), Encoder().encode(texts)
    assert likeness(ours, theirs) > 1 - 1e-6
    assert np.abs(ours - theirs).max() < 1e-5


def test_the_tokens_are_those_of_torch():
    engines = [load_engine(recipe("default", backend))[0] for backend in ("torch", "onnx")]
    assert engines[0].tokens(TEXTS) == engines[1].tokens(TEXTS)


def test_a_vector_does_not_depend_on_its_company(encoder):
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(together, alone)
    order = np.random.default_rng(0).permutation(len(TEXTS))
    assert np.array_equal(together[order], encoder.encode([TEXTS[at] for at in order]))
    crowd = [f"{text} {number}" for number in range(20) for text in HARBOUR]
    assert np.array_equal(together, encoder.encode([*crowd, *TEXTS])[len(crowd) :])


ALONE = """
import sys
from commentariat.embeddings import Encoder
sys.stdout.buffer.write(Encoder(backend="onnx").encode(sys.argv[1:]).tobytes())
assert "torch" not in sys.modules, "torch was loaded"
"""


def test_one_or_two_threads_give_the_same_bits_without_torch(encoder):
    texts = ["The ferry is late.", "word " * 90, "lol", *HARBOUR]
    for count in "12":
        done = subprocess.run(
            [sys.executable, "-c", ALONE, *texts], capture_output=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": count},
        )  # fmt: skip
        assert done.stdout == encoder.encode(texts).tobytes()


def test_the_backend_is_part_of_the_revision_and_of_the_cache(encoder, tmp_path):
    torch = Encoder(cache=VectorCache(tmp_path))
    onnx = Encoder(backend="onnx", cache=VectorCache(tmp_path))
    assert onnx.revision == encoder.revision != torch.revision
    assert weights_of(onnx.revision) == torch.revision
    texts = ["The ferry is late.", "Who pays?"]
    first = onnx.encode(texts)
    assert not np.array_equal(torch.encode(texts), first)
    again = Encoder(backend="onnx", cache=VectorCache(tmp_path))
    assert np.array_equal(again.encode(texts), first)
    assert again._engine is None  # nothing was left to encode, so no model was loaded


def test_the_packaged_background_serves_both(encoder):
    assert np.array_equal(background_for(encoder).vector, background_for(Encoder()).vector)


def test_themes_learned_with_one_are_read_with_the_other(encoder):
    texts = [*HARBOUR, *LIBRARY, *ORCHARD]
    themes, model = learn(discussion(texts))
    again = model.predict(discussion(texts), encoder=encoder)
    assert again.manifest["revision"] == encoder.revision != themes.manifest["revision"]
    assert again.themes["theme"].to_list() == themes.themes["theme"].to_list()


def tiny(folder, kind, *, pooling="mean", **settings):
    """Save an untrained sentence model of a family, with the packaged model's tokenizer."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    torch.manual_seed(0)
    sizes = {"vocab_size": 30522, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4,
             "intermediate_size": 64, "max_position_embeddings": 80, "initializer_range": 0.2}  # fmt: skip
    config = AutoConfig.for_model(kind, pad_token_id=0, **sizes, **settings)
    AutoModel.from_config(config).save_pretrained(folder / "bare")
    AutoTokenizer.from_pretrained(recipe("default").path).save_pretrained(folder / "bare")
    body = Transformer(str(folder / "bare"), max_seq_length=64)
    model = SentenceTransformer(modules=[body, Pooling(48, pooling)], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


FAMILIES = [
    ("bert", "mean", {}),
    ("bert", "cls", {"hidden_act": "gelu_new"}),
    ("bert", "mean", {"hidden_act": "relu", "layer_norm_eps": 1e-3}),
    ("roberta", "cls", {}),
    ("xlm-roberta", "mean", {}),
    ("camembert", "mean", {}),
]


@pytest.mark.parametrize(("kind", "pooling", "settings"), FAMILIES)
def test_families_by_folder(tmp_path, kind, pooling, settings):
    folder = tiny(tmp_path, kind, pooling=pooling, **settings)
    texts = [text for text in TEXTS if text]
    assert likeness(Encoder(str(folder), backend="onnx").encode(texts), Encoder(str(folder)).encode(texts)) > 1 - 1e-6


def test_weights_of_half_precision_and_an_older_way_of_writing_the_pooling(tmp_path):
    from safetensors.numpy import load_file, save_file

    folder = tiny(tmp_path, "bert", pooling="cls")
    weights = load_file(folder / "model.safetensors")
    save_file({name: value.astype(np.float16) for name, value in weights.items()}, folder / "model.safetensors",
              metadata={"format": "pt"})  # fmt: skip
    older = {"word_embedding_dimension": 48, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(older))
    assert likeness(Encoder(str(folder), backend="onnx").encode(HARBOUR), Encoder(str(folder)).encode(HARBOUR)) > 0.9999


def changed(path, **settings):
    path.write_text(json.dumps({**json.loads(path.read_text()), **settings}))


def test_what_it_does_not_cover_is_refused_with_a_sentence(tmp_path):
    folder = tiny(tmp_path, "bert")
    before = {name: (folder / name).read_text() for name in ("config.json", "1_Pooling/config.json", "modules.json")}

    def refused(match):
        with pytest.raises(ModelError, match=match):
            Encoder(str(folder), backend="onnx").encode(["x"])
        for name, text in before.items():
            (folder / name).write_text(text)

    changed(folder / "config.json", model_type="mpnet")
    refused("does not cover this mpnet model")
    changed(folder / "config.json", hidden_act="silu")
    refused("does not cover")
    changed(folder / "1_Pooling" / "config.json", pooling_mode="max")
    refused("pools by cls or mean")
    modules = json.loads(before["modules.json"])
    (folder / "modules.json").write_text(json.dumps([*modules, {**modules[1], "type": "models.Dense"}]))
    refused("not Transformer, Pooling, Dense")
    (folder / "config.json").write_text('{"model_type": "bert"}')
    refused("config.json lacks 'num_hidden_layers'")
    (folder / "1_Pooling" / "config.json").write_text("{")
    refused("config.json is no JSON")
    changed(folder / "config.json", num_hidden_layers=3)
    refused("lack 'encoder.layer.2")
    (folder / "model.safetensors").write_bytes(b"no weights")
    refused("cannot be read")
    (folder / "tokenizer.json").rename(folder / "elsewhere.json")
    refused("tokenizer.json, which the model lacks")


def test_only_models_at_hand():
    with pytest.raises(ModelError, match=r"default model or a model's folder"):
        Encoder("some/model", backend="onnx")


def test_no_such_backend():
    with pytest.raises(ModelError, match="torch and onnx"):
        Encoder(backend="tensorflow")


def test_the_missing_extra_is_a_sentence(monkeypatch):
    from commentariat.embeddings import encoder_onnx

    monkeypatch.setattr(encoder_onnx, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'commentariat\[onnx\]'"):
        Encoder(backend="onnx")


def test_devices(encoder):
    with pytest.raises(ModelError, match="runs on the processor"):
        Encoder(backend="onnx", device="cuda")
    for absent in ("nonsense", "cuda:63"):
        with pytest.raises(ModelError, match=f"device '{absent}' cannot be used: .*leave device out"):
            Encoder(device=absent).encode(["x"])
    assert Encoder(backend="onnx", device="cpu").encode(["x"]).any()


def test_models_of_their_own_way_take_no_notice():
    assert Encoder("static", backend="onnx").revision == Encoder("static").revision


def test_the_graph_is_valid(tmp_path):
    import onnx

    from commentariat.embeddings.onnx_graph import Bert, write_graph

    shapes = {"weight": (8, 8), "bias": (8,)}

    class Weights(dict):
        def __missing__(self, name):
            return np.zeros((8,) if "LayerNorm" in name else shapes[name.rpartition(".")[2]], dtype=np.float32)

    for pooling in ("mean", "cls"):
        graph, names = write_graph(Bert(2, 2, 8, 16, 1e-12, pooling=pooling), Weights())
        (tmp_path / "graph.onnx").write_bytes(graph)
        (tmp_path / "weights").touch()
        onnx.checker.check_model(str(tmp_path / "graph.onnx"), full_check=True)
        assert len(names) == len(set(names)) == 5 + 2 * 16


def test_the_command_takes_it(tmp_path, capsys):
    source = tmp_path / "comments.jsonl"
    threads.save(discussion([*HARBOUR, *LIBRARY, *ORCHARD]), source)
    tables = []
    for backend in ("torch", "onnx"):
        assert run(["themes", str(source), "--backend", backend, "-q", "--no-cache", "--to", "csv", "-o", "-"]) == 0
        tables.append(pl.read_csv(io.StringIO(capsys.readouterr().out)))
    assert_frame_equal(*tables, abs_tol=1e-5)
    assert run(["themes", str(source), "--device", "nowhere", "-q", "--no-cache"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["themes", str(source), "--backend", "onnx", "--device", "cuda", "-q"]) == 2


@pytest.mark.parametrize("backend", [pytest.param("torch", marks=pytest.mark.slow), "onnx"])
def test_one_or_two_threads_give_the_same_table(tmp_path, backend):
    example = Path(__file__).parents[1] / "examples" / "besieged-city.txt"
    found = []
    for count in "12":
        command = ["-m", "commentariat.reports", "themes", str(example), "--backend", backend, "--no-cache", "-q"]
        threads_of = {"OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
        subprocess.run([sys.executable, *command, "-o", str(tmp_path / "rows.csv")], capture_output=True, check=True,
                       env={**os.environ, **threads_of})  # fmt: skip
        found.append((tmp_path / "rows.csv").read_bytes())
    assert found[0] == found[1]


def test_the_command_offers_every_backend():
    from commentariat.reports import options

    offered = next(one for one in _parameters(options) if one.name == "backend")
    assert tuple(offered.type.choices) == encoder_models.BACKENDS


def _parameters(options):
    import click

    return click.command()(options.model_options(lambda: None)).params
