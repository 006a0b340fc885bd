"""Golden cases, their graders, and the report."""
