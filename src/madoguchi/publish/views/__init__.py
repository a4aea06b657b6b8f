"""The pages of keepers of data."""
