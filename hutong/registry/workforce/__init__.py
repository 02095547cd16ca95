"""Who answers for a community: its child director, or whoever stands in, and the supervisor."""
