"""Measures a prediction of each family's tiny size, with random weights, at 224 x 224 pixels.

    mvn -q -DskipTests package && python3 src/test/python/bench_families.py

It writes into target/bench-families and prints the table of the command `bench --model`; options of that command, such as --threads, go to it.
"""

import shutil
import subprocess
import sys

import torch

from fixtures import REPOSITORY, randomise, saved
from plain_mamba import PlainMamba
from vim import Vim
from vmamba import VMamba0, VMamba2

sys.path.insert(0, str(REPOSITORY / "models/training"))

from medmamba import MedMamba  # noqa: E402

FOLDER = REPOSITORY / "target" / "bench-families"
WIDTHS = (96, 192, 384, 768)
CLASSES = 1000


def initialised(network):
    """Random weights, but steps and decays spread as Mamba's initialisation spreads them: delta from 0.001 to 0.1, A_n = -n."""
    for name, tensor in randomise(network).state_dict().items():
        if name.endswith(("A_logs", "A_log", "A_b_log")):
            tensor.copy_(torch.log(torch.arange(1, tensor.shape[1] + 1).float()).expand_as(tensor))
        elif name.endswith(("dt_projs_bias", "dt_proj.bias", "dt_proj_b.bias")):
            tensor.copy_(torch.log(torch.expm1(0.001 * 100 ** torch.rand(tensor.shape))))
    return network


def networks():
    yield "MedMamba-T", MedMamba(WIDTHS, (2, 2, 4, 2), 16, CLASSES), []
    yield "VMamba-T (first version)", VMamba0(WIDTHS, (2, 2, 9, 2), 16, CLASSES), []
    second = VMamba2(WIDTHS, (2, 2, 5, 2), CLASSES, ratio=2, d_state=1, gated=False, conv_bias=False)
    yield "VMamba-T (second version)", second, []
    yield "VMamba-T (second version - cascade2d)", second, ["--scan", "cascade2d"]
    yield "Vim-T", Vim(192, 24, 16, CLASSES, grid=14), []
    yield "PlainMamba-L1", PlainMamba(192, 24, 16, CLASSES, grid=14), []


def main():
    jar = next((REPOSITORY / "target").glob("*-cli.jar"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    torch.set_num_threads(1)
    models = []
    for name, network, options in networks():
        checkpoint = FOLDER / "random.pth"
        checkpoint.write_bytes(saved(initialised(network).state_dict()))
        folder = FOLDER / f"model{len(models) // 2}"
        subprocess.run(["java", "-jar", str(jar), "import", str(checkpoint), "--out", str(folder), "--name", name, *options], check=True,
                       stdout=subprocess.DEVNULL)
        models += ["--model", str(folder)]
    subprocess.run(["java", "-jar", str(jar), "bench", *models, *sys.argv[1:]], check=True)
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
