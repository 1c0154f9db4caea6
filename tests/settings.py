"""The tracker's settings as the tests load them: the package above has asked for DEBUG by then."""

from tracker.settings import *  # noqa: F403  # this module is that one
