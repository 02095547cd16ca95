"""How Beijing's offices proceed: one file for each procedure."""
