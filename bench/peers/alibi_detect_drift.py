"""Drift of all columns with alibi-detect's tabular test. Prints the number of columns that drifted."""
import sys

import numpy as np
import pandas as pd
from alibi_detect.cd import TabularDrift

reference, current, *columns = sys.argv[1:]
numbers = ["f0", "f1", "f2", "age", "n"]
before, now = (pd.read_parquet(path, columns=columns) for path in (reference, current))
categories = {}
for place, name in enumerate(columns):
    if name in numbers:
        continue
    values = sorted(set(before[name].unique()) | set(now[name].unique()))
    categories[place] = len(values)
    for frame in (before, now):
        frame[name] = pd.Categorical(frame[name], categories=values).codes
# The test knows no missing numbers.
before, now = (frame.fillna(frame.median()).to_numpy(dtype=np.float64) for frame in (before, now))
found = TabularDrift(before, p_val=0.05, categories_per_feature=categories).predict(now, drift_type="feature")
print(int(found["data"]["is_drift"].sum()))
