const MOST_AT_ONCE = 4;

/** Works on items a few at a time; after a failure none is begun, and it is thrown when those under way have ended. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const open = [...items].reverse();
  const failures: unknown[] = [];
  const worker = async () => {
    for (let item = open.pop(); item !== undefined && failures.length === 0; item = open.pop())
      await work(item).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
}
