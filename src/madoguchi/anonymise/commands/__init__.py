"""The commands behind `madoguchi anonymise`: each module has `fill(parser)` and `run(args)`."""
