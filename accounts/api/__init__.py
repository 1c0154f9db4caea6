"""The part of the API that belongs to one person: what they follow, what is quiet, how they hear of news."""
