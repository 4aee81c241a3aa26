"""Writes the same odd tensors in every kind of checkpoint file, for the tests of the readers.

Besides PyTorch and NumPy it needs the package safetensors. It writes into src/test/resources/org/xvmamba/convert.
"""

import argparse
import io
import json
import pathlib

import torch
from safetensors.torch import save_file

from fixtures import TARGET, odd_tensors


def legacy(contents, protocol):
    stream = io.BytesIO()
    torch.save(contents, stream, pickle_protocol=protocol, _use_new_zipfile_serialization=False)
    return stream.getvalue()


def main():
    tensors = odd_tensors()
    (TARGET / "odd-tensors-legacy.pth").write_bytes(legacy(tensors, 2))
    (TARGET / "odd-tensors-legacy-4.pth").write_bytes(legacy({"model": tensors, "epoch": 7}, 4))
    plain = {name: tensor.detach().clone().contiguous() for name, tensor in tensors.items()}
    save_file(plain, TARGET / "odd-tensors.safetensors", metadata={"format": "pt"})
    names = sorted(plain)
    shards = {"odd-00001-of-00002.safetensors": names[::2], "odd-00002-of-00002.safetensors": names[1::2]}
    for file, kept in shards.items():
        save_file({name: plain[name] for name in kept}, TARGET / file)
    index = {"metadata": {"total_size": 1}, "weight_map": {name: file for file, kept in shards.items() for name in kept}}
    (TARGET / "odd.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")
    settings = argparse.Namespace(lr=0.1, model="tiny", output_dir=pathlib.PosixPath("results"), epochs=[1, 2])
    torch.save({"model": {"weight": torch.ones(2)}, "args": settings}, TARGET / "with-settings.pth")


if __name__ == "__main__":
    main()
