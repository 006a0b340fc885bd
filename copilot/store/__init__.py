"""The encrypted store: one SQLCipher file per profile, one writer lane, repositories of records."""
