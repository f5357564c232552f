"""Fetching a result: whole or not at all, resumed where it broke, only from a public https address, with a limit."""

import ipaddress
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tools.providers.port import BrokenResult, Expired, Unreachable

MOST_BYTES = 2_000_000_000
TRIES = 5
FIRST_PAUSE_SECONDS = 0.5
MOST_HOPS = 3


def download(
    client: httpx.Client,
    address: str,
    destination: Path,
    *,
    loopback: bool = False,
    named_by_person: Mapping[str, str] | None = None,
) -> None:
    """Write what is at the address to `destination`. `loopback` lets tests use this machine.

    `named_by_person` are headers for an address that the person gave: it is trusted to be where it is, and the headers
    go there and to no address that it leads on to.

    Raises BrokenResult when the address is not allowed, has expired or gives too much; Unreachable when it broke off
    too often: what came so far is kept beside, and the next call goes on from there.
    """
    destination.parent.mkdir(parents=True, exist_ok=True)
    part = destination.with_name(f".{destination.name}.part")
    for attempt in range(TRIES):
        try:
            _go_on(client, address, part, loopback=loopback, own=named_by_person)
        except httpx.TransportError as error:
            if attempt == TRIES - 1:
                raise Unreachable(
                    f"The result broke off {TRIES} times ({type(error).__name__}); what came is kept, "
                    "`greenlight resume` goes on."
                ) from error
            time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
        else:
            os.replace(part, destination)
            return


def _go_on(client: httpx.Client, address: str, part: Path, *, loopback: bool, own: Mapping[str, str] | None) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    for hop in range(MOST_HOPS):
        trusted = own if own is not None and hop == 0 else None
        if trusted is None:
            check_address(address, loopback=loopback)
        with client.stream("GET", address, headers={**headers, **(trusted or {})}, follow_redirects=False) as answer:
            if answer.is_redirect and answer.next_request is not None:
                address = str(answer.next_request.url)
                continue
            if answer.status_code == 416 and have:
                return
            if answer.status_code not in (200, 206):
                raise _refused(answer.status_code)
            _write(answer, part, have if answer.status_code == 206 else 0)
            return
    raise BrokenResult("The result's address leads on and on, so it was not followed; `greenlight resume` looks again.")


def _refused(status: int) -> BrokenResult | httpx.TransportError:
    if status >= 500 or status == 429:
        return httpx.RemoteProtocolError(f"status {status}")
    return Expired(
        f"The result's address answers {status}; it may have expired, `greenlight resume` asks for a new one."
    )


def _write(answer: httpx.Response, part: Path, have: int) -> None:
    promised = int(answer.headers.get("content-length") or 0)
    if have + promised > MOST_BYTES:
        raise BrokenResult(_TOO_MUCH)
    with part.open("ab" if have else "wb") as file:
        for block in answer.iter_bytes(1 << 18):
            have += len(block)
            if have > MOST_BYTES:
                part.unlink(missing_ok=True)
                raise BrokenResult(_TOO_MUCH)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


_TOO_MUCH = "The result is larger than 2 GB, so it was not taken; look at it with the provider."


def check_address(address: str, *, loopback: bool = False) -> None:
    """Raise BrokenResult unless the address is https and leads to the public internet."""
    url = urlsplit(address)
    host = url.hostname or ""
    if url.scheme != "https" and not (loopback and url.scheme == "http"):
        raise BrokenResult("The result's address is not https, so it was not opened.")
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, url.port or 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise httpx.ConnectError(f"no address for {host}") from error
    for each in found:
        told = ipaddress.ip_address(str(each).split("%")[0])
        if not told.is_global and not (loopback and told.is_loopback):
            raise BrokenResult("The result's address leads into a private network, so it was not opened.")
