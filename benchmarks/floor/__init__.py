"""The floor: the same four requests as a plain Django project would do them, one row per write, nothing sealed or kept."""
