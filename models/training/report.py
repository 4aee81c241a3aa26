"""The figures of measure.py as Markdown."""


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def predictions(result, class_names):
    parts = []
    for name in ("MedMamba", "plain CNN"):
        if name in result:
            rows = [[c, *row] for c, row in zip(class_names, result[name]["confusion"])]
            parts += [f"{name}: {in_words(result[name])}\n", table(["", *(f"read as {c}" for c in class_names)], rows)]
    if "MedMamba - CNN" in result:
        low, high = result["MedMamba - CNN"]
        parts.append(f"Balanced accuracy, MedMamba minus CNN: {low:+.3f} to {high:+.3f} (95 % interval).\n")
    if "reliability" in result["MedMamba"]:
        rows = [[f"{low:.1f} to {high:.1f}", count, f"{confidence:.3f}", f"{right:.3f}"]
                for low, high, count, confidence, right in result["MedMamba"]["reliability"]]
        parts.append(table(["confidence", "pictures", "mean confidence", "right"], rows))
    parts += [f"Wrong: {w['picture']}, {class_names[w['label']]}, read as {class_names[w['read']]} "
              f"({w['probability']:.3f})" for w in result["wrong"]]
    return "\n".join(parts)


def in_words(result):
    if "balanced_accuracy" not in result:
        return f"accuracy {result['accuracy']:.3f}"
    spread = {key: "{:.3f} to {:.3f}".format(*result[key]) for key in result if key.endswith(("interval", "bootstrap"))}
    return (f"accuracy {result['accuracy']:.3f} ({spread['accuracy_interval']}), "
            f"balanced accuracy {result['balanced_accuracy']:.3f} (bootstrap {spread['balanced_accuracy_bootstrap']}; "
            f"Wilson {spread['balanced_accuracy_interval']}), "
            f"area under ROC {result['area_under_roc']:.3f} ({spread['area_under_roc_bootstrap']}), "
            f"calibration error {result['calibration_error']:.3f}, mean confidence {result['mean_confidence']:.3f}")


def maps(result):
    shares = ", ".join(f"{block} {share:.3f}" for block, share in result["ssm_share"].items())
    parts = ["", f"SSM share: {shares}\n"]
    if result["localisation"]:
        rows = [[*key.split(" "), f"{row['share_of_mass']:.3f}", f"{row['share_of_area']:.3f}", f"{row['ratio']:.2f}",
                 "{:.2f} to {:.2f}".format(*row["ratio_bootstrap"]), f"{row['lowest_ratio']:.2f}",
                 f"{row['above_one']:.0%}", f"{row['pointing_game']:.2f}", f"{row['control_ratio']:.2f}"]
                for key, row in result["localisation"].items()]
        first = next(iter(result["localisation"].values()))
        parts += [table(["block", "map", "mass in evidence", "area", "ratio", "95 % interval", "lowest", "above 1",
                         "pointing game", "control ratio"], rows),
                  f"{first['pictures']} pictures with evidence; at most the ratio can be {first['ceiling']:.2f}.\n"]
    return "\n".join(parts)


def disturbed(results, name):
    if not results:
        return ""
    networks = list(next(iter(results.values())))
    rows = [[change, *(f"{row[network]:.3f}" for network in networks)] for change, row in results.items()]
    return f"## Disturbed: balanced accuracy on the {name}\n\n" + table(["", *networks], rows)


def pictures(rows):
    cells = []
    for row in rows:
        pointing = ["", "", "", ""]
        if "jacobian" in row:
            pointing = [f"{row[index]['ratio']:.2f}" for index in ("jacobian", "gramian", "cam")]
            pointing.append("yes" if row["jacobian"]["hit"] else "no")
        cells.append([row["file"], row["class"], row["read"], f"{row['probability']:.3f}", f"{row['ssm_share']:.3f}",
                      *pointing])
    return "## test-images, last block (whole picture resized to the input)\n\n" + table(
        ["file", "class", "read as", "probability", "SSM share", "Jacobian ratio", "Gramian ratio", "CAM ratio",
         "Jacobian hit"], cells)
