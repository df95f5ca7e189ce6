"""The webhook that is set, and where its address leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.simulator.errors import bad_request

# The "ports currently supported for webhooks" (core.telegram.org/bots/api#setwebhook).
PORTS = frozenset({443, 80, 88, 8443})
Route = Callable[[str], str]


@dataclass(slots=True)
class Webhook:
    """What setWebhook said, where the address really leads, and the last failure."""

    url: str
    address: str
    secret: str = ""
    max_connections: int = 40
    has_certificate: bool = False
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the server stands: `local` for one beside the bot, `route` for a proxy before the bot.

    core.telegram.org/bots/api#using-a-local-bot-api-server. The simulator never leaves loopback:
    `route` maps a public address to the one on this machine where the bot listens.
    """

    local: bool = False
    route: Route | None = None

    def lead(self, url: str) -> str:
        """The address on this machine for a webhook's; ApiError where Telegram refuses it."""
        parts = _parsed(url)
        if not self.local:
            _check_public(parts)
        if self.route:
            return self.route(url)
        if not _is_loopback(parts):
            raise _bad_webhook("Failed to resolve host: Name or service not known")
        if not self.local:
            raise _bad_webhook(f"IP address {parts.hostname} is reserved")
        return url


def _parsed(url: str) -> SplitResult:
    """The address; without a scheme it is https."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in {"http", "https"} or not url.isprintable() or " " in url:
        raise bad_request("invalid webhook URL specified")
    return parts


def _check_public(parts: SplitResult) -> None:
    if parts.scheme != "https":
        raise _bad_webhook("An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise _bad_webhook("Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(parts: SplitResult) -> bool:
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _bad_webhook(why: str) -> Exception:
    return bad_request(f"bad webhook: {why}")
