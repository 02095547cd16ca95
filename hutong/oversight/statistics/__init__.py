"""Indicators, counts by place and period, and the tables that offices hand in."""
