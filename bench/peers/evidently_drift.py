"""Data drift of all columns with Evidently's preset. Prints the number of columns that drifted."""
import sys

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

reference, current, *columns = sys.argv[1:]
numbers = ["f0", "f1", "f2", "age", "n"]
definition = DataDefinition(
    numerical_columns=[name for name in columns if name in numbers],
    categorical_columns=[name for name in columns if name not in numbers],
)
datasets = [
    Dataset.from_pandas(pd.read_parquet(path, columns=columns), data_definition=definition)
    for path in (current, reference)
]
result = Report([DataDriftPreset()]).run(*datasets)
found = result.dict()["metrics"]
print(int(next(metric["value"]["count"] for metric in found if metric["metric_name"].startswith("DriftedColumnsCount"))))
