"""What any city system needs; it has never heard of a child."""
