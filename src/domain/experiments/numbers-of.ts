/** Finite numbers of a nested value by their dotted name, list members by number; everything else is left out. */
export function numbersOf(value: unknown): Map<string, number> {
  const numbers = new Map<string, number>();
  collect(value, '', numbers);
  return numbers;
}

function collect(value: unknown, path: string, numbers: Map<string, number>): void {
  if (typeof value === 'number' && Number.isFinite(value) && path !== '') numbers.set(path, value);
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value))
    collect(member, path === '' ? key : `${path}.${key}`, numbers);
}
