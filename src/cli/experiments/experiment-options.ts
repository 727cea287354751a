import type { OptionDefinition } from '../command-definition.ts';

/** Options of all parts of `experiments`; the command says which part knows which. */
export const EXPERIMENT_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'sort',
    type: 'string',
    value: 'name',
    summary: 'list: by a metric or a cost, best first; newest first without it',
  },
  {
    name: 'limit',
    type: 'string',
    value: 'number',
    summary: 'list: as many lines at most; 50 without it, with --json all',
  },
  {
    name: 'metric',
    type: 'string',
    value: 'name',
    repeatable: true,
    summary: 'best: instead of the primary metric; compare: this one alone, several times for several',
  },
  {
    name: 'fail-on',
    type: 'string',
    value: 'worse|unclear',
    summary: 'compare: end with 1 where a metric is worse, or also where that cannot be told',
  },
  {
    name: 'params-file',
    type: 'string',
    value: 'file',
    repeatable: true,
    summary: 'compare: parameters to look at besides train.params',
  },
  {
    name: 'metrics-file',
    type: 'string',
    value: 'file',
    repeatable: true,
    summary: 'compare: numbers to look at besides train.metrics, as DVC and CML keep them',
  },
];
