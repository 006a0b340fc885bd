"""From composed sentences to a draft, and from a draft to the one thing a person approved."""
