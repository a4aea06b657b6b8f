"""A large file over HTTP, through the real server: the bar lives, and the server does not hold the file."""

import threading
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import Open
from tests.browser.servers import Server
from tests.browser.test_keeper import work

pytestmark = pytest.mark.full
ROWS = 210_000
HEADER = "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,所在地_連結表記,緯度,経度,設置位置,電話番号\r\n"
LINE = "990019,{n:07},青葉都みどり区,集会所{n}{trouble},シュウカイジョ,青葉都みどり区本町{n}番地の集会所とその隣の広場,35.0500,139.0500,1階の入口を入って右の受付の横,03-0000-1234\r\n"


def the_file(folder: Path) -> Path:
    """One cell in a thousand rows ends in a space."""
    path = folder / "AED一覧.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(HEADER)
        file.writelines(LINE.format(n=n, trouble="" if n % 1000 else " ") for n in range(ROWS))
    return path


def peaks(town: Server) -> dict[int, int]:
    """Bytes that the processes of the server held at most, by process."""
    port = town.address.rpartition(":")[2]
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            if b"granian" in command and port.encode() in command:
                status = (process / "status").read_text().split("VmHWM:")[1]
                found[int(process.name)] = int(status.split()[0]) * 1024
        except (OSError, IndexError):
            continue
    return found


def test_a_large_file_is_taken_whole_and_its_bar_lives(
    town: Server, open_page: Open, clerk: Any, tmp_path: Path
) -> None:
    path = the_file(tmp_path)
    page = open_page(town, "/staff/data/new/", cookies=clerk)
    before = peaks(town)
    page.set_input_files("#file", path)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/staff/data/*/*/", timeout=60_000)
    grown = max(held - before.get(process, 0) for process, held in peaks(town).items())
    assert grown < path.stat().st_size / 2, f"the server held {grown:,} bytes more"
    worker = threading.Thread(target=work, args=(town,))
    worker.start()
    seen = bars(page)
    worker.join()
    assert len(seen) > 1, "the bar told more than one state on its way"
    assert f"{ROWS:,}" in page.locator(".keys dd").first.inner_text() or str(ROWS) in page.content()
    expect(page.locator(".keys dd").nth(2)).not_to_have_text("0")


def bars(page: Page) -> set[str]:
    """Every state of the bar until the report is there."""
    seen = set()
    for _ in range(600):
        if page.locator("#found").count():
            return seen
        if page.locator("#live .progress").count():
            seen.add(page.locator("#live .progress").inner_text(timeout=5_000))
        page.wait_for_timeout(200)
    raise AssertionError("no report within two minutes")
