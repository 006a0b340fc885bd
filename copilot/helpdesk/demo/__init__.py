"""The demo desk: a small helpdesk in one file, so that everything can be tried with nothing else."""
