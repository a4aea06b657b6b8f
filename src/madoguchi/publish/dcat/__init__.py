"""The catalogue as linked data (DCAT): `graph` says what there is, `writing` writes it as Turtle, XML or JSON-LD."""
