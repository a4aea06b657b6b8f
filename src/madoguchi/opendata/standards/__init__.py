"""The standard datasets, as versioned data: an edition is a folder of YAML files, never code."""

from madoguchi.opendata.standards.loading import editions, standard, standards

__all__ = ["editions", "standard", "standards"]
