"""Programmes, bodies, places, projects and sources: their lists and their pages."""
