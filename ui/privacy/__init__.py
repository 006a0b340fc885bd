"""The privacy page: hosts, what is kept, people, corrections, lock and key."""
