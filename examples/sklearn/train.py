"""Trains a scikit-learn pipeline on the raw columns and exports it whole, so that serving needs no Python."""

import os
from pathlib import Path

import pandas as pd
import yaml
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

TARGET = "visited"
CATEGORIES = ["self_rated_health"]
LEFT_OUT = ["row_id", "person", "year", TARGET]


def build(params: dict, seed: int):
    classifiers = {
        "logistic": lambda: LogisticRegression(max_iter=1000),
        "boosting": lambda: GradientBoostingClassifier(n_estimators=params["rounds"], max_depth=3, random_state=seed),
    }
    return classifiers[params["model"]]()


def main() -> None:
    params = yaml.safe_load(Path(os.environ["MODELYARD_PARAMS"]).read_text())
    seed = int(os.environ["MODELYARD_SEED"])
    table = pd.read_parquet(os.environ["MODELYARD_TRAIN_DATA"])
    numbers = [name for name in table.columns if name not in LEFT_OUT + CATEGORIES]
    features = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers),
            ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
        ]
    )
    pipeline = make_pipeline(features, build(params, seed))
    columns = table[numbers].astype("float32").join(table[CATEGORIES])
    pipeline.fit(columns, table[TARGET])

    types = [(name, FloatTensorType([None, 1])) for name in numbers]
    types += [(name, StringTensorType([None, 1])) for name in CATEGORIES]
    onnx = to_onnx(pipeline, initial_types=types, target_opset=17)
    output = Path(os.environ["MODELYARD_OUTPUT_MODEL"])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(onnx.SerializeToString())
    print(f"{params['model']}: {len(table)} rows, {output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
