"""Which days are working days, as announced each year."""
