import type { LabelledWindow } from "./labelled_window.ts";

/** Classes of a sample: noise, P and S. */
const CLASSES = 3;

/** How arrivals become probabilities. */
export interface PickTargetOptions {
  /** Standard deviation of the bell around an arrival, samples. */
  sigmaSamples: number;
  /** Samples from an arrival to where its bell is cut off. */
  reachSamples: number;
}

/** PhaseNet's own: a width of 30 samples. Source: AI4EPS/PhaseNet, data_reader.py. */
export const PICK_TARGETS: PickTargetOptions = Object.freeze({ sigmaSamples: 6, reachSamples: 15 });

/**
 * Probabilities of noise, P and S at each sample: a bell of height 1 around each arrival, noise what
 * is left. Where bells of P and S overlap beyond 1 they share it. [sample, 3]
 */
export function layPickTargets(
  { p, s, samples }: LabelledWindow,
  { out, sigmaSamples, reachSamples }: PickTargetOptions & { out: Float32Array },
): void {
  const count = samples.length / 3;
  out.fill(0);
  [p, s].forEach((arrivals, phase) => {
    for (const arrival of arrivals) {
      const from = Math.max(0, Math.ceil(arrival - reachSamples));
      const to = Math.min(count - 1, Math.floor(arrival + reachSamples));
      for (let i = from; i <= to; i++) {
        const at = i * CLASSES + 1 + phase;
        out[at] = Math.max(out[at], Math.exp(-0.5 * ((i - arrival) / sigmaSamples) ** 2));
      }
    }
  });
  for (let at = 0; at < out.length; at += CLASSES) {
    const sum = out[at + 1] + out[at + 2];
    if (sum > 1) {
      out[at + 1] /= sum;
      out[at + 2] /= sum;
    }
    out[at] = Math.max(0, 1 - sum);
  }
}

/** What a cross-entropy is of. */
export interface PickLossOptions {
  /** Numbers behind whose softmax the probabilities are. [sample, 3] */
  logits: Float32Array;
  /** Probabilities that should be. [sample, 3] */
  targets: Float32Array;
  /** Weight of each class. */
  classWeights: readonly [noise: number, p: number, s: number];
  /** Where slopes of the mean loss by the logits go. [sample, 3] */
  slopes?: Float32Array;
}

/** Cross-entropy of each sample's softmax against its probabilities, the mean over samples, nats. */
export function pickLoss({ logits, targets, classWeights, slopes }: PickLossOptions): number {
  const count = logits.length / CLASSES;
  const [w0, w1, w2] = classWeights;
  let sum = 0;
  for (let at = 0; at < logits.length; at += CLASSES) {
    const [a, b, c] = [logits[at], logits[at + 1], logits[at + 2]];
    const largest = Math.max(a, b, c);
    const [ea, eb, ec] = [Math.exp(a - largest), Math.exp(b - largest), Math.exp(c - largest)];
    const total = ea + eb + ec;
    const logTotal = largest + Math.log(total);
    const [ta, tb, tc] = [w0 * targets[at], w1 * targets[at + 1], w2 * targets[at + 2]];
    const weight = ta + tb + tc;
    sum += weight * logTotal - ta * a - tb * b - tc * c;
    if (slopes === undefined) continue;
    slopes[at] = (weight * ea / total - ta) / count;
    slopes[at + 1] = (weight * eb / total - tb) / count;
    slopes[at + 2] = (weight * ec / total - tc) / count;
  }
  return sum / count;
}
