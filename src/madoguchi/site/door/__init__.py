"""The door of the web process: a request comes in whole before a thread is spent on it (ADR 0011).

Granian reads headers in Rust and calls the door (its RSGI interface) in one event loop. There the body is awaited, so a
sender who stops half-way costs some kilobytes and no thread. Only then does the WSGI program run, in a pool of threads;
its answer is carried out by the loop again, so a slow reader costs no thread either.
"""

from madoguchi.site.door.application import Door

__all__ = ["Door"]
