"""The plugin's command line, run from the repository's root."""

import subprocess


def run(jar, *arguments):
    """Fails with subprocess.CalledProcessError where the command does; what it says on its way is left out."""
    subprocess.run(["java", "-jar", jar, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
