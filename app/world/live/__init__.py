"""The real world outside: the only room that opens connections to other computers."""
