"""Documents on paper: data of the core, set by Typst as PDF/A. No Django, no clock."""
