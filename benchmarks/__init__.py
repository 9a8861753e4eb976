"""Side by side with peers, in one run, on this machine; results are committed with its size."""
