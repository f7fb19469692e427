import { ConfigurationError } from "../domain/mod.ts";
import type { KernelCall } from "./kernel_call.ts";
import { SCRATCH_BYTES } from "./scratch.ts";

/** Multiplications that a hyperbolic tangent costs, about. */
const TANGENT_COST = 16;

/** What additive attention reads and writes. */
export interface AdditiveAttentionOptions {
  /** Address of the result. [batch, steps, channels] */
  out: number;
  /** Address of what each step asks, with any bias. [batch, steps, width] */
  queries: number;
  /** Address of what each step answers to. [batch, steps, width] */
  keys: number;
  /** Address of what is averaged. [batch, steps, channels] */
  x: number;
  /** Address of the weights of an agreement. [width] */
  weights: number;
  /** Examples. */
  batch: number;
  /** Steps of an example. */
  steps: number;
  /** Numbers of a query. */
  width: number;
  /** Numbers that are averaged. */
  channels: number;
  /** Steps ahead of its own that a step may look at; all unless given. */
  before?: number;
  /** Steps behind its own that a step may look at; all unless given. */
  behind?: number;
  /** Added to the sum of all shares. */
  epsilon: number;
}

/**
 * Additive self-attention: out = Σ_j a_j x_j, where a_j = e^(s_j − max s) / (Σ e^(s_j − max s) + ε)
 * and s_j = Σ w tanh(query + key_j). A constant added to all s_j changes nothing, so there is none.
 *
 * Source: Bahdanau et al. (2015), equations 5 and 6; for one sequence as in keras-self-attention.
 */
export function additiveAttention(options: AdditiveAttentionOptions): KernelCall {
  const { out, queries, keys, x, weights, batch, steps, width, channels, epsilon } = options;
  const { before = steps, behind = steps } = options;
  if (4 * steps > SCRATCH_BYTES) {
    throw new ConfigurationError(
      `Cannot attend over ${steps} steps: there is room for ${SCRATCH_BYTES / 4}.`,
      "steps",
    );
  }
  return {
    kernel: "additiveAttention",
    args: [
      ...[out, queries, keys, x, weights],
      ...[steps, width, channels, before, behind, epsilon],
    ],
    units: batch * steps,
    multiplyAdds: batch * steps * steps * (width * TANGENT_COST + channels),
  };
}
