"""The tests, mirroring copilot/ and ui/."""
