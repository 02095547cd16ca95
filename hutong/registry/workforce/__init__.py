"""Child supervisors, child directors and who answers for which place."""
