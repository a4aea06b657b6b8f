"""What the records teach: indicators that fill themselves, and what became of recommendations."""
