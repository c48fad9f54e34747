"""A headless Chromium for the tests: it opens a page, runs script in it, presses keys, takes pictures.

Speaks the Chrome DevTools Protocol over a pipe, so that neither a driver nor a port is needed.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
KEYS = {"Tab": 9, "Enter": 13, "Space": 32, "ArrowDown": 40, "ArrowUp": 38, "Home": 36, "End": 35}
WITHIN_SECONDS = 120


def path():
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    def __init__(self, profile):
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        self._in, self._out, self._waiting, self._count = read_here, write_here, b"", 0
        arguments = [
            path(), "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--hide-scrollbars", "--disable-extensions", "--disable-background-networking",
        ]  # fmt: skip
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # which refuses root

        def at_3_and_4():  # where Chromium reads and writes
            far = [fcntl.fcntl(there, fcntl.F_DUPFD, 10) for there in (read_there, write_there)]  # in nobody's way
            os.dup2(far[0], 3)
            os.dup2(far[1], 4)

        self._process = subprocess.Popen(
            arguments, preexec_fn=at_3_and_4, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(read_there)
        os.close(write_there)
        self.events = []
        self._session = None
        try:
            target = self.send("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Network", "Log"):
                self.send(f"{domain}.enable")
        except BaseException:
            self.close()
            raise

    def send(self, method, **parameters):
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._count:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _next(self):
        until = time.monotonic() + WITHIN_SECONDS
        while b"\0" not in self._waiting:
            if not select.select([self._in], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            read = os.read(self._in, 1 << 20)
            if not read:
                raise RuntimeError("Chromium has ended")
            self._waiting += read
        answer, _, self._waiting = self._waiting.partition(b"\0")
        return json.loads(answer)

    def open(self, file, *, width=1200, height=900, dark=False, scripts=True):
        self.events.clear()
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.send("Page.navigate", url=file.resolve().as_uri())
        until = time.monotonic() + WITHIN_SECONDS
        while not any(each.get("method") == "Page.loadEventFired" for each in self.events):
            if time.monotonic() > until:
                raise TimeoutError("the page does not load")
            self.events.append(self._next())

    def run(self, script):
        """The value of an expression in the page; a promise is waited for."""
        found = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return found["result"].get("value")

    def press(self, key, *, shift=False):
        text = {"Enter": "\r", "Space": " "}.get(key, "")
        named = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": 8 if shift else 0}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **named, **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **named)

    def type(self, text):
        self.send("Input.insertText", text=text)

    def picture(self, file, *, whole=True):
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12_000), "scale": 1}
        found = self.send("Page.captureScreenshot", captureBeyondViewport=whole, **({"clip": clip} if whole else {}))
        file.write_bytes(base64.b64decode(found["data"]))

    def pdf(self, file):
        file.write_bytes(base64.b64decode(self.send("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69)["data"]))

    def faults(self):
        """What the page complained of: exceptions, and what its policy or the network refused."""
        said = []
        for each in self.events:
            if each.get("method") == "Runtime.exceptionThrown":
                said.append(each["params"]["exceptionDetails"].get("text"))
            if each.get("method") == "Log.entryAdded" and each["params"]["entry"]["level"] == "error":
                said.append(each["params"]["entry"]["text"])
        return said

    def requests(self):
        return [each["params"]["request"]["url"] for each in self.events if each.get("method") == "Network.requestWillBeSent"]

    def close(self):
        try:
            os.write(self._out, json.dumps({"id": 0, "method": "Browser.close"}).encode() + b"\0")
            self._process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
