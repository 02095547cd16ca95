"""Registers that offices keep in spreadsheets, and how their rows become children on ours."""
