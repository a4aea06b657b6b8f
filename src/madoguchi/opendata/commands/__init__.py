"""The commands of `madoguchi dataset`, one file each."""
