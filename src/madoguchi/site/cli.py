"""`madoguchi`: one door to everything. Nothing heavy is imported before a command runs, so that `--help` is quick."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

OWN_DOORS = {"anonymise": "madoguchi.anonymise.cli", "dataset": "madoguchi.opendata.cli"}
"""Pure libraries with commands of their own: the words after their name go to their own `main`, without Django."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in OWN_DOORS:
        through: int = import_module(OWN_DOORS[words[0]]).main(words[1:])
        if argv is None:  # the process only has to end: a signal that comes now must not change its status
            import_module("madoguchi.anonymise.stopping").ignore()
        return through
    parser = _parser()
    args = parser.parse_args(words)
    if not hasattr(args, "run"):
        parser.print_help()
        return 2
    status: int = args.run(args)
    return status


def _parser() -> argparse.ArgumentParser:
    from madoguchi.declare.cli import add_check, add_schema

    parser = argparse.ArgumentParser(
        prog="madoguchi",
        description="窓口: 自治体の手続きを一度書けば、様式・窓口・記録になる / an open municipal counter",
    )
    commands = parser.add_subparsers(title="コマンド / commands", metavar="COMMAND")
    add_check(commands)
    add_schema(commands)
    _add_demo(commands)
    _add_serving(commands)
    _add_keeping(commands)
    _add_publish(commands)
    _add_publish_register(commands)
    _add_publish_dataset(commands)
    _add_keep_releases(commands)
    _add_recount(commands)
    _add_staff(commands)
    _add_schools(commands)
    commands.add_parser("anonymise", help="匿名加工、検査、表 / anonymise, verify, tables")
    commands.add_parser("dataset", help="オープンデータを調べ、直し、変える / check, repair and convert open data")
    return parser


def _add_demo(commands: Commands) -> None:
    demo = _add(commands, "demo", "madoguchi.demo.running:demo", "架空のみどり区で動かす / run the demo")
    demo.add_argument("--reset", action="store_true", help="データを消して、はじめから作る")
    demo.add_argument("--seed-only", action="store_true", help="作るだけで、動かさない")


def _add_serving(commands: Commands) -> None:
    _add(commands, "serve", "madoguchi.site.starting:serve", "動かす(画面、作業、時計) / run web, worker and ticker")
    _add(commands, "worker", "madoguchi.site.starting:worker", "後の作業だけを動かす / run one worker")
    _add(commands, "ticker", "madoguchi.site.starting:ticker", "時計だけを動かす / run the ticker")


def _add_keeping(commands: Commands) -> None:
    _add(
        commands, "migrate", "madoguchi.site.commands:migrate", "データベースを今の版に合わせる / bring the database up"
    )
    _add(commands, "init-keys", "madoguchi.site.commands:init_keys", "暗号の鍵を作る / make the master key file")
    _add(commands, "rotate-keys", "madoguchi.site.commands:rotate_keys", "新しい鍵に替える / rotate the master key")
    _add(commands, "policy", "madoguchi.site.commands:policy", "だれが何を開けるかの表 / who may open what")


def _add_publish(commands: Commands) -> None:
    publish = _add(
        commands, "publish-procedure", "madoguchi.site.commands:publish", "手続きを公開する / publish a procedure"
    )
    publish.add_argument("slug", metavar="SLUG", help="手続きの id")
    publish.add_argument("--by", required=True, metavar="LOGIN", help="公開する職員")
    publish.add_argument("--from", required=True, dest="first_day", metavar="DATE", help="使い始める日 (2026-04-01)")


def _add_publish_register(commands: Commands) -> None:
    publish = _add(
        commands, "publish-register", "madoguchi.site.commands:publish_register", "台帳を公開する / publish a register"
    )
    publish.add_argument("slug", metavar="SLUG", help="台帳の id")
    publish.add_argument("--by", required=True, metavar="LOGIN", help="公開する職員")


def _add_publish_dataset(commands: Commands) -> None:
    words = "データを調べて、公開の手前まで進める(--release で公開) / check a file and make a release of it"
    publish = _add(commands, "publish-dataset", "madoguchi.site.dataset_commands:publish_dataset", words)
    publish.add_argument("path", metavar="FILE", help="CSV、TSV か XLSX")
    publish.add_argument("--slug", required=True, help="アドレスの終わり(public-toilets)")
    publish.add_argument("--office", required=True, help="課の id")
    publish.add_argument("--title", required=True, help="データの名前")
    publish.add_argument("--by", required=True, metavar="LOGIN", help="公開する職員")
    publish.add_argument("--release", metavar="LOGIN", default="", help="公開する人(作った人ではない人)のログイン名")


def _add_keep_releases(commands: Commands) -> None:
    words = "データの版を、手もとと MADOGUCHI_RELEASES の保存先の両方にそろえる / have every release in both places"
    _add(commands, "keep-releases", "madoguchi.site.dataset_commands:keep_releases", words)


def _add_recount(commands: Commands) -> None:
    words = "指標のもとの表を、足あとのはじめから数え直す / count what the indicators are made of anew"
    again = _add(commands, "recount", "madoguchi.site.counting_commands:recount", words)
    again.add_argument("--now", action="store_true", help="昼でも、書く人を待たせて数える(足あとの多い SQLite の町)")


def _add_staff(commands: Commands) -> None:
    target = "madoguchi.site.staff_commands"
    new = _of_one(commands, "add-staff", f"{target}:add_staff", "職員を加える(最初の1人も) / add a member of staff")
    new.add_argument("--name", required=True, help="氏名。決定などに残る")
    new.add_argument("--title", default="", help="係長、主任など")
    new.add_argument("--ask", action="store_true", help="一度だけのパスワードを作らず、ここで入力する")
    granted = _of_one(commands, "grant-role", f"{target}:grant_role", "役割をつける / grant a role")
    ended = _of_one(commands, "end-role", f"{target}:end_role", "役割を終わらせる / end a role")
    for one in (new, granted, ended):
        one.add_argument("--office", required=True, help="課の id")
        one.add_argument(
            "--role",
            required=True,
            help="clerk, reviewer, manager, publisher, operator, protector, teacher, nurse, school-office",
        )
    reset = _of_one(commands, "reset-staff", f"{target}:reset_staff", "一度だけのパスワードを出す / reset a password")
    reset.add_argument("--second-factor", action="store_true", help="2つ目の確認も消す(電話をなくしたとき)")
    _of_one(commands, "remove-staff", f"{target}:remove_staff", "サインインできなくする / close an account")
    link = _of_one(commands, "link-staff", f"{target}:link_staff", "庁内の ID と結びつける / link to the town's OIDC")
    link.add_argument("--subject", required=True, metavar="SUB", help="認証サーバーの sub")
    _of_one(commands, "unlink-staff", f"{target}:unlink_staff", "庁内の ID との結びつきを外す / undo link-staff")


def _add_schools(commands: Commands) -> None:
    words = "学校の名簿(OneRoster CSV)を取り込む / import a school roster"
    roster = _add(commands, "import-roster", "madoguchi.site.school_commands:import_roster", words)
    roster.add_argument("path", metavar="PATH", help="CSV のフォルダーか ZIP")
    roster.add_argument("--by", required=True, metavar="LOGIN", help="取り込む職員")
    roster.add_argument("--check", action="store_true", help="確かめるだけで、取り込まない")


def _of_one(commands: Commands, name: str, target: str, words: str) -> argparse.ArgumentParser:
    parser = _add(commands, name, target, words)
    parser.add_argument("login", metavar="LOGIN", help="ログイン名")
    return parser


def _add(commands: Commands, name: str, target: str, words: str) -> argparse.ArgumentParser:
    """A command whose function is imported only when it runs."""
    parser = commands.add_parser(name, help=words, description=words)
    module, function = target.split(":")

    def run(args: argparse.Namespace) -> int:
        if name == "demo":
            os.environ["MADOGUCHI_DEMO"] = "1"
        status: int = getattr(import_module(module), function)(args)
        return status

    parser.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
