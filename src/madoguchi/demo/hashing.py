"""How the demo keeps its passwords. They are printed on its start page, so there is nothing to make expensive."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PrintedPassword(Argon2PasswordHasher):
    """Argon2 with the smallest costs: twenty accounts in no time instead of four seconds."""

    time_cost = 1
    memory_cost = 256  # KiB
    parallelism = 1
