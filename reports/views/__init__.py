"""Pages of reports, a module for each thing they are about."""
