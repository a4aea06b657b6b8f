from madoguchi.publish.models.datasets import Dataset, Release
from madoguchi.publish.models.uploads import Check, Choice, DataFile, FirstCount, Upload, named

__all__ = ["Check", "Choice", "DataFile", "Dataset", "FirstCount", "Release", "Upload", "named"]
