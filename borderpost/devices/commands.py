"""``flask devices``: the post's certificates and its address on the network."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from borderpost.devices import certificate, network
from borderpost.refusal import Refused

group = AppGroup("devices", help="Other devices of this post.")


@group.command("certificate")
def make_certificate() -> None:
    """Make or renew the certificates of this post's network, and print the fingerprint."""
    pair = _server()
    ends = pair.read().not_valid_after_utc
    click.echo(f"server certificate: {pair.certificate} (until {ends:%Y-%m-%d})")
    click.echo(f"authority's SHA-256: {certificate.fingerprint(_instance())}")


@group.command("lan")
def lan() -> None:
    """Print the post's addresses on its network, nothing unless `lan` is set.

    The certificate is made or renewed on the way: `scripts/serve` asks this first.
    """
    if not current_app.config["LAN"]:
        return
    _server()
    port = current_app.config["LAN_PORT"]
    host = network.host_name(current_app.config["LAN_NAME"])
    for name in (*network.addresses(), host):
        click.echo(f"https://{name}:{port}")


def _server() -> certificate.Pair:
    host = network.host_name(current_app.config["LAN_NAME"])
    try:
        return certificate.server(_instance(), host, network.addresses())
    except Refused as refusal:
        click.echo(f"lan_name: {refusal.sentence}", err=True)
        sys.exit(1)


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])
