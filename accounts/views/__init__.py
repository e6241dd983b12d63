"""Pages of accounts: invitations of a programme, accepting one, a forgotten password."""
