"""The forecast call: what is booked and open of a period, what moved, and what usually becomes of it."""
