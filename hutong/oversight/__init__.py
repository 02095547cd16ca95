"""Those who look across: they count and compare what others did, and change nothing."""
