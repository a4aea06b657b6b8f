"""Repairs: proposed by the check, accepted by a person, written into a log that goes with the release."""

from madoguchi.opendata.repairing.log import Entry, log_as_csv, log_as_json
from madoguchi.opendata.repairing.repairing import apply, chosen, proposals

__all__ = ["Entry", "apply", "chosen", "log_as_csv", "log_as_json", "proposals"]
