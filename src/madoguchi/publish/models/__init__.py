from madoguchi.publish.models.counted import CountedDay, CountedPeriod, Proof
from madoguchi.publish.models.datasets import Dataset, Release
from madoguchi.publish.models.items import Item, ItemFile
from madoguchi.publish.models.photos import Photo, PhotoBatch, SentPhoto
from madoguchi.publish.models.placing import Placing
from madoguchi.publish.models.requests import Vote, Wanted
from madoguchi.publish.models.reuses import Reuse
from madoguchi.publish.models.sources import FolderSource
from madoguchi.publish.models.uploads import Check, Choice, DataFile, FirstCount, HeadingMatch, Upload, named
from madoguchi.publish.models.uses import Uses

__all__ = [
    "Check",
    "Choice",
    "CountedDay",
    "CountedPeriod",
    "DataFile",
    "Dataset",
    "FirstCount",
    "FolderSource",
    "HeadingMatch",
    "Item",
    "ItemFile",
    "Photo",
    "PhotoBatch",
    "Placing",
    "Proof",
    "Release",
    "Reuse",
    "SentPhoto",
    "Upload",
    "Uses",
    "Vote",
    "Wanted",
    "named",
]
