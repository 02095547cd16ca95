"""The wiring: settings, addresses, and how the product starts."""
