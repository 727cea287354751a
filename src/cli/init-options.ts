import { DRY_RUN, type OptionDefinition } from './command-definition.ts';

const text = (name: string, value: string, summary: string): OptionDefinition => ({
  name,
  type: 'string',
  value,
  summary,
});

export const INIT_OPTIONS: readonly OptionDefinition[] = [
  text('name', 'name', 'the model’s name'),
  text('train-data', 'files', 'training data: a file or a pattern'),
  text('evaluation-data', 'files', 'rows to judge by, which training never sees'),
  text('contract', 'file|none', 'data contract'),
  text('target', 'column', 'what the model predicts'),
  text('task', 'task', 'binary, multiclass or regression'),
  text('positive', 'value', 'binary: the class that a score speaks of'),
  text('id', 'column|none', 'identifies a row'),
  text('group', 'column|none', 'ties rows together: a person, a household'),
  text('time', 'column|none', 'time of a row; no feature'),
  text('run', 'command', 'the training command'),
  text('params', 'file|none', 'parameters of the training'),
  text('model-file', 'path', 'file or folder of the model that training writes'),
  text('predictions', 'file|none', 'predictions on the evaluation rows that training writes'),
  text('metrics-file', 'file|none', 'numbers that training tells of itself'),
  text('metric', 'names', 'metrics that the file holds, separated by commas'),
  text('branch', 'name', 'branch that releases come from'),
  text('prepare', 'command', 'makes or fetches data that git does not hold, for the workflow'),
  { name: 'no-workflow', type: 'boolean', summary: 'write no workflow' },
  { name: 'no-questions', type: 'boolean', summary: 'ask nothing, not even in a terminal' },
  text('print', 'config|workflow', 'print that text and write nothing, even where the file is there'),
  { ...DRY_RUN, summary: 'say what would be written and write nothing' },
];
