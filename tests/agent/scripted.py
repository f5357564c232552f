"""A director that does what a test says, for trying the graph and the gate."""

from agent.director import Decision


class Directed:
    """Gives out prepared decisions in order, then has nothing to say."""

    def __init__(self, *decisions: Decision):
        self.decisions = list(decisions)

    def decide(self, messages, production):
        return self.decisions.pop(0) if self.decisions else Decision()
