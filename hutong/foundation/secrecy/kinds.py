"""The classes of what is sealed; each has keys of its own."""

from enum import StrEnum


class Secret(StrEnum):
    """A class of protected content; `INDEX` is the key by which equal numbers are found."""

    IDENTITY = "identity"
    CONTACT = "contact"
    HEALTH = "health"
    REPORTER = "reporter"
    PLACEMENT = "placement"
    ACCOUNT = "account"
    FILE = "file"
    SIGN_IN = "sign-in"
    INDEX = "index"


# Read one record a call, each reading on record.
ONE_AT_A_TIME = frozenset({Secret.REPORTER, Secret.PLACEMENT})
