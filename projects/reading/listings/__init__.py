"""Reads lists of articles that others publish: feeds, site maps and pages of links. Pure; opens no network.

What comes in is a stranger's text of any kind: nothing in it is believed, and everything is bounded.
"""

from .items import ListedItem, Listing, NoListingError, tidy_url
from .links import feeds_of
from .read import read_listing

__all__ = ["ListedItem", "Listing", "NoListingError", "feeds_of", "read_listing", "tidy_url"]
