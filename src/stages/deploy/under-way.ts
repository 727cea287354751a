/** Deployments that this process is at: to the log all of them are of one process. */
const underWay = new Set<string>();

export function isUnderWayHere(intent: string): boolean {
  return underWay.has(intent);
}

/** Does the work of an intent; until it has ended no other deployment of this process takes it for dead. */
export async function whileUnderWay<T>(intent: string, work: () => Promise<T>): Promise<T> {
  underWay.add(intent);
  try {
    return await work();
  } finally {
    underWay.delete(intent);
  }
}
