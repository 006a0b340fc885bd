"""The encrypted store: one SQLCipher file per profile, one writer lane, and repositories that return records."""
