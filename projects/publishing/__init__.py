"""The record for other people's machines: feeds and calendars; reports in, formats out."""
