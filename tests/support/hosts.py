"""The server of the tests' own sites: visitors may leave in the middle of an answer, which is no news."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer


class Host(ThreadingHTTPServer):
    """Serves a browser, which breaks off what it no longer needs: a page left, a worker stopped, a tab killed."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell what goes wrong here, and not that the other end has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
