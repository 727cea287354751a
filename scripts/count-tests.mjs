// Prints "<passed> <failed>" of a vitest JSON report. A suite in which nothing ran, or anything was skipped, fails.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const passed = report.numPassedTests;
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const skipped = report.numPendingTests + report.numTodoTests;
const failed = report.numFailedTests + brokenFiles.length + skipped + (passed === 0 ? 1 : 0);
console.log(`${passed} ${failed}`);
