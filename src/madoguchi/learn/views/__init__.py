"""Public pages of what was learned, and the staff's page to say what becomes of an ask."""
