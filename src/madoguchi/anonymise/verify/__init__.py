"""Counts a release again from its file, by plain SQL. Nothing of the search or the engines is imported here."""

from madoguchi.anonymise.verify.certificate import Certificate, read_certificate, write_certificate
from madoguchi.anonymise.verify.verifying import verify

__all__ = ["Certificate", "read_certificate", "verify", "write_certificate"]
