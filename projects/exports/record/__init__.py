"""The whole record as files, made every night: one set at a time, each file with its size and checksum.

From the ground up: ``published`` is the set that readers get; ``tables``, ``sqlite`` and ``verdicts`` write files;
``contents`` lists them; ``making`` makes a set and puts it in the place of the one before.
"""
