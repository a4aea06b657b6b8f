"""Sphinx reads the same Markdown that people read on the web; nothing here changes what a page says."""

project = "madoguchi"
language = "ja"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "madoguchi 窓口"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
# Pages link to files of the repository (source, glossary) that are not pages of this book.
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]
