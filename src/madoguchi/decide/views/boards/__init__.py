"""A school's morning for its staff: class board, school board, one pupil, the days to come, CSV, settings, links."""
