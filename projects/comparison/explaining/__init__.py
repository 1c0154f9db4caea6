"""How a verdict was reached, step by step."""
