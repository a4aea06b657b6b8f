"""Who works here: offices with validity and successor, staff, roles with validity, and late tries to sign in."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from madoguchi.trail.actor import Actor

SCHOOL_ROLES = ("teacher", "nurse", "school-office")
"""Roles in a school: a school is an office."""
ROLES = ("clerk", "reviewer", "manager", "publisher", "operator", "protector", *SCHOOL_ROLES)


def in_force(on: date) -> Q:
    """Rows whose validity covers the day; `valid_to` is the last day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class Office(models.Model):
    """A section of the municipality, as municipality.yaml declares it. Never deleted: old cases name it."""

    id = models.SlugField(primary_key=True, max_length=48)
    name_ja = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # The id only: a successor may be declared further down in the same file.
    successor_id = models.CharField(max_length=48, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="people_office_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.name_ja

    def is_open(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class StaffManager(BaseUserManager["Staff"]):
    """Signs in by `login`; members of staff are added by `people.actions.add_staff`."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(login=username)


class Staff(AbstractBaseUser):
    """A member of staff. The name stands on decisions, so it is work data, not a secret."""

    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    title = models.CharField(max_length=60, blank=True)  # 係長, 課長 …: stands beside the name on an answer
    active = models.BooleanField(default=True)
    # Set while the password is one that an operator gave: it must be replaced at its first use, before this moment.
    password_once_until = models.DateTimeField(null=True, blank=True)
    last_login = None  # the trail knows

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = StaffManager()

    def __str__(self) -> str:
        return self.name

    def is_oneself(self, actor: Actor) -> bool:
        """Does this person act themselves?"""
        return (actor.kind, actor.id) == ("staff", str(self.pk))

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.active


class RoleGrant(models.Model):
    """One role in one office, from a day to a day. Ended, never deleted."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="grants")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="people_grant_is_a_known_role", condition=Q(role__in=ROLES)),
            models.UniqueConstraint(
                name="people_grant_once",
                fields=["staff", "office", "role"],
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role} {self.office_id}"


class Tries(models.Model):
    """The moments of late tries of one login, one person's codes or one address. Only keyed hashes: a password typed into
    the wrong box stays unknown."""

    key = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in ("login", "code", "address")])
    times = models.JSONField(default=list)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {len(self.times)}"
