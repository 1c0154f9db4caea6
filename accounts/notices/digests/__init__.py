"""The digest: its news (``windows``, ``digest``), its mail (``draft``, ``render``), sending (``claim``, ``sweep``)."""
