"""Around a resident's phone: a finger on its sensor, a My Number Card laid on it, a camera before it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser import chromium
from tests.browser.visitor import Visitor

TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OPENS_THE_APP = "アプリを開いて確かめる"
WIDTH, HEIGHT = 1280, 720  # of what the fake camera sees
GREY = f"""async (picture) => {{
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const screen = await createImageBitmap(new Blob([bytes], {{ type: "image/png" }}));
  const canvas = new OffscreenCanvas({WIDTH}, {HEIGHT});
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#777";
  pen.fillRect(0, 0, {WIDTH}, {HEIGHT});
  pen.translate({WIDTH} / 2, {HEIGHT} / 2);
  pen.rotate(0.07); // nobody holds a phone straight
  const size = {HEIGHT} / Math.max(screen.width, screen.height);
  pen.scale(size, size);
  pen.drawImage(screen, -screen.width / 2, -screen.height / 2);
  const {{ data }} = pen.getImageData(0, 0, {WIDTH}, {HEIGHT});
  let grey = "";
  for (let at = 0; at < data.length; at += 4) {{
    grey += String.fromCharCode((data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8);
  }}
  return btoa(grey);
}}"""


def with_fingerprint(visitor: Visitor) -> CDPSession:
    """A telephone that makes passkeys when its owner holds a finger to it."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})
    return session


def lays_card_on(page: Page, card: str) -> None:
    """In the app: lay a card on the phone, type its PIN, come back."""
    page.get_by_role("button", name=OPENS_THE_APP).click()
    page.wait_for_url("**/auth?**")
    page.locator(f"button.card[value={card}]").click()
    page.locator("#pin").fill("1234")
    page.locator(".go").click()


class FilmedCamera:
    """The camera of a browser, before which somebody holds a picture of a screen."""

    def __init__(self, browser: Browser, film: Path) -> None:
        self.browser = browser
        self._film = film

    def sees(self, screen: Page) -> None:
        """Hold the middle of a phone's screen before it: what is drawn there now, as it is drawn."""
        box = screen.locator(".card-sheet").bounding_box()
        assert box is not None
        self.sees_picture(screen.screenshot(clip=box, animations="disabled"), by=screen)

    def sees_picture(self, png: bytes, *, by: Page) -> None:
        """Hold a picture before it, such as a screenshot of a while ago; `by` is any page that can draw."""
        grey = base64.b64decode(by.evaluate(GREY, base64.b64encode(png).decode()))
        self._shoot(grey)

    def _shoot(self, grey: bytes) -> None:
        colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
        frame = b"FRAME\n" + grey + colourless
        head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\n".encode()
        fresh = self._film.with_suffix(".new")
        fresh.write_bytes(head + frame * 2)
        fresh.replace(self._film)  # the camera never opens half a film


@contextmanager
def filmed_camera(browser: Browser, folder: Path) -> Iterator[FilmedCamera]:
    """A second browser, whose camera plays a film."""
    film = folder / "film.y4m"
    executable = chromium.path()
    assert executable is not None
    arguments = [
        *chromium.ARGUMENTS,
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with_camera = browser.browser_type.launch(executable_path=executable, args=arguments)
    try:
        camera = FilmedCamera(with_camera, film)
        camera._shoot(bytes([90]) * (WIDTH * HEIGHT))
        yield camera
    finally:
        with_camera.close()
