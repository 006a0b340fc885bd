"""Request Tracker 5 through REST 2.0; decisions/helpdesk-contract.md tells its traps."""
