"""Who the children are, who stands around them, and what is known of them, since when."""
