/** Windows, in order of time, that are issued from a time on and known by another: rows start up to end. */
export function rowsBetween(
  { issueMs, endMs }: { issueMs: Float64Array; endMs: Float64Array },
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): { start: number; end: number } {
  let start = 0;
  while (start < issueMs.length && issueMs[start] < fromMs) start++;
  let end = start;
  while (end < endMs.length && endMs[end] <= untilMs) end++;
  return { start, end };
}
