"""Cases: from the draft to the submitted application, and where each stands."""
