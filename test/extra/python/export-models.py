"""Usage: export-models.py DATA FOLDER [CASE...]. Writes a repository with one model per case, and the metrics that Python
computes for each.

The scores come from onnxruntime on the very file; scikit-learn makes the metrics of them. The library's own predictions
must agree within the rounding of float32: otherwise the export would be no model of the data.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from export_cases import CASES, TYPES, Case, export
from sklearn.base import clone
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    mean_absolute_error,
    r2_score,
    roc_auc_score,
    root_mean_squared_error,
)

TRAIN_ROWS, EVALUATION_ROWS = 2500, 1000


def read(data: Path, name: str, rows: int) -> pd.DataFrame:
    """The same rows at every call; 'poor' is rare, so a part of the file would have none."""
    return pd.read_csv(data / f"{name}.csv").sample(rows, random_state=0).reset_index(drop=True)


def inputs_of(case: Case, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            case.renamed.get(name, name): table[name].astype(str if kind == "string" else TYPES[kind][1])
            for name, kind in case.features.items()
        }
    )


def feeds_of(case: Case, frame: pd.DataFrame, names: list[str]) -> dict[str, np.ndarray]:
    kinds = list(case.features.values())
    if case.is_tensor:
        return {names[0]: frame.to_numpy(TYPES[kinds[0]][1])}
    columns = [frame[[name]].to_numpy(TYPES[kind][1]) for name, kind in zip(frame.columns, kinds)]
    return dict(zip(names, columns, strict=True))


def run(case: Case, graph: Path, frame: pd.DataFrame) -> tuple[np.ndarray, list | None]:
    """Scores as the runtime gives them, and the classes that the model itself names."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    feeds = feeds_of(case, frame, [each.name for each in session.get_inputs()])
    if case.batch is None:
        outputs = session.run(None, feeds)
    else:
        outputs = in_batches(session, feeds, case.batch)
    if case.task == "regression":
        return outputs[0].reshape(-1), None
    if isinstance(outputs[1], list):
        classes = list(outputs[1][0])
        return np.array([[row[each] for each in classes] for row in outputs[1]], dtype=np.float32), classes
    scores = [np.asarray(each).reshape(len(frame), -1) for each in outputs[1:]]
    return np.hstack(scores), None


def in_batches(session, feeds: dict[str, np.ndarray], size: int) -> list[np.ndarray]:
    [(name, values)] = feeds.items()
    rows = len(values)
    padded = np.vstack([values, np.repeat(values[-1:], -rows % size, axis=0)])
    parts = [session.run(None, {name: padded[start : start + size]}) for start in range(0, len(padded), size)]
    return [np.concatenate(each)[:rows] for each in zip(*parts)]


def binary_metrics(labels: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """`scores` is the probability of the positive class; log loss clips at the precision of its type."""
    epsilon = np.finfo(scores.dtype).eps
    wide = scores.astype(np.float64)
    decided = wide >= 0.5
    return {
        "roc_auc": roc_auc_score(labels, wide),
        "log_loss": log_loss(labels, np.clip(wide, epsilon, 1 - epsilon)),
        "brier": brier_score_loss(labels, wide),
        "accuracy": accuracy_score(labels, decided),
        "f1": f1_score(labels, decided),
    }


def multiclass_metrics(labels: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """`labels` are positions in the columns of `scores`."""
    epsilon = np.finfo(scores.dtype).eps
    wide = scores.astype(np.float64)
    truth = wide[np.arange(len(labels)), labels]
    decided = wide.argmax(axis=1)
    return {
        "log_loss": float(-np.log(np.clip(truth, epsilon, 1 - epsilon)).mean()),
        "accuracy": accuracy_score(labels, decided),
        "f1_macro": f1_score(labels, decided, average="macro"),
    }


def regression_metrics(values: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    wide = predicted.astype(np.float64)
    return {
        "rmse": root_mean_squared_error(values, wide),
        "mae": mean_absolute_error(values, wide),
        "r2": r2_score(values, wide),
    }


def metrics(case: Case, truth: pd.Series, scores: np.ndarray, classes: list) -> dict[str, float]:
    if case.task == "regression":
        return regression_metrics(truth.to_numpy(np.float64), scores)
    if case.task == "binary":
        return binary_metrics((truth == case.positive).to_numpy(), scores[:, classes.index(case.positive)])
    return multiclass_metrics(truth.map({each: place for place, each in enumerate(classes)}).to_numpy(), scores)


def library_scores(case: Case, model, frame: pd.DataFrame) -> np.ndarray:
    given = frame.to_numpy() if case.is_tensor else frame
    return model.predict(given) if case.task == "regression" else model.predict_proba(given)


def assert_close(case: Case, ours: dict[str, float], library: dict[str, float]) -> None:
    for name, value in library.items():
        if not np.isclose(ours[name], value, rtol=case.tolerance, atol=0):
            raise SystemExit(f"{case.name}: {name} is {ours[name]} for the export and {value} for the library")


def config_of(case: Case) -> dict:
    data = {
        "train": f"{case.name}/train.csv",
        "evaluation": f"{case.name}/evaluation.csv",
        "target": "target",
        "id": "row_id",
        "features": [case.renamed.get(name, name) for name in case.features],
    }
    if case.positive is not None:
        data["positive"] = case.positive
    output = f"{case.name}/out" if case.external else f"{case.name}/out/model.onnx"
    train = {"run": "mkdir -p out && cp model/* out/", "model": output}
    return {"task": case.task, "root": case.name, "data": data, "train": train}


def save(case: Case, model, folder: Path) -> Path:
    folder.mkdir()
    graph = folder / "model.onnx"
    onnx.save(model, graph, save_as_external_data=case.external, location="weights.bin", size_threshold=0)
    return graph


def write_table(path: Path, case: Case, table: pd.DataFrame) -> None:
    written = table.drop(columns=["visited"]).rename(columns=case.renamed)
    target = case.target(table)
    written["target"] = target.map({True: "true", False: "false"}) if target.dtype == bool else target
    written.to_csv(path, index=False)


def write_case(case: Case, folder: Path, train: pd.DataFrame, evaluation: pd.DataFrame) -> None:
    folder.mkdir(parents=True)
    frame = inputs_of(case, train)
    model = clone(case.estimator)
    model.fit(frame.to_numpy() if case.is_tensor else frame, case.target(train))
    graph = save(case, export(case, model), folder / "model")
    asked = inputs_of(case, evaluation)
    scores, named = run(case, graph, asked)
    classes = [] if case.task == "regression" else list(model.classes_)
    truth = case.target(evaluation)
    expected = metrics(case, truth, scores, named or classes)
    assert_close(case, expected, metrics(case, truth, library_scores(case, model, asked), classes))
    write_table(folder / "train.csv", case, train)
    write_table(folder / "evaluation.csv", case, evaluation)
    (folder / "expected.json").write_text(json.dumps({"task": case.task, "metrics": expected}))


def main() -> None:
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    train, evaluation = read(data, "train", TRAIN_ROWS), read(data, "evaluation", EVALUATION_ROWS)
    wanted = sys.argv[3:] or [case.name for case in CASES]
    cases = [case for case in CASES if case.name in wanted]
    for case in cases:
        write_case(case, folder / case.name, train, evaluation)
        print(case.name, flush=True)
    config = {"version": 1, "models": {case.name: config_of(case) for case in cases}}
    (folder / "modelyard.yml").write_text(json.dumps(config, indent=2, ensure_ascii=False))
    (folder / ".gitignore").write_text("out/\n.modelyard/\nexpected.json\n")


if __name__ == "__main__":
    main()
