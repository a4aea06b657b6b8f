"""Pages of the vault: the desk of the shields, and what each member of staff may see."""
