"""Measures the graphs for graphics cards with Python's onnxruntime-gpu, where Java's can't be brought to the card.

    java -jar target/X-VMamba_Explain-*-cli.jar bench device --export graphs
    python bench_device.py graphs                           # CUDA where it is, else the CPU

Needs numpy and onnxruntime-gpu (1.28.0 from PyPI wants CUDA 13; Java's wants CUDA 12). Input and outputs stay on the device (I/O binding);
times are the host's clock around runs that are waited for. The floors are those of the graph as it stands: floating-point operations of its
products and convolutions against --teraflops, and bytes that its operators read and write, each once, against --terabytes a second. They
come from ONNX Runtime's own profile of one tile on the CPU, which also counts the operators that are left after its optimisations.
"""

import argparse
import json
import os
import pathlib
import tempfile
import time

import numpy as np
import onnxruntime as ort

GRAPHS = ["prediction", "jacobian", "jacobian-gramian"]
SIZE = 224
WARM_UP = 3
MOST_ELEMENTS = 2**31 - 1  # the CUDA provider's operators count in 32 bits


def session(path, providers, profile=None):
    options = ort.SessionOptions()
    options.log_severity_level = 3
    if profile:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile)
    return ort.InferenceSession(str(path), options, providers=providers)


def shape(described):
    return next(iter(described.values()))


def size(described):
    return int(np.prod(shape(described), dtype=np.int64))


def operations(op, inputs, outputs):
    """Two for each multiplication with its addition."""
    if op in ("MatMul", "FusedMatMul", "Gemm"):
        return 2 * size(outputs[0]) * shape(inputs[0])[-1]
    if op in ("Conv", "FusedConv"):
        return 2 * size(outputs[0]) * int(np.prod(shape(inputs[1])[1:], dtype=np.int64))
    if op == "LinearAttention":
        return 5 * size(inputs[-1])  # of each state: exponential, decay, key times value, sum, query
    return max((size(output) for output in outputs), default=0)


def profile(path, image):
    """Operators of one pass, their operations and bytes, and the elements of the largest tensor."""
    with tempfile.TemporaryDirectory() as folder:
        run = session(path, ["CPUExecutionProvider"], pathlib.Path(folder) / "profile")
        run.run(None, {run.get_inputs()[0].name: image})
        events = json.loads(pathlib.Path(run.end_profiling()).read_text())
    nodes = [event["args"] for event in events if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")]
    result = {"nodes": len(nodes), "operations": 0, "bytes": 0, "largest": 1}
    for node in nodes:
        inputs, outputs = node["input_type_shape"], node["output_type_shape"]
        result["operations"] += operations(node["op_name"], inputs, outputs)
        if node["op_name"] not in ("Reshape", "Flatten", "Unsqueeze", "Squeeze", "Shape"):
            result["bytes"] += 4 * sum(size(tensor) for tensor in inputs + outputs)
        result["largest"] = max([result["largest"]] + [size(tensor) for tensor in inputs + outputs])
    return result


def measure(run, device, image, repeats):
    """Median seconds of a pass, with nothing but the pass in between."""
    binding = run.io_binding()
    binding.bind_ortvalue_input(run.get_inputs()[0].name, ort.OrtValue.ortvalue_from_numpy(image, device, 0))
    for output in run.get_outputs():
        binding.bind_output(output.name, device)
    times = []
    for repeat in range(WARM_UP + repeats):
        before = time.perf_counter()
        run.run_with_iobinding(binding)
        binding.synchronize_outputs()
        if repeat >= WARM_UP:
            times.append(time.perf_counter() - before)
    return float(np.median(times))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=pathlib.Path)
    parser.add_argument("--batches", default="1,8,64,256")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--teraflops", type=float, default=67, help="single precision of the card, without tensor cores (an H200's)")
    parser.add_argument("--terabytes", type=float, default=4.8, help="a second, of the card's memory (an H200's)")
    arguments = parser.parse_args()

    cuda = "CUDAExecutionProvider" in ort.get_available_providers()
    if cuda and hasattr(ort, "preload_dlls"):
        ort.preload_dlls()
    providers = [("CUDAExecutionProvider", {"use_tf32": 0})] if cuda else []
    providers.append("CPUExecutionProvider")
    device = "cuda" if cuda else "cpu"
    one = np.random.default_rng(1).standard_normal((1, 3, SIZE, SIZE)).astype(np.float32)
    profiles = {name: profile(arguments.graphs / (name + ".onnx"), one) for name in GRAPHS}
    sessions = {name: session(arguments.graphs / (name + ".onnx"), providers) for name in GRAPHS}
    used = sessions["prediction"].get_providers()[0]
    print(f"onnxruntime {ort.__version__}, {used}, {os.cpu_count()} processors\n")
    print("| graph | tiles at once | ms | tiles/s | operators | of the operations' floor | of the bytes' floor | against the prediction |")
    print("|---|---|---|---|---|---|---|---|")
    for batch in map(int, arguments.batches.split(",")):
        plain = None
        for name in GRAPHS:
            figures = profiles[name]
            at_once = min(batch, MOST_ELEMENTS // figures["largest"])
            seconds = measure(sessions[name], device, np.repeat(one, at_once, axis=0), arguments.repeats) / at_once
            plain = plain or seconds
            floor_operations = figures["operations"] / arguments.teraflops / 1e12 / seconds
            floor_bytes = figures["bytes"] / arguments.terabytes / 1e12 / seconds
            tiles = f"{batch}" if at_once == batch else f"{batch}, by {at_once}"
            print(f"| {name} | {tiles} | {1e3 * seconds * batch:.2f} | {1 / seconds:.1f} | {figures['nodes']} | {floor_operations:.2f} | "
                  f"{floor_bytes:.2f} | {seconds / plain:.2f} |", flush=True)


if __name__ == "__main__":
    main()
