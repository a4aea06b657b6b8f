"""Drills: what happened in real towns, played with fictional people against the real gate, and rolled back."""

from madoguchi.demo.drills.cast import Drill, Step, play
from madoguchi.demo.drills.letters import LETTERS
from madoguchi.demo.drills.requests import REQUESTS
from madoguchi.demo.drills.screens import SCREENS

DRILLS: tuple[Drill, ...] = (*REQUESTS, *SCREENS, *LETTERS)
BY_ID = {drill.id: drill for drill in DRILLS}

__all__ = ["BY_ID", "DRILLS", "Drill", "Step", "play"]
