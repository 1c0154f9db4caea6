"""Answers for assistants: a Model Context Protocol server that reads the record, over HTTP (``/mcp``) and stdio.

``tools/`` are the questions that can be asked, each one report in short words and members; they know nothing of the
protocol. ``server.py`` speaks it with the maintained SDK, which only extras install (``installed.py``).
"""
