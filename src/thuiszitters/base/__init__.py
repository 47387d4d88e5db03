"""What knows no pupil and no plan: errors, disk, log, randomness, digests, two languages."""
