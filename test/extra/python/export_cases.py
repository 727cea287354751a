"""What is exported, and from what: every case trains one model on rows of the RAND Health Insurance Experiment."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import numpy as np
import onnx
import onnx.helper
import pandas as pd
from catboost import CatBoostClassifier, CatBoostRegressor
from lightgbm import LGBMClassifier, LGBMRegressor
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as PlainFloatTensorType
from skl2onnx import to_onnx
from skl2onnx.common.data_types import (
    BooleanTensorType,
    DoubleTensorType,
    FloatTensorType,
    Int64TensorType,
    StringTensorType,
)
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from xgboost import XGBClassifier, XGBRegressor

OPSET = {"": 17, "ai.onnx.ml": 3}
NUMBERS = ["age", "income", "education_years", "family_size", "chronic_disease_index", "general_health_index"]
FULL_NUMBERS = ["age", "income", "family_size", "chronic_disease_index", "mental_health_index"]
WHOLE_NUMBERS = ["site", "coinsurance", "female", "child", "family_size"]
TYPES = {
    "float32": (FloatTensorType, np.float32),
    "float64": (DoubleTensorType, np.float64),
    "int64": (Int64TensorType, np.int64),
    "bool": (BooleanTensorType, np.bool_),
    "string": (StringTensorType, np.object_),
}


make_attribute = onnx.helper.make_attribute


def make_attribute_without_booleans(key, value, *rest, **named):
    """protobuf refuses the booleans that skl2onnx 1.20 lists for histogram boosting (`missing_value_tracks_true`)."""
    if isinstance(value, list) and any(isinstance(each, (bool, np.bool_)) for each in value):
        value = [int(each) for each in value]
    return make_attribute(key, value, *rest, **named)


onnx.helper.make_attribute = make_attribute_without_booleans


@dataclass(frozen=True)
class Case:
    name: str
    task: str
    estimator: Any
    #: Feature columns and the type of their input; one [n, f] tensor when `is_tensor`.
    features: dict[str, str]
    is_tensor: bool = False
    #: Turns the table into the column `target`.
    target: Callable[[pd.DataFrame], pd.Series] = lambda table: table["visited"]
    positive: Any = None
    #: For models that do not carry their classes: their order.
    classes: list | None = None
    zipmap: Any = True
    batch: int | None = None
    external: bool = False
    renamed: dict[str, str] = field(default_factory=dict)
    exporter: str = "skl2onnx"
    #: How far the library's own metrics may be from those of the export, which computes in float32.
    tolerance: float = 1e-4


def numbers(columns=NUMBERS, kind="float32") -> dict[str, str]:
    return dict.fromkeys(columns, kind)


def mixed() -> dict[str, str]:
    return {**numbers(), "self_rated_health": "string", "site": "string"}


def encode(encoder, columns=("self_rated_health", "site")):
    scaled = make_pipeline(SimpleImputer(), StandardScaler())
    return make_column_transformer((scaled, NUMBERS), (encoder, list(columns)))


def imputed(estimator):
    return make_pipeline(SimpleImputer(), StandardScaler(), estimator)


def visited_as(kind: type) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda table: (table["visited"] == "yes").astype(kind)


def column(name: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda table: table[name]


def health_number(table: pd.DataFrame) -> pd.Series:
    return table["self_rated_health"].map({"poor": 0, "fair": 1, "good": 2, "excellent": 3})


def logistic():
    return LogisticRegression(max_iter=2000)


def forest():
    return RandomForestClassifier(n_estimators=15, max_depth=6, random_state=0)


SMALL_XGB = {"n_estimators": 20, "max_depth": 3, "random_state": 0, "n_jobs": 1}
SMALL_LGBM = {"n_estimators": 20, "num_leaves": 8, "random_state": 0, "n_jobs": 1, "verbose": -1}
SMALL_CATBOOST = {
    "iterations": 20, "depth": 3, "random_seed": 0, "thread_count": 1, "logging_level": "Silent",
    "allow_writing_files": False,
}
ONE_HOT = OneHotEncoder(handle_unknown="ignore")
ORDINAL = OrdinalEncoder()
health, site = column("self_rated_health"), column("site")
UGLY = {"age": "age (years)", "income": "income/year", "family_size": "2nd size", "mental_health_index": "índex 1"}

BINARY = [
    Case("sk-logistic-columns-text", "binary", make_pipeline(encode(ONE_HOT), logistic()), mixed(), positive="yes"),
    Case(
        "sk-logistic-positive-first", "binary", make_pipeline(encode(ONE_HOT), logistic()), mixed(),
        positive="no", zipmap=False,
    ),
    Case(
        "sk-forest-ordinal-per-class", "binary", make_pipeline(encode(ORDINAL), forest()), mixed(),
        positive="yes", zipmap="columns",
    ),
    Case(
        "sk-boosting-ints", "binary", imputed(GradientBoostingClassifier(n_estimators=20, random_state=0)), numbers(),
        is_tensor=True, target=visited_as(int), positive=1,
    ),
    Case(
        "sk-boosting-bools", "binary", imputed(GradientBoostingClassifier(n_estimators=20, random_state=0)),
        numbers(), target=visited_as(bool), positive=True,
    ),
    Case(
        "sk-logistic-bools-tensor", "binary", imputed(logistic()), numbers(),
        is_tensor=True, target=visited_as(bool), positive=False, zipmap=False,
    ),
    Case(
        "sk-histogram-nulls", "binary", HistGradientBoostingClassifier(max_iter=20, random_state=0), numbers(),
        is_tensor=True, target=visited_as(int), positive=1, zipmap=False,
    ),
    Case(
        "sk-forest-ints-per-class", "binary", forest(), numbers(FULL_NUMBERS),
        is_tensor=True, target=visited_as(int), positive=1, zipmap="columns",
    ),
    Case(
        "sk-logistic-double", "binary", make_pipeline(StandardScaler(), logistic()), numbers(FULL_NUMBERS, "float64"),
        is_tensor=True, target=visited_as(int), positive=1, zipmap=False,
    ),
    Case(
        "sk-logistic-int64", "binary", make_pipeline(StandardScaler(), logistic()), numbers(WHOLE_NUMBERS, "int64"),
        is_tensor=True, target=visited_as(int), positive=1,
    ),
    Case(
        "sk-logistic-int64-text-columns", "binary",
        make_pipeline(
            make_column_transformer(
                (StandardScaler(), ["coinsurance", "family_size"]), (ONE_HOT, ["self_rated_health"])
            ),
            logistic(),
        ),
        {**numbers(["coinsurance", "family_size"], "int64"), "self_rated_health": "string"}, positive="yes",
    ),
    Case(
        "sk-renamed-inputs", "binary", make_pipeline(StandardScaler(), logistic()), numbers(list(UGLY)),
        positive="yes", renamed=UGLY,
    ),
    Case(
        "sk-network", "binary",
        make_pipeline(StandardScaler(), MLPClassifier(hidden_layer_sizes=(8,), max_iter=60, random_state=0)),
        numbers(FULL_NUMBERS), is_tensor=True, positive="yes",
    ),
    Case(
        "sk-batch-of-one", "binary", make_pipeline(StandardScaler(), logistic()), numbers(FULL_NUMBERS),
        is_tensor=True, positive="yes", zipmap=False, batch=1,
    ),
    Case(
        "sk-batch-of-32", "binary", make_pipeline(StandardScaler(), logistic()), numbers(FULL_NUMBERS),
        is_tensor=True, positive="yes", zipmap=False, batch=32,
    ),
    Case(
        "sk-external-data-zipmap", "binary", make_pipeline(StandardScaler(), logistic()), numbers(FULL_NUMBERS),
        is_tensor=True, positive="yes", external=True,
    ),
    Case(
        "xgboost-binary", "binary", XGBClassifier(**SMALL_XGB), numbers(), is_tensor=True,
        target=visited_as(int), positive=1, exporter="xgboost",
    ),
    Case(
        "lightgbm-binary", "binary", LGBMClassifier(**SMALL_LGBM), numbers(), is_tensor=True,
        target=visited_as(int), positive=1, exporter="lightgbm",
    ),
    Case(
        "lightgbm-binary-tensor", "binary", LGBMClassifier(**SMALL_LGBM), numbers(), is_tensor=True,
        target=visited_as(int), positive=0, zipmap=False, exporter="lightgbm",
    ),
    Case(
        "catboost-binary", "binary", CatBoostClassifier(**SMALL_CATBOOST), numbers(), is_tensor=True,
        target=visited_as(int), positive=1, exporter="catboost",
    ),
]
MULTICLASS = [
    Case("sk-logistic-health", "multiclass", imputed(logistic()), numbers(), target=health),
    Case(
        "sk-histogram-health", "multiclass", HistGradientBoostingClassifier(max_iter=10, random_state=0), numbers(),
        is_tensor=True, target=health, zipmap=False,
    ),
    Case(
        "sk-forest-health-per-class", "multiclass", forest(), numbers(FULL_NUMBERS),
        is_tensor=True, target=health, zipmap="columns",
    ),
    Case("sk-forest-site", "multiclass", forest(), numbers(FULL_NUMBERS), is_tensor=True, target=site),
    Case(
        "xgboost-health-number", "multiclass", XGBClassifier(**SMALL_XGB), numbers(), is_tensor=True,
        target=health_number, exporter="xgboost",
    ),
    Case(
        "lightgbm-health-number", "multiclass", LGBMClassifier(**SMALL_LGBM), numbers(), is_tensor=True,
        target=health_number, exporter="lightgbm",
    ),
    Case(
        "lightgbm-health-text", "multiclass", LGBMClassifier(**SMALL_LGBM), numbers(), is_tensor=True,
        target=health, exporter="lightgbm",
    ),
    Case(
        "catboost-health-text", "multiclass", CatBoostClassifier(**SMALL_CATBOOST), numbers(), is_tensor=True,
        target=health, exporter="catboost",
    ),
]
mental = column("mental_health_index")
MIXED_REGRESSION = {**numbers(), "self_rated_health": "string"}
REGRESSION = [
    Case(
        "sk-ridge-columns", "regression", make_pipeline(encode(ONE_HOT, ["self_rated_health"]), Ridge()),
        MIXED_REGRESSION, target=mental,
    ),
    Case(
        "sk-boosting-regression", "regression", imputed(GradientBoostingRegressor(n_estimators=20, random_state=0)),
        numbers(), is_tensor=True, target=mental,
    ),
    Case(
        "sk-linear-double", "regression", make_pipeline(StandardScaler(), LinearRegression()),
        numbers(["age", "income", "family_size"], "float64"), target=mental, is_tensor=True,
    ),
    Case(
        "xgboost-regression", "regression", XGBRegressor(**SMALL_XGB), numbers(), is_tensor=True,
        target=mental, exporter="xgboost",
    ),
    Case(
        "lightgbm-regression", "regression", LGBMRegressor(**SMALL_LGBM), numbers(), is_tensor=True,
        target=mental, exporter="lightgbm",
    ),
    Case(
        "catboost-regression", "regression", CatBoostRegressor(**SMALL_CATBOOST), numbers(), is_tensor=True,
        target=mental, exporter="catboost",
    ),
]
CASES = [*BINARY, *MULTICLASS, *REGRESSION]


def input_types(case: Case) -> list:
    if case.is_tensor:
        [kind] = set(case.features.values())
        return [("features", TYPES[kind][0]([case.batch, len(case.features)]))]
    return [(case.renamed.get(name, name), TYPES[kind][0]([case.batch, 1])) for name, kind in case.features.items()]


def export(case: Case, model):
    """The ONNX model, as the exporters make it when they are told nothing but what the case says."""
    if case.exporter == "skl2onnx":
        is_classifier = case.task != "regression"
        options = {id(model): {"zipmap": case.zipmap}} if is_classifier else None
        return to_onnx(model, initial_types=input_types(case), target_opset=OPSET, options=options)
    if case.exporter == "catboost":
        return exported_by_catboost(model)
    types = [("features", PlainFloatTensorType([None, len(case.features)]))]
    if case.exporter == "xgboost":
        return convert_xgboost(model, initial_types=types, target_opset=15)
    return convert_lightgbm(model, initial_types=types, target_opset=15, zipmap=case.zipmap)


def exported_by_catboost(model):
    """CatBoost writes files only; the names of the features are left out, as they are no names of inputs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        model.save_model(str(path), format="onnx")
        return onnx.load(str(path))
