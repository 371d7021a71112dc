"""What holds for any sequence of edits, faults and moments."""
