/** Parts of a property of the standard, as the words of the short form say them. */
export interface WordParts {
  readonly property: Record<string, unknown>;
  readonly options: Record<string, unknown>;
  readonly rules: Record<string, unknown>[];
  readonly custom: Record<string, unknown>;
}
