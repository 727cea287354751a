"""The seventeen rules in Soda Core 3 on DuckDB. Prints the number of rules that fail."""
import sys

import duckdb
from soda.scan import Scan

SITES = ", ".join(f"k{i}" for i in range(200))
CHECKS = f"""
checks for tall:
  - row_count > 1000
  - duplicate_count(id) = 0
  - missing_count(id) = 0
  - missing_count(f0) = 0
  - invalid_count(f0) = 0:
      valid min: 0
      valid max: 200
  - missing_percent(f1) < 2
  - missing_count(f2) = 0
  - missing_count(age) = 0
  - invalid_count(age) = 0:
      valid min: 0
      valid max: 120
  - missing_count(n) = 0
  - missing_count(plan) = 0
  - invalid_count(plan) = 0:
      valid values: [a, b, c, d, e]
  - invalid_count(site) = 0:
      valid values: [{SITES}]
  - missing_count(flag) = 0
  - missing_count(day) = 0
  - invalid_count(mail) = 0:
      valid regex: ^[^@]+@[^@]+$
"""
connection = duckdb.connect()
connection.execute(f"CREATE VIEW tall AS SELECT * FROM '{sys.argv[1]}'")
scan = Scan()
scan.add_duckdb_connection(connection)
scan.set_data_source_name("duckdb")
scan.add_sodacl_yaml_str(CHECKS)
scan.execute()
print(len(scan.get_checks_fail()))
