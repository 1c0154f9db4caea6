"""The record as IATI activities (version 2.03): a programme is an activity, its indicators are results."""
