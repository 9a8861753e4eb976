"""Names the feature for Django."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """The office's dated decisions: parameters, quotas, extensions of deadlines."""

    name = "bole.web.cycles"

    def ready(self) -> None:
        """Tells the public pages which ends were moved."""
        from bole.web.cycles import public
        from bole.web.programmes import moved

        if public.moved not in moved.sources:
            moved.sources.append(public.moved)
