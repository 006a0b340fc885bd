"""The line at the bottom: connection, engine, preparing ahead, hosts."""
