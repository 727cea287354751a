import type { Lifecycle, Severity } from './contract.ts';

/** What is not in use yet, or no longer, is looked at and blocks nothing. */
export const MOST_SEVERE: Readonly<Record<Lifecycle, Severity>> = {
  planned: 'info',
  alpha: 'info',
  debug: 'info',
  disabled: 'info',
  deprecated: 'warning',
  beta: 'error',
  production: 'error',
};
