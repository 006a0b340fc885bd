"""The demo desk: a small helpdesk in one file, to try everything with nothing else."""
