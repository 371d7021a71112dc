"""The sample workspace of Northwind Energy, support for households and companies."""
