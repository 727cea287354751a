"""The seventeen rules in pandera with pandas. Prints the number of rules that fail."""
import sys

import pandas as pd
import pandera.pandas as pa

SITES = [f"k{i}" for i in range(200)]
schema = pa.DataFrameSchema(
    {
        "id": pa.Column("int64", nullable=False, unique=True),
        "f0": pa.Column("float64", pa.Check.in_range(0, 200), nullable=False),
        "f1": pa.Column("float64", pa.Check(lambda s: s.isna().mean() < 0.02, ignore_na=False), nullable=True),
        "f2": pa.Column("float64", nullable=False),
        "age": pa.Column(None, pa.Check.in_range(0, 120), nullable=False),
        "n": pa.Column(None, nullable=False),
        "plan": pa.Column(None, pa.Check.isin(list("abcde")), nullable=False),
        "site": pa.Column(None, pa.Check.isin(SITES), nullable=True),
        "flag": pa.Column(None, nullable=False),
        "day": pa.Column(None, nullable=False),
        "at": pa.Column(None, nullable=True),
        "mail": pa.Column(None, pa.Check.str_matches(r"^[^@]+@[^@]+$"), nullable=True),
    },
    checks=pa.Check(lambda frame: len(frame) > 1000),
)
try:
    schema.validate(pd.read_parquet(sys.argv[1]), lazy=True)
    print(0)
except pa.errors.SchemaErrors as problems:
    print(len(problems.failure_cases[["column", "check"]].drop_duplicates()))
