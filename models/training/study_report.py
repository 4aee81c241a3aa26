"""docs/study.md, from the tables that study.py had made; its plots and its CSV files are made along with it."""

import json
import pathlib

import retrained_report
import study_csv
import study_plots
import study_sections
from report import table
from study_findings import findings
from study_tables import TITLES, Study

COUNTS = ("explained", "localised", "deleted", "rise", "sane", "shuffles", "reordered", "seed")
TRAINED_WITH_OTHER_ORDERS = pathlib.Path(__file__).resolve().parent / "measured" / "orders.json"


def write(work, out, models):
    studies = {model: Study(work / model) for model in models}
    settings = json.loads((work / "settings.json").read_text())
    (out.parent / "images").mkdir(parents=True, exist_ok=True)
    study_plots.draw_all(studies, out.parent / "images")
    study_csv.write_all(studies, out.parent / "study")
    others = measured_with_other_orders()
    if others:
        (out.parent / "study" / retrained_report.PAGE).write_text(retrained_report.page(others))
    parts = [opening(settings, studies), findings(studies, retrained_report.in_short(others)),
             *study_sections.all_of_them(studies, bool(others)), retrained_report.section(others) if others else "", times(studies, settings), study_csv.listing()]
    out.write_text("\n".join(filter(None, parts)))


def opening(settings, studies):
    counts = " ".join(f"--{name} {settings[name]}" for name in COUNTS)
    explained = ", ".join(f"{len(study.maps)} of {TITLES[model]}" for model, study in studies.items())
    return f"""# The study: influence in three small MedMambas

What X-VMamba (arXiv 2511.12694) finds in MedMambas on MedMNIST, asked of the three models that come along. Their networks and data differ from the paper's, so this repeats the questions, not the experiment. The paper's
claims are those of its abstract and its figures of insertion - deletion, in our words. Made by one command, figures, verdicts and plots; nothing is edited by hand:

    python3 models/training/study.py --data ../shared/data --jar target/X-VMamba_Explain-*-cli.jar {counts}

The pictures are validation pictures ({explained}; BCCD, BUSI and Kermany's chest X-rays, `models/training/README.md`), evenly spread over the validation part; 0 stands for all. n counts pictures. Brackets: 95 % intervals, percentile
bootstrap, 1000 resamples of the pictures; differences are paired by picture unless it is said otherwise. **They tell of other pictures, not of other trainings: each model was trained once.** With fewer than about 30
pictures they are too narrow. What each figure means: [evaluation.md](evaluation.md).
"""


def measured_with_other_orders():
    """What retrained.py measured; empty where it did not."""
    return json.loads(TRAINED_WITH_OTHER_ORDERS.read_text()) if TRAINED_WITH_OTHER_ORDERS.exists() else {}


def times(studies, settings):
    rows = []
    for model, study in studies.items():
        for run in ("deletion", "rise"):
            found = json.loads((study.folder / run / "evaluation.json").read_text())
            parts = {name: value / 1000 / found["image_count"] for name, value in found["milliseconds"].items()}
            most = max(parts, key=parts.get)
            rows.append([TITLES[model], run, f"{sum(parts.values()):.1f}", f"{most} {parts[most]:.1f}",
                         ", ".join(f"{name} {value:.1f}" for name, value in parts.items() if name != most)])
    seconds = settings["seconds"]
    return f"""## Time

Seconds a picture on two cores, loading included. `deletion`: three indices, CAM and both random maps; `rise`: three indices, occlusion and RISE. The whole study took {sum(seconds.values()) / 60:.0f} minutes, in seconds
{", ".join(f"{part} {value:.0f}" for part, value in seconds.items())}.

{table(["model", "run", "together", "most", "the rest"], rows)}"""
