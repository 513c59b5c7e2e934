"""The sample day's issue and the readers' PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from witness_samples import Built

from epaper.issue.issue import Issue


@pytest.fixture(scope="session")
def built(sample_built: Path, sample: Issue) -> Built:
    (readers,) = sample_built.glob("*.pdf")
    return Built(sample, readers)
