"""More than one database server: which one a question goes to, and what happens while one of them is away."""
