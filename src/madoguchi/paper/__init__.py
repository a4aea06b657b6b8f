"""Paper: from a letter's HTML to a PDF that everybody can read (PDF/UA). Pure; knows nothing of cases or people.

`Press` sets letters in type in a process of its own. Each sheet carries a binding (whose it is), the PDF carries the
same one inside, and `must_belong` asks for it at the last step before anything is handed to anybody.
"""

from madoguchi.paper.press import Press, PressFailed, PressTimeout
from madoguchi.paper.sheet import NotThisOne, Sheet, must_belong

__all__ = ["NotThisOne", "Press", "PressFailed", "PressTimeout", "Sheet", "must_belong"]
