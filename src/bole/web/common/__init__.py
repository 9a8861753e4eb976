"""What every feature uses: the shell, components, language, sealed tokens, the clock."""
