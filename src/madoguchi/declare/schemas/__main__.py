"""`python -m madoguchi.declare.schemas` writes the committed schemas anew."""

from madoguchi.declare.schemas import write

write()
