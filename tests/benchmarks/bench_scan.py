"""Streaming a Pushshift file against a bare JSON decode loop, in one run: speed and peak memory.

``python -m tests.benchmarks.bench_scan [--megabytes 100] [--zst]``; 1000 makes the file of the aim.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    "the",
    "river",
    "rose",
    "again",
    "and",
    "nobody",
    "at",
    "the",
    "mill",
    "believed",
    "what",
    "old",
    "Hanna",
    "had",
    "said",
    "about",
    "it",
    "in",
    "spring",
]


def line(rng: random.Random, number: int) -> dict[str, object]:
    """One comment with about the keys, and the size, that archives have."""
    parent = (
        f"t1_{number - rng.randrange(1, 30):07x}" if number > 30 and rng.random() < 0.6 else f"t3_{number // 40:06x}"
    )
    body = " ".join(rng.choices(WORDS, k=rng.choice([8, 20, 45, 90])))
    empty = {f"field_{at}": None for at in range(8)}
    return {
        "all_awardings": [], "approved_at_utc": None, "archived": False, "associated_award": None,
        "author": f"reader_{rng.randrange(4000)}", "author_flair_background_color": None,
        "author_flair_css_class": None,
        "author_flair_richtext": [], "author_flair_type": "text", "author_fullname": f"t2_{rng.randrange(4000):05x}",
        "author_patreon_flair": False, "awarders": [], "body": body, "can_gild": True, "can_mod_post": False,
        "collapsed": False, "controversiality": 0, "created_utc": 1_500_000_000 + number, "distinguished": None,
        "edited": False, "gilded": 0, "gildings": {}, "id": f"{number:07x}", "is_submitter": rng.random() < 0.1,
        "link_id": f"t3_{number // 40:06x}", "locked": False, "no_follow": True, "parent_id": parent,
        "permalink": f"/r/mill/comments/{number // 40:06x}/a_title/{number:07x}/", "retrieved_on": 1_600_000_000,
        "score": rng.randrange(-5, 90), "send_replies": True, "stickied": False, "subreddit": "mill",
        "subreddit_id": "t5_2aaaa", "subreddit_name_prefixed": "r/mill", "total_awards_received": 0, **empty,
    }  # fmt: skip


def write(path: Path, megabytes: int) -> int:
    """Write a file of about that size; returns the number of comments."""
    rng = random.Random(1)
    number = written = 0
    with path.open("w", encoding="utf-8") as file:
        while written < megabytes * 1_000_000:
            written += file.write(json.dumps(line(rng, number), separators=(",", ":")) + "\n")
            number += 1
    return number


def decode_loop(path: str) -> int:
    """What streaming is measured against: every line decoded, nothing kept."""
    with Path(path).open("rb") as file:
        return sum(1 for one in file if json.loads(one))


def scan_all(path: str) -> int:
    """The whole file as comment tables."""
    from commentariat.threads.scanning import scan

    return sum(frame.height for frame in scan(path))


def measured(task: str, path: Path) -> dict[str, float]:
    """Run one task in a process of its own: processor seconds, comments and peak memory in MB."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_scan", "--task", task, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main() -> None:
    """Write the file, run both, print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--task", choices=("decode_loop", "scan_all"))
    parser.add_argument("--file")
    options = parser.parse_args()
    if options.task:
        for module in ("commentariat.threads.scanning", "commentariat.threads.readers.json_columns", "orjson"):
            importlib.import_module(module)  # starting up is not streaming
        start = time.process_time()
        comments = globals()[options.task](options.file)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "comments": comments, "peak_mb": peak}))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comments.ndjson"
        comments = write(path, options.megabytes)
        size = path.stat().st_size / 1e6
        print(f"{comments:,} comments, {size:,.0f} MB")
        results = {task: measured(task, path) for task in ("decode_loop", "scan_all")}
    for task, result in results.items():
        speed = size / result["seconds"]
        figures = f"{result['seconds']:7.1f} s {speed:7.1f} MB/s {result['peak_mb']:7.0f} MB peak"
        print(f"{task:12} {figures} {result['comments']:,.0f} comments")
    share = results["decode_loop"]["seconds"] / results["scan_all"]["seconds"]
    print(f"scan runs at {share:.2f} of the decode loop's speed (the aim: at least 0.50, in less than 1000 MB)")


if __name__ == "__main__":
    main()
