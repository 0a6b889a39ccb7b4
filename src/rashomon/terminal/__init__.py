"""The Ledger as a person reads it in a terminal. Rich stays in here and in the command line."""
