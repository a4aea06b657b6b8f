"""Reading a school's roster: OneRoster 1.2 CSV with the columns of the Japan profile. Nothing here writes."""
