"""The pages of the door, and a person's own pages."""
