"""The peer of evaluate: reads the same rows, scores both models with NumPy, and measures them with scikit-learn; no intervals."""
import json
import resource
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss, roc_auc_score

path, models = sys.argv[1], json.loads(sys.argv[2])
features = [f"f{i}" for i in range(8)]
table = pd.read_parquet(path, columns=[*features, "y"])
labels = table["y"].to_numpy()
matrix = table[features].to_numpy(dtype=np.float32)
points = 0.0
for slopes in models.values():
    margins = matrix @ np.asarray(slopes, dtype=np.float32)
    scores = (1 / (1 + np.exp(-margins))).astype(np.float64)
    decided = scores >= 0.5
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    roc_auc_score(labels, scores), log_loss(labels, scores), brier_score_loss(labels, scores)
    accuracy_score(labels, decided), f1_score(labels, decided)
    points += resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
usage = resource.getrusage(resource.RUSAGE_SELF)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({
    "version": sklearn.__version__,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "pointsCpuSeconds": points,
    "peakBytes": usage.ru_maxrss * unit,
}))
