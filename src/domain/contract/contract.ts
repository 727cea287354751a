import type { Place } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';
export type LibraryMetric = 'nullValues' | 'missingValues' | 'invalidValues' | 'duplicateValues' | 'rowCount';

/** How a count is compared; names of the Open Data Contract Standard. Both betweens leave their ends out, as its text says. */
export type Operator =
  | {
      readonly kind:
        | 'mustBe'
        | 'mustNotBe'
        | 'mustBeGreaterThan'
        | 'mustBeGreaterOrEqualTo'
        | 'mustBeLessThan'
        | 'mustBeLessOrEqualTo';
      readonly value: number;
    }
  | { readonly kind: 'mustBeBetween' | 'mustNotBeBetween'; readonly low: number; readonly high: number };

export type Scalar = string | number | boolean;

/** A library rule: counts rows and compares the count, or its share in percent of the dataset's rows. */
export interface LibraryRule {
  readonly metric: LibraryMetric;
  readonly operator: Operator;
  readonly unit: 'rows' | 'percent';
  readonly severity: Severity;
  /** invalidValues: what is valid; missingValues: what counts as missing besides null. */
  readonly values: readonly Scalar[] | null;
  readonly pattern: string | null;
  /** duplicateValues on the dataset: the columns that together must not repeat. */
  readonly columns: readonly string[] | null;
  /** Said by a list of values and not as a rule. */
  readonly isEnum?: true;
}

/** A query of the contract's author that gives one number, or true or false (1 and 0). */
export interface QueryRule {
  /** The property that it stands at; null: the object. */
  readonly column: string | null;
  /** SQL with placeholders: {object} and {property} under their names. */
  readonly query: string;
  /** What it asks for, in its author's words. */
  readonly title: string | null;
  readonly operator: Operator;
  readonly severity: Severity;
}

/** A rule for the engine of another tool. It is asked for, and cannot be run here. */
export interface ForeignRule {
  /** Where it stands: `age`, `tags[]`; null: the object. */
  readonly label: string | null;
  /** The column that it stands at or inside of. */
  readonly column: string | null;
  readonly engine: string;
  /** What the engine is told, as text. */
  readonly implementation: string;
  /** What it asks for, in its author's words. */
  readonly title: string | null;
  readonly severity: Severity;
  /** `data/churn.contract.yaml:22:9`. */
  readonly writtenAt: string;
}

export interface Bounds<T> {
  readonly minimum?: T;
  readonly maximum?: T;
}

/** Bounds are inclusive unless said. */
export interface ValueRange extends Bounds<number | string> {
  readonly exclusiveMinimum?: number | string;
  readonly exclusiveMaximum?: number | string;
  /** Bounds without an offset are times of this zone; without it of UTC. */
  readonly timezone?: string;
}

/** How text is read as a date or a time. */
export interface TimeReading {
  /** As C's strptime takes it; null: ISO 8601. */
  readonly strptime: string | null;
  /** What a cell of this format looks like, a regular expression. */
  readonly pattern: string | null;
  /** Zone of times without an offset; null: UTC. */
  readonly timezone: string | null;
}

/** What one value must look like: a cell, a field of an object, an item of a list. */
export interface ContractValue {
  /** null: not declared; any type fits. */
  readonly logicalType: string | null;
  readonly required: boolean;
  readonly unique: boolean;
  /** Classified values are never shown. */
  readonly classified: boolean;
  readonly range: ValueRange | null;
  readonly multipleOf: number | null;
  readonly length: Bounds<number> | null;
  readonly pattern: string | null;
  /** A named format of text, with the pattern that tells it; numbers of so many bits are a range. */
  readonly format: {
    readonly name: string;
    readonly pattern: string | null;
    readonly range: ValueRange | null;
  } | null;
  /** Of a list: how many items, and whether one may stand twice. */
  readonly items: (Bounds<number> & { readonly unique: boolean }) | null;
  /** Of an object: fields that must have a value, and how many may. */
  readonly fields: (Bounds<number> & { readonly required: readonly string[] }) | null;
  /** Whether times carry an offset; null: either way. */
  readonly hasOffset: boolean | null;
  readonly reading: TimeReading | null;
  readonly rules: readonly LibraryRule[];
  readonly properties: readonly ContractField[];
  readonly element: ContractValue | null;
}

/** A value that has a name: the one in the data. */
export interface ContractField extends ContractValue {
  readonly name: string;
}

export const ROLES = ['feature', 'label', 'id', 'time', 'weight', 'group'] as const;
export type Role = (typeof ROLES)[number];

/** Where rows come from: data to train on, data to judge by, data that a live model is asked about. */
export const ENVIRONMENTS = ['training', 'evaluation', 'serving'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const LIFECYCLES = [
  'planned',
  'alpha',
  'beta',
  'production',
  'deprecated',
  'debug',
  'disabled',
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Limits of one column in place of the general ones; absent: the general one holds. */
export interface DriftLimits {
  /** Not compared at all. */
  readonly off: boolean;
  readonly js?: number;
  readonly wasserstein?: number;
  readonly psi?: number;
  readonly lInfinity?: number;
  readonly nullShare?: number;
  readonly leastRows?: number;
}

export interface ContractColumn extends ContractField {
  readonly role: Role | null;
  /** Where the column is; null: everywhere. */
  readonly environments: readonly Environment[] | null;
  readonly lifecycle: Lifecycle;
  /** Between two datasets of one kind. */
  readonly drift: DriftLimits | null;
  /** Between training and serving; null: as `drift`. */
  readonly skew: DriftLimits | null;
}

/** How old rows may be: the newest for freshness, the oldest for retention. */
export interface ServiceLevel {
  readonly kind: 'freshness' | 'retention';
  readonly column: string;
  readonly ageMs: number;
  /** As written: `4 d`. */
  readonly age: string;
  /** Why its column cannot be found; null: it is `column`. */
  readonly problem: string | null;
}

/** Foreign key: every key that is whole stands in the other table. */
export interface Relationship {
  readonly from: readonly Place[];
  /** `hasRows`: whether there are rows of that table here. */
  readonly to: { readonly table: string; readonly columns: readonly Place[]; readonly hasRows: boolean };
}

/** What the rows of one table must look like. */
export interface ContractTable {
  readonly name: string;
  /** What queries may call it, besides its name. */
  readonly aliases: readonly string[];
  readonly columns: readonly ContractColumn[];
  /** In key order; empty when none is declared. */
  readonly primaryKey: readonly string[];
  readonly rules: readonly LibraryRule[];
  readonly queries: readonly QueryRule[];
  readonly foreignRules: readonly ForeignRule[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly relationships: readonly Relationship[];
}

/** Another table, which keys point to; its files are named in the contract. */
export interface ReferenceTable extends ContractTable {
  readonly files: readonly string[];
}

/** What the rows must look like: the parts of the standard that are checked. */
export interface Contract extends ContractTable {
  readonly id: string;
  readonly version: string;
  readonly tables: readonly ReferenceTable[];
  /** Objects of which there are no rows here. */
  readonly withoutRows: readonly string[];
}
