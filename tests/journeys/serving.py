"""Serves the city of the journeys as the product does, with its collected files."""

import io
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from hutong.config.command import Wiring


def main():
    django.setup()
    call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
    home = Path(settings.HUTONG_HOME)
    Wiring(home).serve(port=int(sys.argv[1]), host="127.0.0.1", workers=1)


if __name__ == "__main__":
    main()
