"""Why this draft is as it is: its steps, sources, findings, and what became of it."""
