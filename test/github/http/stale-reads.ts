import type { Ref } from '../git/bare-repository.ts';
import type { Tables, World } from '../world.ts';

interface Snapshot {
  readonly tables: Tables;
  readonly refs: readonly Ref[];
}

/** Lists that lag: after a change, the first `reads` answers of each list do not know it yet. */
export class StaleReads {
  reads = 0;
  #before: Snapshot | null = null;
  #left = new Map<string, number>();

  /** Call before a change. */
  async remember(world: World): Promise<Snapshot | null> {
    if (this.reads === 0) return null;
    return { tables: structuredClone(world.tables), refs: await world.git.refs() };
  }

  /** Call when the change has been made. */
  changed(before: Snapshot | null): void {
    this.#before = before;
    this.#left = new Map();
  }

  /** The state that this reading of a list sees; null: the newest. */
  take(list: string): Snapshot | null {
    if (this.#before === null || this.reads === 0) return null;
    const left = this.#left.get(list) ?? this.reads;
    if (left <= 0) return null;
    this.#left.set(list, left - 1);
    return this.#before;
  }
}
