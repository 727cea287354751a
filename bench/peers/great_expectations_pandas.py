"""The seventeen rules in Great Expectations on pandas. Prints the number of rules that fail."""
import sys

import great_expectations as gx
import pandas as pd

e = gx.expectations
SITES = [f"k{i}" for i in range(200)]
context = gx.get_context(mode="ephemeral")
batch = (
    context.data_sources.add_pandas("pandas")
    .add_dataframe_asset("tall")
    .add_batch_definition_whole_dataframe("all")
)
suite = gx.ExpectationSuite(name="tall")
rules = [
    e.ExpectTableRowCountToBeBetween(min_value=1001),
    e.ExpectColumnValuesToBeUnique(column="id"),
    *(e.ExpectColumnValuesToNotBeNull(column=name) for name in ["id", "f0", "f2", "age", "n", "plan", "flag", "day"]),
    e.ExpectColumnValuesToNotBeNull(column="f1", mostly=0.98),
    e.ExpectColumnValuesToBeBetween(column="f0", min_value=0, max_value=200),
    e.ExpectColumnValuesToBeBetween(column="age", min_value=0, max_value=120),
    e.ExpectColumnValuesToBeInSet(column="plan", value_set=list("abcde")),
    e.ExpectColumnValuesToBeInSet(column="site", value_set=SITES),
    e.ExpectColumnValuesToMatchRegex(column="mail", regex=r"^[^@]+@[^@]+$"),
]
for rule in rules:
    suite.add_expectation(rule)
definition = gx.ValidationDefinition(name="tall", data=batch, suite=suite)
context.suites.add(suite)
context.validation_definitions.add(definition)
result = definition.run(batch_parameters={"dataframe": pd.read_parquet(sys.argv[1])})
print(sum(not each.success for each in result.results))
