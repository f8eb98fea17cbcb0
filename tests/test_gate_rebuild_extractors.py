"""Gate: pages that text extractors went over are still rebuilt as well as they were."""

from __future__ import annotations

import pytest

from .benchmarks import bench_rebuild_extractors as bench
from .benchmarks import floors
from .shared import shared


@pytest.mark.parametrize("extractor", bench.GATE)
def test_extracted_text_stays_above_its_floors(extractor):
    shared("data", "formats")
    if not bench.installed(extractor):
        pytest.skip(f"the extractor {extractor} is not installed")
    measured = bench.gate([extractor])
    missed = floors.failures(bench.PART, measured)
    assert not [line for line in missed if line.startswith(f"{bench.PART}: gate {extractor}:")]
