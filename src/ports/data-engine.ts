import type { Extent } from '../domain/contract/amend/extent.ts';
import type { TimeReading } from '../domain/contract/contract.ts';
import type { Measurements, MeasurePlan, RowRule } from '../domain/contract/measure-plan.ts';
import type { ColumnOutline, OutlinePlan } from '../domain/contract/outline.ts';
import type { ValueShape } from '../domain/contract/value-shape.ts';
import type { Survey, SurveyPlan } from '../domain/data-checks/survey.ts';
import type { DataForm } from '../domain/data-form.ts';
import type { Reshape } from '../domain/reshape.ts';
import type { StoredTable } from '../domain/stored-table.ts';
import type { ColumnKind, Table } from '../domain/table.ts';

/** Files of one dataset, all of one format, in the order in which their rows count. */
export interface DataSource {
  readonly files: readonly string[];
  /** Declared logical type of a column (ODCS names); undeclared columns are typed over all rows, not a sample. */
  readonly types: Readonly<Record<string, string>>;
  /** How the text of a column is read as a date or time, where it is not ISO 8601 in UTC. */
  readonly readings?: Readonly<Record<string, TimeReading>>;
  /** How the files are read; absent: as they say themselves. */
  readonly form?: DataForm;
  /** What the rows become before they are looked at; absent: they stay as they are. */
  readonly reshape?: Reshape;
  /** Folder that errors name files from, and below which folders named `key=value` are columns; absent: errors name whole paths. */
  readonly base?: string;
}

export interface ColumnDescription {
  readonly name: string;
  /** ODCS logical type: string, date, timestamp, time, number, integer, object, array, boolean. */
  readonly logicalType: string;
  /** The engine's own name of the type, for people. */
  readonly physicalType: string;
  /** What is inside its values; absent: not asked for. */
  readonly shape?: ValueShape;
}

export interface ColumnRequest {
  readonly name: string;
  readonly as: ColumnKind;
}

export interface ReadRequest {
  readonly columns: readonly ColumnRequest[];
  /** Column that gives the order of rows, compared as text by code point; null keeps file order. */
  readonly orderBy: string | null;
}

export interface StoreRequest extends ReadRequest {
  /** Columns besides that are wanted some rows at a time. */
  readonly stored: readonly ColumnRequest[];
}

export interface StoredTables {
  readonly table: Table;
  /** Lasts until the engine is closed. */
  readonly stored: StoredTable;
}

export interface SharedRows {
  /** Rows of the first dataset that have a value. */
  readonly checked: number;
  /** Those of them whose value stands in both. */
  readonly shared: number;
  /** Distinct values that stand in both. */
  readonly values: number;
  /** Values that stand in both, each with its first row in the first dataset. */
  readonly examples: readonly { readonly row: number; readonly value: string }[];
}

export interface ChangedRows {
  /** Rows of the first dataset whose key stands in the second, too. */
  readonly checked: number;
  /** Those of them with another cell there. */
  readonly changed: number;
  /** The first of these, with what stands there now and what stood there: `yes, was no`. */
  readonly examples: readonly { readonly row: number; readonly value: string }[];
}

/** A query of a contract's author, in the engine's own language. */
export interface Question {
  readonly id: string;
  readonly sql: string;
}

export type Answer =
  /** true and false are 1 and 0. */
  | { readonly id: string; readonly value: number }
  /** The query may not be asked, or gives no number. */
  | { readonly id: string; readonly value: null; readonly reason: string };

export interface ValueCounts {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** Values as text, the most frequent first; of equal ones the smaller text first. */
  readonly values: readonly { readonly text: string; readonly rows: number }[];
}

/** Reads and measures tabular data without loading it whole. Errors: `input` for bad data, `outside` for the disk. */
export interface DataEngine {
  describe(source: DataSource): Promise<readonly ColumnDescription[]>;
  /** What only some of the files have, a sentence each; such cells are null. */
  differences(source: DataSource): Promise<readonly string[]>;
  /** `tables` are those that keys of the plan point to, by name. */
  measure(
    source: DataSource,
    plan: MeasurePlan,
    tables?: Readonly<Record<string, DataSource>>,
  ): Promise<Measurements>;
  read(source: DataSource, request: ReadRequest): Promise<Table>;
  /** The same in one pass with columns that do not stay in memory, in the same order of rows. */
  store(source: DataSource, request: StoreRequest): Promise<StoredTables>;
  /** What stands in the rows that break rules on whole columns. */
  extents(
    source: DataSource,
    rules: readonly { readonly id: string; readonly rule: RowRule }[],
  ): Promise<readonly Extent[]>;
  /** What the checks on data for learning ask beyond rules on rows. */
  survey(source: DataSource, plan: SurveyPlan): Promise<Survey>;
  /**
   * Rows of the first dataset whose value of a column stands in the second, too; with up to five values. Of several columns
   * whole rows are compared, in which null equals null.
   */
  countShared(sources: readonly [DataSource, DataSource], columns: readonly string[]): Promise<SharedRows>;
  /** Rows of the first dataset that the second has under the same key with another cell in a column; up to five are shown. */
  countChanged(
    sources: readonly [DataSource, DataSource],
    asked: { readonly key: string; readonly column: string },
  ): Promise<ChangedRows>;
  /** What the cells of every column are like, for a first contract. */
  outline(source: DataSource, plan: OutlinePlan): Promise<readonly ColumnOutline[]>;
  /**
   * Asks queries that nobody vouches for: they see these tables and nothing else, no file, no network, no environment, and
   * have little time and memory. Every question has an answer.
   */
  ask(
    tables: Readonly<Record<string, DataSource>>,
    questions: readonly Question[],
  ): Promise<readonly Answer[]>;
  /** Distinct values of a column with their rows, at most `most` of them. */
  countValues(source: DataSource, column: string, most: number): Promise<ValueCounts>;
  close(): Promise<void>;
}
