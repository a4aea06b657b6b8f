"""Small rosters as tables: OneRoster files of one school with two classes, to be changed by a test."""

import io
import zipfile
from typing import Any

from madoguchi.receive import actions
from madoguchi.receive.queries.schools import meibo
from madoguchi.receive.roster.bundle import Bundle, from_zip
from madoguchi.receive.roster.plan import Plan
from madoguchi.receive.roster.reading import read_roster
from madoguchi.receive.roster.shape import Roster
from madoguchi.trail.actor import SYSTEM

FILES = {
    "orgs.csv": "sourcedId,status,name,type,identifier\ns1,,若草小学校,school,B113299990019\n",
    "academicSessions.csv": "sourcedId,title,type,startDate,endDate\ny8,2026年度,schoolYear,2026-04-01,2027-03-31\n",
    "classes.csv": "sourcedId,title,grades,classType,schoolSourcedId,termSourcedIds\n"
    "c1,1年1組,P1,homeroom,s1,y8\nc3,3年2組,P3,homeroom,s1,y8\nk1,算数,P3,scheduled,s1,y8\n",
    "users.csv": "sourcedId,givenName,familyName,phone,agentSourcedIds,primaryOrgSourcedId,"
    "metadata.jp.kanaGivenName,metadata.jp.kanaFamilyName\n"
    "p1,みお,若葉,,g1,s1,ミオ,ワカバ\np2,そら,若葉,,\"g1,g2\",s1,ソラ,ワカバ\np3,太郎,𠮷田,,g3,s1,たろう,ヨシダ\n"
    "g1,はるか,若葉,090-0000-0001,,s1,ハルカ,ワカバ\ng2,悠,若葉,090-0000-0002,,s1,ユウ,ワカバ\n"
    "g3,恵,𠮷田,090-0000-0003,,s1,メグミ,ヨシダ\nt1,ゆうこ,木村,,,s1,,\n",
    "roles.csv": "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,p1,primary,student,s1\nr2,p2,primary,student,s1\n"
    "r3,p3,primary,student,s1\nr4,g1,primary,guardian,s1\nr5,g2,primary,parent,s1\nr6,g3,primary,guardian,s1\n"
    "r7,t1,primary,teacher,s1\n",
    "demographics.csv": "sourcedId,birthDate\np1,2019-06-01\np2,2017-10-10\np3,2017-05-05\n",
    "enrollments.csv": "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate,metadata.jp.ShussekiNo\n"
    "e1,c1,s1,p1,student,,,5\ne2,c3,s1,p2,student,,,31\ne3,c3,s1,p3,student,,,32\ne4,k1,s1,p3,student,,,\n"
    "e5,c3,s1,t1,teacher,,,\n",
}  # fmt: skip


def packed(**changes: str | bytes | None) -> io.BytesIO:
    """The files as a zip. `orgs="…"` replaces a file, None leaves it out."""
    content: dict[str, Any] = FILES | {f"{name}.csv": text for name, text in changes.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in content.items():
            if text is not None:
                out.writestr(f"roster/{name}", text)
    stream.seek(0)
    return stream


def bundle(**changes: str | bytes | None) -> Bundle:
    return from_zip(packed(**changes))


def roster(**changes: str | bytes | None) -> Roster:
    return read_roster(bundle(**changes))


def swapped(file: str, old: str, new: str) -> str:
    """A file with one piece of it changed."""
    assert old in FILES[f"{file}.csv"]
    return FILES[f"{file}.csv"].replace(old, new)


def take_over(**changes: str | bytes | None) -> Plan:
    version = meibo()
    assert version is not None
    return actions.import_roster(roster=roster(**changes), version=version, by=SYSTEM)
