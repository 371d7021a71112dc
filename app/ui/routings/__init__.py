"""The page of smart routings: the list, one routing with its versions, and their dialogs."""
