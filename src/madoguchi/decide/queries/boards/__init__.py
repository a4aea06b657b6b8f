"""What a school's boards show. Who is out is counted from plain columns; names and reasons are opened through the vault."""
