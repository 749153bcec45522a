"""The storekeeper's webcam: a label held before it is found, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.camera import film, label
from tests.journeys.conftest import BeforeCamera, traveller
from tests.journeys.walk import until

pytestmark = pytest.mark.journey

FORBIDDEN = """navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", "NotAllowedError"));"""
FILMS = "document.querySelector('.webcam video').currentTime > 0.1"


def test_a_label_before_the_webcam_leads_to_its_thing_by_two_keys(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    keeper = before_camera(label("BP1:A:DEM-0001", tmp_path / "label.mjpeg"), "magasin")
    keeper.open("/equipment/labels/photo")
    keeper.look()

    keeper.page.focus(".webcam button")
    keeper.press("Enter")
    until(keeper.page, FILMS)
    keeper.fits()
    keeper.press("Enter")

    keeper.at(r"/equipment/[0-9a-f-]{36}(#webcam)?$")
    keeper.shows("DEM-0001")
    assert not keeper.pointer_used


def test_where_no_label_lies_the_page_says_so_and_the_webcam_is_on_again(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    keeper = before_camera(film(traveller(5), tmp_path / "passport.mjpeg"), "magasin")
    keeper.open("/equipment/labels/photo#webcam")
    until(keeper.page, FILMS)

    keeper.press("Enter")

    keeper.shows("Aucun code sur cette image")
    until(keeper.page, FILMS)


def test_a_forbidden_webcam_says_what_to_do_and_the_field_stays(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    keeper = before_camera(label("BP1:A:DEM-0001", tmp_path / "l.mjpeg"), "magasin", FORBIDDEN)
    keeper.open("/equipment/labels/photo")

    keeper.page.focus(".webcam button")
    keeper.press("Enter")

    expect(keeper.page.locator(".webcam [role=status]")).to_contain_text("choisissez")
    expect(keeper.page.locator("#picture")).to_be_visible()
