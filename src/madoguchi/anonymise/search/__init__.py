"""Finding the least loss: exact over whole columns, with a proof; and class by class, where detail matters more."""
