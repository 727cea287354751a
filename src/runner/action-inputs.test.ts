import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionDefinition, findAction } from './action-definitions.ts';
import { commandLineOf, parseInputs } from './action-inputs.ts';

const action = (name: string) => findAction(name) as ActionDefinition;
const lineOf = (name: string, given: Readonly<Record<string, string>>) =>
  commandLineOf(name, action(name), parseInputs(JSON.stringify(given), action(name)));

describe('inputs of an action', () => {
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['validate', {}, ['validate']],
    [
      'validate',
      { model: 'a,b', config: 'ml/modelyard.yml' },
      ['validate', '--model=a,b', '--config=ml/modelyard.yml'],
    ],
    ['train', { force: 'true' }, ['train', '--force']],
    ['train', { force: 'false' }, ['train']],
    [
      'deploy',
      { environment: 'production', version: '1.2.0' },
      ['deploy', '--environment=production', '--', '1.2.0'],
    ],
    [
      'rollback',
      { environment: 'production', version: '1.1.0' },
      ['rollback', '--environment=production', '--to=1.1.0'],
    ],
    ['release', { bump: 'minor', token: 'secret' }, ['release', '--bump=minor']],
  ])('%s %j', (name, given, expected) => {
    expect(lineOf(name, given)).toEqual(expected);
  });

  it.each([
    '--json',
    '-x',
    '$(id)',
    '; id',
    ['$', '{{ x }}'].join(''),
    '::set-output name=a::b',
    'a b',
    '../x',
  ])('the value %s stays one value of one option', (value) => {
    expect(lineOf('deploy', { environment: value, version: value })).toEqual([
      'deploy',
      `--environment=${value}`,
      '--',
      value,
    ]);
  });

  it('a flag is true or false, and nothing else', () => {
    expect(() => lineOf('train', { force: 'yes' })).toThrow(
      'input force: expected true or false, found "yes"',
    );
  });

  it('the token is no option of any command', () => {
    for (const { name, inputs } of ACTIONS) {
      const given = Object.fromEntries(
        inputs.map((input) => [input.name, input.name === 'token' ? 'secret' : '']),
      );
      expect(lineOf(name, given).join(' ')).not.toContain('secret');
    }
  });

  it.each(['', 'x', '[]', '{"a":{}}'])('what no workflow writes is refused: %j', (text) => {
    expect(() => parseInputs(text, action('train'))).toThrow('the inputs of the action cannot be read');
  });
});
