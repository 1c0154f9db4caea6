"""What every address needs: freshness, limits, pages, files to take away."""
