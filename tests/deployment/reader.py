"""A reader's browser, through the proxy over TLS: cookies, forms, no redirects followed."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.html_forms import Form, forms_of


@dataclass
class Reader:
    """``scheme``: http asks a web server itself, without a proxy."""

    name: str
    port: int
    scheme: str = "https"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, text; a POST if there are fields."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        connection = http.client.HTTPConnection(self.name)
        encrypted = self.scheme == "https"
        context = ssl._create_unverified_context()
        connection.sock = context.wrap_socket(line, server_hostname=self.name) if encrypted else line
        headers = {"Host": self.name, "Referer": f"{self.scheme}://{self.name}{path}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if fields is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"{self.scheme}://{self.name}"}
        connection.request("GET" if fields is None else "POST", path, fields and urlencode(fields), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        connection.close()
        return answer.status, answer.getheader("Location") or "", text

    def form(self, path: str, action: str) -> Form:
        """The form of a page that is sent to that address."""
        status, _, text = self.ask(path)
        assert status == 200, (path, status)
        return next(form for form in forms_of(text) if (form.action or path).partition("?")[0] == action)
