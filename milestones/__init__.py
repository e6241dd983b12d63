"""The milestone log: due dates as people write them, periods, deliveries and slippage."""
