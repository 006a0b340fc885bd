"""Request Tracker 5 through its REST 2.0 interface; see decisions/helpdesk-contract.md for its traps."""
