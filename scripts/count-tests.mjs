// Prints "<passed> <failed>" of a vitest JSON report. A file in which no test ran fails, and so does a suite without a
// test. What one platform or user cannot test (a folder that root may not write to) is named, and counts as neither.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ran = ({ status }) => status === 'passed' || status === 'failed';
const silentFiles = report.testResults.filter((file) => !file.assertionResults.some(ran));
const left = report.testResults.flatMap((file) => file.assertionResults.filter((test) => !ran(test)));
for (const { fullName, status } of left) console.error(`not run (${status}): ${fullName}`);
const failed = report.numFailedTests + silentFiles.length + (report.numPassedTests === 0 ? 1 : 0);
console.log(`${report.numPassedTests} ${failed}`);
