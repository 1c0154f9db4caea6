"""What people are told: digests, reminders and alerts, and the words and pictures that these share."""
