"""Verdicts of datacontract-cli on folders with a contract and its data. Prints them as JSON, by folder."""
import json
import os
import pathlib
import sys
from importlib import metadata

from datacontract.data_contract import DataContract

WORDS = {"passed": "pass", "warning": "warn", "failed": "fail", "error": "fail"}
RANK = ["pass", "warn", "fail"]
# Types of columns in files are not checked there, which it says with a warning of each.
NOT_CHECKED = "Checking types in"


def verdict(folder):
    os.chdir(folder)
    run = DataContract(data_contract_file="contract.yaml").test()
    told = [
        (check.name, WORDS[check.result.value], check.reason)
        for check in run.checks
        if check.result and not (check.reason or "").startswith(NOT_CHECKED)
    ]
    worst = max((RANK.index(result) for _, result, _ in told), default=0)
    # A run that ends before its checks has a result of its own.
    if run.result.value == "error":
        worst = 2
    logs = [log.message for log in run.logs if log.level == "ERROR"]
    return {"verdict": RANK[worst], "told": [why for _, result, why in told if result != "pass"] + logs}


folders = sorted(each for each in pathlib.Path(sys.argv[1]).resolve().iterdir() if each.is_dir())
found = {each.name: verdict(each) for each in folders}
print(json.dumps({"version": metadata.version("datacontract-cli"), "verdicts": found}))
