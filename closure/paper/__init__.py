"""The closure document: the sections that its other papers do not have."""
