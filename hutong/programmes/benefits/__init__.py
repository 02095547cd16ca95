"""What the law owes a child in money, and how it is paid."""
