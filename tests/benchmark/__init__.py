"""How long builds of a study guide take: ours, and the same text in the formats of other generators."""
