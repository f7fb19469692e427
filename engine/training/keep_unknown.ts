import type { LabelledWindow } from "./labelled_window.ts";

/** Classes of a sample: noise, P and S. */
const CLASSES = 3;

/**
 * Where nobody has said what arrives in a window, its targets become the probabilities of the network as it
 * was before training, given by its logits, so that it goes on saying there what it said. Both are
 * [sample, 3].
 *
 * Source: Li & Hoiem 2018, IEEE TPAMI 40, learning without forgetting.
 */
export function keepUnknown(
  { unknown = [] }: LabelledWindow,
  { logits, targets }: { logits: Float32Array; targets: Float32Array },
): void {
  const count = targets.length / CLASSES;
  for (const [from, to] of unknown) {
    const last = Math.min(count - 1, Math.floor(to));
    for (let i = Math.max(0, Math.ceil(from)); i <= last; i++) {
      const at = i * CLASSES;
      const largest = Math.max(logits[at], logits[at + 1], logits[at + 2]);
      const odds = [0, 1, 2].map((c) => Math.exp(logits[at + c] - largest));
      const sum = odds[0] + odds[1] + odds[2];
      for (let c = 0; c < CLASSES; c++) targets[at + c] = odds[c] / sum;
    }
  }
}
