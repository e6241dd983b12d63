"""What the programme is for: benefits with measure, plan, ledger, and who verified them."""
