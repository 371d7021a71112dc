"""The workspace file: tables, rules, transactions, repositories, migrations; rows stay inside."""
