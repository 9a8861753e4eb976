"""The rule of length for passwords, in the words of the site; Django's has none in Chinese."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """As Django's."""

    def get_error_message(self) -> str:
        """What is wrong with a short one."""
        return _("密码太短，至少 %(count)d 位。") % {"count": self.min_length}

    def get_help_text(self) -> str:
        """What is asked."""
        return _("至少 %(count)d 位。") % {"count": self.min_length}
