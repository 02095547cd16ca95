"""The shape of a rule: facts, conditions, dated values, verdicts."""
