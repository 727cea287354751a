"""The seventeen rules in pandera with polars. Prints the number of rules that fail."""
import sys

import pandera.polars as pa
import polars as pl

SITES = [f"k{i}" for i in range(200)]
not_nan = pa.Check(lambda data: data.lazyframe.select(~pl.col(data.key).is_nan()), name="not NaN")
schema = pa.DataFrameSchema(
    {
        "id": pa.Column(pl.Int64, nullable=False, unique=True),
        "f0": pa.Column(pl.Float64, [pa.Check.in_range(0, 200), not_nan], nullable=False),
        "f1": pa.Column(
            pl.Float64,
            pa.Check(
                lambda data: data.lazyframe.select((pl.col(data.key).is_null() | pl.col(data.key).is_nan()).mean() < 0.02),
                name="share",
            ),
            nullable=True,
        ),
        "f2": pa.Column(pl.Float64, not_nan, nullable=False),
        "age": pa.Column(pl.Int32, pa.Check.in_range(0, 120), nullable=False),
        "n": pa.Column(pl.Int32, nullable=False),
        "plan": pa.Column(pl.String, pa.Check.isin(list("abcde")), nullable=False),
        "site": pa.Column(pl.String, pa.Check.isin(SITES), nullable=True),
        "flag": pa.Column(pl.Boolean, nullable=False),
        "day": pa.Column(pl.Date, nullable=False),
        "at": pa.Column(nullable=True),
        "mail": pa.Column(pl.String, pa.Check.str_matches(r"^[^@]+@[^@]+$"), nullable=True),
    },
    checks=pa.Check(lambda data: data.lazyframe.select(pl.len() > 1000), name="rows"),
)
try:
    schema.validate(pl.read_parquet(sys.argv[1]), lazy=True)
    print(0)
except pa.errors.SchemaErrors as problems:
    print(problems.failure_cases.select(["column", "check"]).unique().height)
