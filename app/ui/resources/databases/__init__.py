"""What databases show below their form: tables and their rows, or the schema of an external one."""
