from madoguchi.publish.models.datasets import Dataset, Release
from madoguchi.publish.models.uploads import Check, Choice, DataFile, FirstCount, HeadingMatch, Upload, named

__all__ = ["Check", "Choice", "DataFile", "Dataset", "FirstCount", "HeadingMatch", "Release", "Upload", "named"]
