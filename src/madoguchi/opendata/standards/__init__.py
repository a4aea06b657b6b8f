"""The standard datasets, as versioned data: an edition is a folder of YAML files, never code."""
