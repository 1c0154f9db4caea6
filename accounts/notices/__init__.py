"""What people are told: digests, reminders and alerts, with the stories, words, pictures and frame that they share."""
