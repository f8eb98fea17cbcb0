from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys

import numpy as np
import pytest

from commentariat.embeddings.cache import VectorCache, text_key
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.encoder_models import ModelError, load_engine, recipe

TEXTS = [
    "The ferry is late again.", "", "  ",
    "Who repairs the engine of the old harbour ferry, and who pays for it in winter?",
    "lol", "The ferry is late again.", "word " * 600, "Das Museum schließt um vier.",
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


def test_vectors_are_normalised_and_empty_text_is_zero(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0, 1, 1, 1, 1, 1], atol=1e-5)
    assert np.array_equal(vectors[0], vectors[5])


def test_a_vector_does_not_depend_on_its_company(encoder):
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(together, alone)


def test_nothing_but_empty_texts(encoder):
    assert not encoder.encode(["", " "]).any()
    assert encoder.encode([]).shape == (0, 384)


def test_no_call_to_a_network(monkeypatch):
    import socket

    def refuse(*_args, **_options):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert Encoder().encode(["offline"]).any()


THREADS = """
import sys, torch
torch.set_num_threads(int(sys.argv[1]))
from commentariat.embeddings.encoder import Encoder
sys.stdout.buffer.write(Encoder().encode(["The ferry is late.", "word " * 90, "lol"]).tobytes())
"""


def test_one_or_two_threads_give_the_same_bits():
    runs = [
        subprocess.run([sys.executable, "-c", THREADS, count], capture_output=True, check=True).stdout for count in "12"
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) == 3 * 384 * 4


def test_the_cache_gives_back_the_same_bits(tmp_path, encoder):
    plain = encoder.encode(TEXTS)
    first = Encoder(cache=VectorCache(tmp_path)).encode(TEXTS)
    again = Encoder(cache=VectorCache(tmp_path))
    assert np.array_equal(plain, first)
    assert np.array_equal(plain, again.encode(TEXTS))
    assert again._engine is None  # nothing was left to encode, so no model was loaded


def test_the_cache_is_bounded(tmp_path):
    cache = VectorCache(tmp_path, max_bytes=400_000)
    for number in range(40):
        cache.put({text_key("r", f"{number}-{at}"): np.ones(384, dtype=np.float32) for at in range(20)})
    assert cache.path.stat().st_size < 1_200_000
    assert cache.get([text_key("r", "39-0")])
    assert not cache.get([text_key("r", "0-0")])


def test_a_broken_cache_is_no_obstacle(tmp_path):
    cache = VectorCache(tmp_path)
    cache.path.write_bytes(b"this is no database" * 100)
    cache.put({b"k": np.ones(4, dtype=np.float32)})
    assert cache.get([b"k"]) == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_is_no_obstacle(tmp_path):
    tmp_path.chmod(0o500)
    cache = VectorCache(tmp_path / "inner")
    cache.put({b"k": np.ones(4, dtype=np.float32)})
    assert cache.get([b"k"]) == {}


def _fill(folder, offset):
    cache = VectorCache(folder)
    for number in range(30):
        cache.put({text_key("r", str(offset + number)): np.full(8, offset + number, dtype=np.float32)})


def test_two_processes_share_the_cache(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(tmp_path, offset)) for offset in (0, 15)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    keys = {text_key("r", str(number)): number for number in range(45)}
    found = VectorCache(tmp_path).get(list(keys))
    assert len(found) == 45
    assert all((vector == keys[key]).all() for key, vector in found.items())


def test_damaged_weights_are_noticed(tmp_path, monkeypatch):
    from commentariat.embeddings import encoder_models

    real = recipe("default")
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    damaged = encoder_models.Recipe(real.name, "packaged", str(tmp_path), real.weights)
    with pytest.raises(ModelError, match="damaged"):
        encoder_models.load_engine(damaged)


def test_a_missing_model_is_a_sentence():
    with pytest.raises(ModelError, match="static model is not installed"):
        _without("wordllama", lambda: recipe("static"))


def test_a_public_model_without_a_network_is_a_sentence_at_once(monkeypatch):
    def wait(_seconds):
        raise AssertionError("the question was asked again")

    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("time.sleep", wait)
    with pytest.raises(ModelError, match="'nobody/nowhere' could be loaded"):
        load_engine(recipe("nobody/nowhere"))


def _without(package, call):
    from commentariat.embeddings import encoder_models

    known = encoder_models.find_spec
    encoder_models.find_spec = lambda name: None if name == package else known(name)
    try:
        return call()
    finally:
        encoder_models.find_spec = known


def test_a_folder_without_a_model_is_a_sentence(tmp_path):
    with pytest.raises(ModelError, match="holds no sentence model"):
        Encoder(str(tmp_path))


def test_a_model_by_path(encoder):
    by_path = Encoder(recipe("default").path)
    assert np.allclose(by_path.encode(TEXTS[:1]), encoder.encode(TEXTS[:1]), atol=1e-6)
    assert by_path.revision != encoder.revision


def test_the_static_model():
    vectors = Encoder("static").encode(["A ferry in the harbour", "", "The harbour ferries", "Tax on sugar"])
    assert vectors.shape == (4, 256)
    assert not vectors[1].any()
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[3]
