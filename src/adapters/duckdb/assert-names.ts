import { ModelyardError } from '../../errors.ts';

/** Throws `input` for columns without a name and for names that stand twice, upper and lower case being equal to SQL. */
export function assertNames(names: readonly string[], label: string): void {
  const unnamed = names.findIndex((name) => name.trim() === '');
  if (unnamed !== -1)
    throw new ModelyardError('input', `${label}: column ${unnamed + 1} has no name`, {
      hint: 'Name it where the file is written.',
    });
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) throw twice(label, names, [first, index]);
    seen.set(name.toLowerCase(), index);
  }
}

function twice(
  label: string,
  names: readonly string[],
  [first, second]: readonly [number, number],
): ModelyardError {
  const [one = '', other = ''] = [names[first], names[second]];
  const where =
    one === other
      ? `as column ${first + 1} and as column ${second + 1}`
      : `as column ${first + 1} it is ${JSON.stringify(one)}, as column ${second + 1} ${JSON.stringify(other)}`;
  return new ModelyardError(
    'input',
    `${label}: column ${JSON.stringify(other)} stands twice (upper and lower case count as equal): ${where}`,
    { hint: 'Rename one of the two.' },
  );
}
