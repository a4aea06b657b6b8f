"""A register is one file: whatever is declared has its form, its page, its CSV and its row, without a line of program."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from madoguchi.declare.loading import check_town, load_town
from madoguchi.declare.versions import close_register
from madoguchi.registers import actions, cells
from madoguchi.site.cli import main

ROOT = Path(__file__).parents[3]
TOWN = load_town(settings.MADOGUCHI_TOWN)
EXAMPLE = re.search(r"```yaml\n(.*?)```", (ROOT / "docs/how-to/make-a-register.md").read_text(), re.S).group(1)


@pytest.mark.parametrize("slug", TOWN.registers)
def test_a_declared_register_is_there_for_its_office(ward, client_of, slug):
    actions.publish_register(close_register(TOWN, slug), by=ward.actor("kurata"))
    register = TOWN.registers[slug]
    client = client_of({"gikai": "kase"}.get(register.owner, "kurata"))
    form = client.get(f"/staff/registers/{slug}/new/").content.decode()
    assert all(f'name="{one.id}' in form for one in register.fields)
    heading = client.get(f"/staff/registers/{slug}/csv/").content.decode("utf-8-sig").split("\r\n")[0]
    assert heading.split(",")[2:] == [title for one in register.plain for title, _part in cells.columns(one)]
    assert client.get(f"/registers/{slug}/").status_code == (200 if register.published else 404)


@pytest.mark.parametrize("slug", TOWN.registers)
def test_what_everybody_may_read_is_in_three_languages(slug):
    register = TOWN.registers[slug]
    shown = [one for one in register.fields if register.published and one.id in register.published.fields]
    words = [register.title, *(one.label for one in shown), *(option for one in shown for option in one.options or ())]
    assert [text.ja for text in words if not text.en or not text.ja_easy] == []


def test_the_example_of_the_manual_is_a_whole_register(tmp_path):
    shutil.copytree(settings.MADOGUCHI_TOWN, tmp_path / "town")
    (tmp_path / "town/registers/kyotei.yaml").write_text(EXAMPLE, encoding="utf-8")
    assert check_town(tmp_path / "town") == []
    assert "kyotei" in load_town(tmp_path / "town").registers


def test_it_is_published_from_the_command_line_by_name(ward, capsys):
    assert main(["publish-register", "teikyo-saki", "--by", "kurata"]) == 0
    assert "経常的提供先" in capsys.readouterr().out
    assert main(["publish-register", "teikyo-saki", "--by", "mori"]) == 1
    assert main(["publish-register", "nothing", "--by", "kurata"]) == 1
    assert "teikyo-saki" in capsys.readouterr().err
