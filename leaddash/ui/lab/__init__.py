"""The live controls of the scoring lab: the panel of weights with what follows the hand, and the tools beside it."""
