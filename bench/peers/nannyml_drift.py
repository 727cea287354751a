"""Drift of all columns with NannyML's univariate calculator. Prints the number of columns that drifted."""
import sys

import nannyml as nml
import pandas as pd

reference, current, *columns = sys.argv[1:]
numbers = ["f0", "f1", "f2", "age", "n"]
before, now = (pd.read_parquet(path, columns=columns) for path in (reference, current))
calculator = nml.UnivariateDriftCalculator(
    column_names=columns,
    treat_as_categorical=[name for name in columns if name not in numbers],
    chunk_number=10,
)
found = calculator.fit(before).calculate(now).filter(period="analysis").to_df()
alerts = [column for column in found.columns if column[-1] == "alert"]
print(len({column[0] for column in alerts if found[column].any()}))
