"""k-anonymity with a proof, tables with hidden cells, and a verifier that trusts neither. Pure, without Django."""
