"""Plain data and rules of routings, versions and action trees."""
