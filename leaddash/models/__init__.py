"""The tables every metric reads, as plain SQL: staging for what the marts need, marts for what is asked."""
