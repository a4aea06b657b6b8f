"""Django's PostgreSQL backend, with what is to be written after a transaction."""

import select

from django.db.backends.postgresql import base

from madoguchi.site.afterwards import Afterwards


class DatabaseWrapper(Afterwards, base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the server is still there, asked at every request; usually without asking the server.

        It has nothing to say to an idle connection. So if there is something to be read, or the connection has been closed,
        Django's question (`SELECT 1`) finds out; else that round trip is saved.
        """
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.pgconn.socket, select.POLLIN)
        return not poll.poll(0) or super().is_usable()
