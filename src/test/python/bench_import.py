"""Measures the import of large checkpoints with random weights: time, and the largest resident memory of the whole Java process.

    mvn -q -DskipTests package && python3 src/test/python/bench_import.py

It writes into target/bench-import and prints one line for each network and kind of file.
"""

import os
import shutil
import subprocess
import sys
import time

import torch

from fixtures import REPOSITORY
from vim import Vim
from vmamba import VMamba0, VMamba2

sys.path.insert(0, str(REPOSITORY / "models/training"))

from medmamba import MedMamba  # noqa: E402

FOLDER = REPOSITORY / "target" / "bench-import"


def networks():
    wide = (128, 256, 512, 1024)
    yield "MedMamba-B", MedMamba(wide, (2, 2, 12, 2), 16, 1000)
    yield "VMamba-B (first version)", VMamba0(wide, (2, 2, 27, 2), 16, 1000)
    yield "VMamba-B (second version)", VMamba2(wide, (2, 2, 15, 2), 1000, ratio=2, d_state=1, gated=False, conv_bias=False)
    yield "Vim-B", Vim(768, 24, 16, 1000, grid=14)


def fill(network):
    torch.manual_seed(1)
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if tensor.is_floating_point():
                tensor.normal_(0, 0.02)
                if name.endswith("running_var"):
                    tensor.fill_(1)
    return network.state_dict()


def safetensors(state, file):
    from safetensors.torch import save_file
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, file)


def measured(jar, checkpoint, heap):
    folder = FOLDER / "model"
    shutil.rmtree(folder, ignore_errors=True)
    begin = time.monotonic()
    process = subprocess.Popen(["java", *heap, "-jar", str(jar), "import", str(checkpoint), "--out", str(folder)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import of {checkpoint} failed")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def main():
    jar = next((REPOSITORY / "target").glob("*-cli.jar"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    writers = {"pth": torch.save, "old.pth": lambda state, file: torch.save(state, file, _use_new_zipfile_serialization=False)}
    try:
        import safetensors as package
        writers["safetensors"] = safetensors
        del package
    except ImportError:
        print("The package safetensors is not installed: its files are left out.")
    for name, network in networks():
        state = fill(network)
        for extension, write in writers.items():
            file = FOLDER / f"random.{extension}"
            write(state, file)
            seconds, megabytes = measured(jar, file, sys.argv[1:])
            print(f"{name}, {extension}, {file.stat().st_size / 1e6:.0f} MB: {seconds:.1f} s, {megabytes:.0f} MB resident", flush=True)
            file.unlink()
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
