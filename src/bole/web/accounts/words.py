"""What django-allauth says, in our words: mails, messages on pages, errors.

allauth asks by the name of a template; what stands in no table here is not said at all.
"""

from __future__ import annotations

from typing import Final

from bole.text import Text

_IGNORE: Final = Text(
    "不是你本人操作的，不用理会，也不要把验证码告诉任何人。",
    "If this was not you, ignore this mail, and tell the code to nobody.",
)
_NOT_YOU: Final = Text(
    "不是你本人操作的，请马上登录改密码，并退出所有设备。",
    "If this was not you, sign in at once, change the password and sign out of all devices.",
)

#: By allauth's name of the mail: subject, text. `{code}`, `{email}` and others come from allauth.
MAILS: Final[dict[str, tuple[Text, Text, Text]]] = {
    "account/email/email_confirmation": (
        Text("邮箱验证码 {code}", "Code for your mail address: {code}"),
        Text(
            "验证码 {code}，用于确认这个邮箱是你的。", "{code} confirms that this address is yours."
        ),
        _IGNORE,
    ),
    "account/email/login_code": (
        Text("验证码 {code}", "Your code: {code}"),
        Text("验证码 {code}，用于确认是你本人操作。", "{code} is your code to confirm it is you."),
        _IGNORE,
    ),
    "account/email/password_reset_code": (
        Text("重设密码的验证码 {code}", "Code to reset your password: {code}"),
        Text("验证码 {code}，用于重设密码。", "{code} is your code to reset the password."),
        _IGNORE,
    ),
    "account/email/unknown_account": (
        Text("这个邮箱没有账号", "No account with this address"),
        Text(
            "有人用这个邮箱申请重设密码，但它没有账号。需要的话可以注册：{signup_url}",
            "Somebody asked to reset the password of an account with this address. There is none; "
            "you can sign up here: {signup_url}",
        ),
        _IGNORE,
    ),
    "account/email/account_already_exists": (
        Text("这个邮箱已有账号", "There is an account already"),
        Text(
            "有人用这个邮箱注册，但它已有账号。忘了密码可以重设：{password_reset_url}",
            "Somebody tried to sign up with this address. There is an account already; the "
            "password can be reset here: {password_reset_url}",
        ),
        _IGNORE,
    ),
    "account/email/email_changed": (
        Text("登录邮箱已换", "Your mail address was changed"),
        Text(
            "登录邮箱从 {from_email} 换成了 {to_email}。", "{from_email} was changed to {to_email}."
        ),
        _NOT_YOU,
    ),
    "account/email/password_changed": (
        Text("密码已换", "Your password was changed"),
        Text("你的账号换了密码。", "The password of your account was changed."),
        _NOT_YOU,
    ),
    "account/email/password_set": (
        Text("密码已设", "A password was set"),
        Text("你的账号设了密码。", "A password was set for your account."),
        _NOT_YOU,
    ),
    "account/email/password_reset": (
        Text("密码已重设", "Your password was reset"),
        Text("你的账号重设了密码。", "The password of your account was reset."),
        _NOT_YOU,
    ),
    "mfa/email/totp_activated": (
        Text("第二步验证已开启", "Second factor set up"),
        Text("你的账号开启了第二步验证。", "A second factor was set up for your account."),
        _NOT_YOU,
    ),
    "mfa/email/totp_deactivated": (
        Text("第二步验证已关闭", "Second factor removed"),
        Text("你的账号关闭了第二步验证。", "The second factor of your account was removed."),
        _NOT_YOU,
    ),
    "mfa/email/recovery_codes_generated": (
        Text("备用码已更换", "New recovery codes"),
        Text(
            "你的账号换了一批备用码，旧的作废。",
            "New recovery codes were made; the old ones are void.",
        ),
        _NOT_YOU,
    ),
}
MAILS["account/email/email_confirmation_signup"] = MAILS["account/email/email_confirmation"]

#: By allauth's name of the message, what the next page says on top.
MESSAGES: Final[dict[str, Text]] = {
    "account/messages/password_changed.txt": Text("密码已换", "Password changed"),
    "account/messages/password_set.txt": Text("密码已设", "Password set"),
    "account/messages/email_confirmed.txt": Text("邮箱已确认", "Mail address confirmed"),
    "account/messages/email_confirmation_failed.txt": Text(
        "这个邮箱已经属于别的账号", "This address belongs to another account"
    ),
    "mfa/messages/totp_activated.txt": Text("第二步验证已开启", "Second factor set up"),
    "mfa/messages/totp_deactivated.txt": Text("第二步验证已关闭", "Second factor removed"),
}

#: By allauth's code of the error.
ERRORS: Final[dict[str, Text]] = {
    "account_inactive": Text("账号已停用", "The account is not in use any more"),
    "email_password_mismatch": Text("邮箱或密码不对", "Wrong mail address or password"),
    "phone_password_mismatch": Text("手机号或密码不对", "Wrong number or password"),
    "username_password_mismatch": Text(
        "邮箱、手机号或密码不对", "Wrong address, number or password"
    ),
    "enter_current_password": Text("现在的密码不对", "This is not the present password"),
    "incorrect_password": Text("密码不对", "Wrong password"),
    "incorrect_code": Text("验证码不对，看看是不是最新的", "Wrong code; is it the latest one?"),
    "invalid_login": Text("写上邮箱或手机号", "Enter a mail address or a number"),
    "too_many_login_attempts": Text(
        "试的次数太多了，过几分钟再试", "Too many tries; try again in a few minutes"
    ),
    "rate_limited": Text(
        "试的次数太多了，过几分钟再试", "Too many tries; try again in a few minutes"
    ),
    "email_taken": Text("这个邮箱已经属于别的账号", "This address belongs to another account"),
    "duplicate_email": Text("这就是你现在的邮箱", "This is your address already"),
    "same_as_current": Text("和现在的一样", "The same as now"),
    "phone_taken": Text("这个手机号已经属于别的账号", "This number belongs to another account"),
    "unverified_email": Text(
        "邮箱还没确认，先在“账号与安全”里确认", "Confirm your mail address first, under Account"
    ),
    "cannot_delete_authenticator": Text("现在不能关闭", "It cannot be removed now"),
}
