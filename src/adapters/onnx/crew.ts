import type { Ask, WorkerProcess } from './worker-process.ts';

/** The workers of one request. */
export interface Crew {
  readonly first: Ask;
  /** So many more, or as many as there may be. */
  readonly others: (count: number) => readonly Ask[];
}

/** Workers that are started when they are wanted, and used again as long as they live. */
export interface Workers {
  readonly crew: () => Crew;
  /** Lets them drop their models. */
  readonly release: () => Promise<void>;
  readonly kill: () => void;
}

/** At most `most` workers. */
export function hireWorkers(start: () => WorkerProcess, most: number): Workers {
  const workers: WorkerProcess[] = [];
  const at = (place: number): WorkerProcess => {
    const known = workers[place];
    if (known?.isAlive() === true) return known;
    const hired = start();
    workers[place] = hired;
    return hired;
  };
  return {
    crew: () => ({
      first: at(0).ask,
      others: (count) => Array.from({ length: Math.min(count, most - 1) }, (_, index) => at(index + 1).ask),
    }),
    release: async () => {
      const alive = workers.filter((worker) => worker.isAlive());
      await Promise.all(alive.map((worker) => worker.ask('release', null)));
    },
    kill: () => {
      for (const worker of workers) worker.kill();
      workers.length = 0;
    },
  };
}
