"""Who may read and who may write in a register: as its file says, for the office that owns it."""

from madoguchi.declare.register import Register
from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_of
from madoguchi.trail.actor import Actor


def may_read(register: Register, who: Actor | Staff) -> bool:
    """Read the plain part. What lies in the vault has a gate of its own besides."""
    return register.read == "staff" or bool(roles_of(who, register.owner))


def may_write(register: Register, who: Actor | Staff) -> bool:
    return bool(roles_of(who, register.owner) & set(register.write))
