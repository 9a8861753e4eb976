"""What is cleared away every day."""

import datetime as dt

from bole.web.accounts import services
from bole.web.common.duties import duty


@duty(every=dt.timedelta(days=1))
def tidy() -> None:
    """Codes and attempts that are of no use any more."""
    services.tidy()
