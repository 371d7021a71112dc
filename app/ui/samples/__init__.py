"""The page of sample emails: sets, emails, a safe preview, importing."""
