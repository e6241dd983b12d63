"""What the programme is for: benefits with their measure, plan, ledger of actual values, and who verified them."""
