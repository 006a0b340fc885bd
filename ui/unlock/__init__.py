"""The passphrase dialog for machines without a keyring."""
