"""What people follow, which chains of targets that reaches, and the page that shows it."""
