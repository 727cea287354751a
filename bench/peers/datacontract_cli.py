"""The contract of the benchmark in datacontract-cli. Prints the number of checks that do not pass."""
import pathlib
import sys

from datacontract.data_contract import DataContract

data, contract = sys.argv[1:3]
text = pathlib.Path(contract).read_text()
servers = f"servers:\n  - {{server: local, type: local, path: '{data}', format: parquet}}\n"
run = DataContract(data_contract_str=text + servers).test()
print(sum(str(getattr(check.result, "value", check.result)) in ("failed", "error") for check in run.checks))
