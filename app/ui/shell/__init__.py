"""What surrounds the pages: rail, breadcrumb, tabs, status bar, menus, crash dialog."""
