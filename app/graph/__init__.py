"""The canvas: a drawing of the tree that turns gestures into edits."""
