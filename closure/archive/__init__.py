"""The records of a programme in one file that opens without this product: made, checked, loaded."""
