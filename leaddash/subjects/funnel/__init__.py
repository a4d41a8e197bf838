"""The funnel: who entered a stage, what became of them, what moved, what stands."""
