"""What is promised about access and records, proved again by a command, each with its control."""
