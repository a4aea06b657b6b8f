"""Every way in which personal data can leave the vault. A value opened for one cannot leave by another."""

from enum import StrEnum


class Channel(StrEnum):
    RESIDENT_PAGE = "resident-page"  # the person's own page
    STAFF_PAGE = "staff-page"
    COUNTER_PAGE = "counter-page"
    PRINT = "print"
    LETTER = "letter"
    MAIL = "mail"
    EXPORT = "export"
    API = "api"
    RULE = "rule"  # a decision table that proposes
    STATISTICS = "statistics"
    SEARCH = "search"
