import type { ExampleRange, Examples } from "../domain/mod.ts";
import type { Network } from "../backend/mod.ts";
import { gatherBatch } from "../preprocessing/mod.ts";

/** Largest chunk of inputs held at once, numbers. */
const CHUNK_VALUES = 4_000_000;

/**
 * What a network says of a range of examples, chunk by chunk.
 *
 * Returns [example, target × outputs].
 */
export function predictRaw(
  network: Network,
  { examples, range }: { examples: Examples; range: ExampleRange },
): Float32Array {
  const perExample = examples.stepShape.reduce((product, size) => product * size, examples.window);
  const chunk = Math.max(1, Math.min(256, Math.floor(CHUNK_VALUES / perExample)));
  let raw = new Float32Array(0);
  for (let start = range.start; start < range.end; start += chunk) {
    const count = Math.min(chunk, range.end - start);
    const inputs = gatherBatch(examples, rangeIndices({ start, end: start + count }));
    const part = network.predict(inputs, count);
    if (start === range.start) {
      raw = new Float32Array(part.length / count * (range.end - range.start));
    }
    raw.set(part, part.length / count * (start - range.start));
  }
  return raw;
}

/** The targets of a range of examples. [example, target] */
export function targetsOf(examples: Examples, range: ExampleRange): Float32Array {
  return examples.targets.subarray(
    range.start * examples.targetSize,
    range.end * examples.targetSize,
  );
}

/** The examples of a range, one by one. */
export function rangeIndices({ start, end }: ExampleRange): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i);
}

/** The rows that examples have in a table with a row for each target. */
export function rowsOf(indices: Int32Array, targetSize: number): Int32Array {
  if (targetSize === 1) return indices;
  const rows = new Int32Array(indices.length * targetSize);
  indices.forEach((example, i) => {
    for (let k = 0; k < targetSize; k++) rows[i * targetSize + k] = example * targetSize + k;
  });
  return rows;
}
