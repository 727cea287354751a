/** A file and how errors name it. */
export interface NamedFile {
  readonly path: string;
  readonly label: string;
}
