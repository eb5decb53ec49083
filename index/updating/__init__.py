"""Keeping an archive up to date: what is to be done is planned, then done, in steps; and mending it."""
