"""The trail alone: nobody takes over but whom a test names."""

import pytest

from madoguchi.trail import flow, recurring


@pytest.fixture(autouse=True)
def _nobody_else_takes_over():
    with flow.nobody_else(), recurring.nothing_else():
        yield
