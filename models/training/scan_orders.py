"""Scan orders by the plugin's own names, taken from the plugin itself: there is no second implementation of them.

An order is a function of a grid's height and width that gives token numbers in visiting order, [4, height * width].
"""

import functools
import json
import pathlib
import subprocess

import torch

from medmamba import cross_scan_orders
from selective_scan import REPOSITORY

ORDER_OF_THE_MODEL = "model"
PRINTER = pathlib.Path(__file__).resolve().with_name("PrintOrder.java")


def orders_by_name(name, jar=None):
    """`model` is MedMamba's cross-scan; every other name is looked up in the jar, once for each grid that occurs."""
    if name == ORDER_OF_THE_MODEL:
        return cross_scan_orders
    jar = jar or built_jar()
    if jar is None:
        raise SystemExit(f"The scan order {name} comes from the plugin; build its -cli.jar, or name one with --jar.")

    @functools.lru_cache(maxsize=None)
    def orders(height, width):
        printer = subprocess.run(["java", "-cp", jar, PRINTER, name, str(height), str(width)],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if printer.returncode:
            raise SystemExit(printer.stderr.strip())
        return torch.tensor([json.loads(line) for line in printer.stdout.splitlines()])

    # Asked at once, so that an unknown name ends a run before it has begun.
    orders(2, 2)
    return orders


def built_jar():
    """The command line's jar in target; None where there is none."""
    return next(iter(sorted((REPOSITORY / "target").glob("X-VMamba_Explain-*-cli.jar"))), None)
