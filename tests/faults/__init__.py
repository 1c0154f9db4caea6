"""Faults for real (`make faults`): servers and processes as deploy/ starts them are stopped, killed and starved."""
