"""The tree engine: time and memory from ten thousand to ten million comments, and against ConvoKit and networkx.

``python -m tests.benchmarks.bench_tree [--largest 10000000] [--convokit PYTHON]``

Every row is a process of its own; CPU time without imports; memory is the peak over what stood before measuring
(the input columns, or the imports). ``--convokit`` names a Python that has ConvoKit (it pins other versions of our
libraries, so it lives in an environment of its own); without it that comparison is left out, and said to be.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

LEAST_CPU_RATIO, MOST_MEMORY_SHARE = 15.0, 0.5
LIMIT_SECONDS, LIMIT_BYTES = 15.0, 250.0


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def reset_peak() -> int:
    """Make the peak start from now where the system allows it; return what is in memory now."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return peak()
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def peak_now() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def grown(n, seed=0):
    """A wide forest: two comments in five are roots, the others answer any earlier one."""
    rng = np.random.default_rng(seed)
    parent = (rng.random(n) * np.arange(n)).astype(np.int64)
    parent[rng.random(n) < 0.4] = -1
    parent[0] = -1
    return parent


def columns(parent, discussion=None):
    """The input: ids as a platform gives them, authors with a heavy tail, times in order."""
    import polars as pl

    n = len(parent)
    rng = np.random.default_rng(1)
    author = np.floor((n / 4 + 10) * rng.random(n) ** 2.5).astype(np.int64)
    ids = pl.select(pl.format("t1_{}", pl.int_range(n) + 10_000_000)).to_series()
    return pl.DataFrame(
        {
            "discussion_id": pl.repeat("d", n, eager=True) if discussion is None else discussion,
            "comment_id": ids,
            "parent_id": pl.select(pl.when(pl.Series(parent) >= 0).then(ids.gather(np.maximum(parent, 0)))).to_series(),
            "author_id": pl.select(pl.format("user{}", pl.Series(author))).to_series(),
            "created": pl.Series(1_480_000_000_000_000 + np.cumsum(rng.exponential(3e7, n)).astype(np.int64)).cast(
                pl.Datetime("us")
            ),
        }
    )


def run_size(kind, n):
    from commentariat.threads.metrics import by_discussion

    by_discussion(columns(np.array([-1, 0])))
    frame = columns(grown(n) if kind == "wide" else np.arange(n) - 1)
    before = reset_peak()
    cpu, wall = time.process_time(), time.perf_counter()
    table = by_discussion(frame)
    out = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "memory": (peak_now() - before) / n}
    return {**out, "depth": table["max_depth"][0], "metrics": table.width - 1}


def run_corpus(discussions):
    """Many small discussions in one pass."""
    import polars as pl

    from commentariat.threads.metrics import by_discussion

    size = 10
    parent = grown(discussions * size)
    start = np.arange(len(parent)) // size * size
    parent = np.where(parent < 0, -1, start + parent % np.maximum(np.arange(len(parent)) - start, 1))
    parent[::size] = -1
    frame = columns(parent, pl.Series(np.arange(len(parent)) // size).cast(pl.String))
    by_discussion(frame.head(size))
    before = reset_peak()
    cpu, wall = time.process_time(), time.perf_counter()
    table = by_discussion(frame)
    out = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    return {**out, "memory": (peak_now() - before) / len(parent), "depth": table.height, "metrics": table.width - 1}


def write_utterances(folder, n=100_000, size=100):
    """A ConvoKit corpus folder: conversations of ``size`` utterances, one root each."""
    rng = np.random.default_rng(3)
    words = [
        "the",
        "deal",
        "was",
        "never",
        "going",
        "to",
        "hold",
        "and",
        "everybody",
        "at",
        "the",
        "table",
        "knew",
        "it",
        "before",
        "the",
        "buses",
        "came",
    ]
    with (folder / "utterances.jsonl").open("w", encoding="utf-8") as file:
        for at in range(n):
            first = at // size * size
            parent = None if at == first else f"u{first + int(rng.integers(0, at - first))}"
            line = {
                "id": f"u{at}", "conversation_id": f"u{first}", "reply-to": parent, "timestamp": 1_480_000_000 + at * 7,
                "speaker": f"s{int(rng.integers(0, n // 8))}", "text": " ".join(rng.choice(words, 25)), "meta": {},
                "vectors": [],
            }  # fmt: skip
            file.write(json.dumps(line) + "\n")
    speakers = {f"s{one}": {"meta": {}, "vectors": []} for one in range(n // 8)}
    (folder / "speakers.json").write_text(json.dumps(speakers), "utf-8")
    conversations = {f"u{first}": {"meta": {}, "vectors": []} for first in range(0, n, size)}
    (folder / "conversations.json").write_text(json.dumps(conversations), "utf-8")
    (folder / "corpus.json").write_text("{}", "utf-8")
    index = {f"{one}-index": {} for one in ("utterances", "speakers", "conversations", "overall")}
    (folder / "index.json").write_text(json.dumps({**index, "version": 1, "vectors": []}), "utf-8")


CONVOKIT = """
import json, sys, time
from convokit import Corpus
status = lambda key: int(open('/proc/self/status').read().split(key)[1].split()[0]) * 1024
before = status('VmRSS:')
cpu = time.process_time()
corpus = Corpus(filename=sys.argv[1])
longest = 0
for conversation in corpus.iter_conversations():
    longest = max(longest, len(conversation.get_longest_paths()[0]))
print(json.dumps({"cpu": time.process_time() - cpu, "memory": status('VmHWM:') - before, "longest": longest}))
"""


def run_file(folder):
    """Read the same file, build the forest, lay out every root-to-leaf path, compute every metric."""
    import polars as pl

    from commentariat.threads import Forest
    from commentariat.threads.corpus import read_links
    from commentariat.threads.metrics import View, table

    table(View.from_comments(columns(np.array([-1, 0]))))
    names = {
        "discussion_id": "conversation_id", "comment_id": "id", "parent_id": "reply-to", "author_id": "speaker",
        "created": "timestamp",
    }  # fmt: skip
    pl.read_ndjson((json.dumps(dict.fromkeys(names.values(), "a")) + "\n").encode())
    before = reset_peak()
    cpu = time.process_time()
    frame = read_links(folder / "utterances.jsonl", names)
    forest = Forest.from_comments(frame)
    _, start = forest.paths(forest.leaves)
    metrics = table(View.from_comments(frame, forest=forest))
    out = {"cpu": time.process_time() - cpu, "memory": peak_now() - before}
    return {**out, "longest": int(np.diff(start).max()), "discussions": metrics.height}


def run_networkx(n):
    import networkx as nx

    from commentariat.threads.metrics import View
    from commentariat.threads.metrics.shape import wiener_exact

    parent = grown(n)
    tree = nx.Graph((at, int(up)) for at, up in enumerate(parent))
    cpu = time.process_time()
    theirs = nx.wiener_index(tree)
    middle = time.process_time()
    ours = wiener_exact(View.of(parent))[0]
    return {"cpu": time.process_time() - middle, "networkx": middle - cpu, "same": ours == theirs}


TASKS = {"size": run_size, "corpus": run_corpus, "file": run_file, "networkx": run_networkx}


def apart(task, *arguments):
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_tree", "--task", task, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def scaling(largest):
    print(
        f"{'forest':<22}{'comments':>12}{'cpu s':>9}{'wall s':>9}{'µs/comment':>12}{'bytes/comment':>15}{'deepest':>10}"
    )
    sizes = [10**power for power in range(4, 8) if 10**power <= largest]
    for kind, n in [("wide", n) for n in sizes] + [("chain", 10**4), ("chain", 10**5), ("chain", 10**6)]:
        one = apart("size", kind, n)
        verdict = "" if n < 10**6 else "ok" if one["wall"] <= LIMIT_SECONDS and one["memory"] <= LIMIT_BYTES else "OVER"
        print(
            f"{kind:<22}{n:>12,}{one['cpu']:>9.2f}{one['wall']:>9.2f}{one['cpu'] / n * 1e6:>12.2f}"
            f"{one['memory']:>15.0f}{one['depth']:>10,.0f} {verdict}"
        )
    for discussions in [count for count in (10**5, 10**6) if count * 10 <= largest]:
        one = apart("corpus", discussions)
        n = discussions * 10
        label = f"{discussions:,} discussions"
        row = f"{label:<22}{n:>12,}{one['cpu']:>9.2f}{one['wall']:>9.2f}"
        print(f"{row}{one['cpu'] / n * 1e6:>12.2f}{one['memory']:>15.0f}")


def against_convokit(python):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_utterances(folder)
        ours = apart("file", folder)
        print(f"\n100,000 utterances, one JSONL file{'cpu s':>12}{'peak MB':>10}")
        print(f"{'commentariat, all metrics':<34}{ours['cpu']:>12.2f}{ours['memory'] / 1e6:>10.0f}")
        if python is None:
            print("ConvoKit: not measured (--convokit names a Python that has it)")
            return
        done = subprocess.run([python, "-c", CONVOKIT, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"ConvoKit: failed ({done.stderr.strip().splitlines()[-1]})")
            return
        theirs = json.loads(done.stdout.strip().splitlines()[-1])
        print(f"{'ConvoKit, longest paths':<34}{theirs['cpu']:>12.2f}{theirs['memory'] / 1e6:>10.0f}")
        ratio, share = theirs["cpu"] / ours["cpu"], ours["memory"] / theirs["memory"]
        good = ratio >= LEAST_CPU_RATIO and share <= MOST_MEMORY_SHARE and ours["longest"] == theirs["longest"]
        print(f"{ratio:.1f} times less CPU (wanted {LEAST_CPU_RATIO:.0f}), {share:.2f} of the memory "
              f"(wanted {MOST_MEMORY_SHARE}): {'ok' if good else 'SHORT'}")  # fmt: skip


def against_networkx():
    one = apart("networkx", 4000)
    print(f"\nWiener index of 4,000 comments: networkx {one['networkx']:.2f} s, here {one['cpu'] * 1000:.1f} ms, "
          f"{'equal' if one['same'] else 'DIFFERENT'}")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=10**7)
    parser.add_argument("--convokit", metavar="PYTHON")
    parser.add_argument("--task", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.task:
        task, *rest = asked.task
        values = [int(one) if one.isdigit() else Path(one) if "/" in one else one for one in rest]
        print(json.dumps(TASKS[task](*values)))
        return
    scaling(asked.largest)
    against_convokit(asked.convokit)
    against_networkx()


if __name__ == "__main__":
    main()
