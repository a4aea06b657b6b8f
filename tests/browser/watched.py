"""The program under test says with each answer which templates it was made of; so one that axe never saw can be named."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.template.base import Template

HEADER = "X-Templates"
Application = Callable[..., Iterable[bytes]]


class _Names(threading.local):
    def __init__(self) -> None:
        self.seen: list[str] = []


NAMES = _Names()


def watch(application: Application) -> Application:
    """The same program, with the header. What a template extends is not named: it was asked for by nobody."""
    render = Template.render

    def noted(template: Template, context: Any) -> Any:
        NAMES.seen.append(str(template.name))
        return render(template, context)

    Template.render = noted

    def run(environ: Any, start_response: Callable[..., Any]) -> Iterable[bytes]:
        NAMES.seen.clear()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, ",".join(dict.fromkeys(NAMES.seen)))], *more)

        return application(environ, start)

    return run
