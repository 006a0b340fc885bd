"""The connectors: a reader gives Tickets, a writer gives Receipts; the only room with sockets."""
