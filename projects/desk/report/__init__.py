"""One page for a report: its source, and one or more figures of the programme's indicators."""
