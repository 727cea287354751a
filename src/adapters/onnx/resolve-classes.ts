import { ModelyardError } from '../../errors.ts';
import { isNumbering } from './find-classes.ts';

export interface ResolvedClasses {
  readonly classes: readonly string[] | null;
  /** What a label of the model is called in `classes`. */
  readonly nameOf: (label: string) => string;
  readonly notes: readonly string[];
}

/**
 * The class list in the model's order: the graph's, else the config's. A graph that only numbers its classes
 * (0, 1, 2 …) takes the config's names. Throws `input` when the two contradict each other; never guesses an order.
 */
export function resolveClasses(
  fromGraph: readonly string[] | null,
  fromConfig: readonly string[] | null,
): ResolvedClasses {
  const same = { nameOf: (label: string) => label, notes: [] };
  if (fromConfig === null) return { classes: fromGraph, ...same };
  assertDistinct(fromConfig);
  if (fromGraph === null) {
    return {
      classes: fromConfig,
      nameOf: numberedName(fromConfig),
      notes: ['the model does not say its classes; data.classes does'],
    };
  }
  if (isSameList(fromGraph, fromConfig)) return { classes: fromGraph, ...same };
  const isSameSet = isSameList([...fromGraph].sort(), [...fromConfig].sort());
  if (fromGraph.length === fromConfig.length && isNumbering(fromGraph) && !isSameSet) {
    return {
      classes: fromConfig,
      nameOf: numberedName(fromConfig),
      notes: [`the model numbers its classes 0 … ${fromGraph.length - 1}; data.classes names them`],
    };
  }
  throw new ModelyardError(
    'input',
    `data.classes says ${fromConfig.join(', ')}; the model itself says ${fromGraph.join(', ')}, in this order`,
    { hint: 'Remove data.classes: the model knows its classes.' },
  );
}

/** A label that is the number of a class, unless it already is a class name. */
function numberedName(classes: readonly string[]): (label: string) => string {
  const names = new Set(classes);
  return (label) => {
    if (names.has(label) || !/^\d+$/.test(label)) return label;
    return classes[Number(label)] ?? label;
  };
}

function assertDistinct(classes: readonly string[]): void {
  if (classes.length >= 2 && new Set(classes).size === classes.length) return;
  throw new ModelyardError(
    'input',
    `data.classes must list at least two different classes: ${classes.join(', ')}`,
  );
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
