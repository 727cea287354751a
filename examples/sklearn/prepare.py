"""Makes the Parquet files of this example from the quickstart's CSV files: the label becomes a boolean."""

from pathlib import Path

import pandas as pd

QUICKSTART = Path(__file__).parent.parent / "quickstart" / "data"
TARGET = Path(__file__).parent / "data"

for name in ("train", "evaluation"):
    table = pd.read_csv(QUICKSTART / f"{name}.csv")
    table["visited"] = table["visited"] == "yes"
    table.to_parquet(TARGET / f"{name}.parquet", index=False)
    print(f"data/{name}.parquet: {len(table)} rows")
