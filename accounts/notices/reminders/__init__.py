"""Reminders: which are due (``deadlines``, ``due_items``), their mail (``render``), telling each once (``sweep``)."""
