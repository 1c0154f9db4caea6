"""Copies of the whole database: taken, checked, put back, and tried out."""
