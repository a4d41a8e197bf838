"""What is still to be booked in a period, with what it rests on and how far it was right before."""
