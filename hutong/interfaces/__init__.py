"""The ways in: they translate, and know no law."""
