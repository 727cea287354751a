/** What gates may judge besides scores: smaller is better, points only. */
export const PERFORMANCE_METRICS: readonly string[] = [
  'latency_p50_ms',
  'latency_p95_ms',
  'size_bytes',
  'train_seconds',
];

/** Depends on the machine and the moment: its gates only warn unless they say otherwise. */
export function isLatency(metric: string): boolean {
  return metric.startsWith('latency_');
}
