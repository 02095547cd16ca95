"""Values that need no database: days, money, names, numbers, citations."""
