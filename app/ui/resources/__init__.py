"""The page of resources: lists, forms, and what a kind shows beside its form."""
