"""Programmes, bodies, places, projects and sources."""
