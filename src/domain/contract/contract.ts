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

/** A library rule: counts rows and compares the count, or its share in percent of the dataset's rows. */
export interface LibraryRule {
  readonly metric: LibraryMetric;
  readonly operator: Operator;
  readonly unit: 'rows' | 'percent';
  readonly severity: Severity;
  /** invalidValues: what is valid; missingValues: what counts as missing besides null. */
  readonly values: readonly (string | number | boolean)[] | null;
  readonly pattern: string | null;
  /** duplicateValues on the dataset: the columns that together must not repeat. */
  readonly columns: readonly string[] | null;
}

export interface ContractColumn {
  readonly name: string;
  /** null: not declared; any type fits. */
  readonly logicalType: string | null;
  readonly required: boolean;
  readonly unique: boolean;
  /** Classified values are never shown. */
  readonly classified: boolean;
  readonly range: {
    readonly minimum?: number | string;
    readonly maximum?: number | string;
    readonly exclusiveMinimum?: number | string;
    readonly exclusiveMaximum?: number | string;
  } | null;
  readonly multipleOf: number | null;
  readonly length: { readonly minimum?: number; readonly maximum?: number } | null;
  readonly pattern: string | null;
  readonly rules: readonly LibraryRule[];
}

/** What the rows must look like: the parts of the standard that are checked. */
export interface Contract {
  readonly id: string;
  readonly version: string;
  readonly columns: readonly ContractColumn[];
  /** In key order; empty when none is declared. */
  readonly primaryKey: readonly string[];
  readonly rules: readonly LibraryRule[];
}

/** Declared logical types by column. */
export function declaredTypes(contract: Contract | null): Record<string, string> {
  const declared = contract?.columns.flatMap(({ name, logicalType }) =>
    logicalType === null ? [] : [[name, logicalType] as const],
  );
  return Object.fromEntries(declared ?? []);
}
