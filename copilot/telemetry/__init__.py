"""What the traces tell others: how far a draft was edited, and traces as OpenTelemetry spans."""
