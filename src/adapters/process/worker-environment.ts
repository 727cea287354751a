import { RUNTIME_VARIABLE } from '../add-ons/load-add-on.ts';

/** What a worker may see of the environment: enough for the loader and for Windows, and no secrets. */
const PASSED_VARIABLES = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'NODE_PATH',
  RUNTIME_VARIABLE,
  'SystemRoot',
  'TEMP',
];

export function workerEnvironment(): Record<string, string> {
  const passed = PASSED_VARIABLES.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(passed);
}
