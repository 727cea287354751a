/** How people call a baseline: `v1.0.0` for the tag `visits@v1.0.0`, the path for `file:old.onnx`. */
export function baselineName(against: string | null): string {
  if (against === null) return 'the release';
  if (against.startsWith('file:')) return against.slice('file:'.length);
  return against.slice(against.lastIndexOf('@') + 1);
}
