"""An identity provider in a process of its own (oidc-provider-mock): real addresses, real keys, real tokens.

It says its port on the first line. `/asked` tells what was asked of it, so that a test can check PKCE.
"""

import sys
import warnings

warnings.simplefilter("ignore")

import flask  # noqa: E402
from oidc_provider_mock import User, app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

SUBJECTS = (
    User(sub="s-ai", claims={"preferred_username": "ai", "amr": ["pwd", "mfa"], "name": "相田 愛"}),
    User(sub="s-ai-pwd", claims={"preferred_username": "ai", "amr": ["pwd"]}),
    User(sub="s-nobody", claims={"preferred_username": "nobody", "amr": ["mfa"]}),
)


def main() -> None:
    program = app(user_claims=SUBJECTS, require_nonce=True)
    asked: dict[str, dict[str, str]] = {}

    @program.before_request
    def note() -> None:
        asked[flask.request.path] = flask.request.values.to_dict()

    @program.get("/asked")
    def tell() -> dict[str, dict[str, str]]:
        return asked

    server = make_server("localhost", 0, program, threaded=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
