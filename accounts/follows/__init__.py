"""What people follow, the chains of targets that it brings, and the page that shows it."""
