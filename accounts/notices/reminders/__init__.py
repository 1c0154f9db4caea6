"""Reminders: which are due (``deadlines``, ``desk``), how they read (``render``), and each told once (``remind``)."""
