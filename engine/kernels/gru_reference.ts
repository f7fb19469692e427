import type { GruOrder } from "./gru.ts";
import type { GateWeights, RecurrentSlopes } from "./lstm_reference.ts";
import type { RecurrentShape } from "./recurrent_shape.ts";

/** Everything a GRU computes on its way forward. */
export interface GruStates {
  /** h. [batch, step, unit] */
  out: Float64Array;
  /** Reset gate, update gate and candidate. [batch, step, unit] */
  reset: Float64Array;
  /** [batch, step, unit] */
  update: Float64Array;
  /** [batch, step, unit] */
  candidate: Float64Array;
  /** Product of the state for the candidate, with its bias. [batch, step, unit] */
  product: Float64Array;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const gateOf = (order: GruOrder) => order === "reset-update" ? { r: 0, z: 1 } : { r: 1, z: 0 };

/** A GRU by the definition; x is [batch, step, input], the biases are [input or recurrent, gate × unit]. */
export function gruReference(
  x: ArrayLike<number>,
  { kernel, recurrent, bias, order }: GateWeights & { order: GruOrder },
  { batch, steps, inputs, units }: RecurrentShape,
): GruStates {
  const width = 3 * units;
  const { r, z } = gateOf(order);
  const [out, reset, update, candidate, product] = Array.from(
    { length: 5 },
    () => new Float64Array(batch * steps * units),
  );
  for (let at = 0; at < batch * steps; at++) {
    const [byInput, byState] = [bias, Array.from(bias).slice(width)].map((b) =>
      Float64Array.from({ length: width }, (_, column) => b[column])
    );
    for (let column = 0; column < width; column++) {
      for (let i = 0; i < inputs; i++) {
        byInput[column] += x[at * inputs + i] * kernel[i * width + column];
      }
      for (let i = 0; at % steps > 0 && i < units; i++) {
        byState[column] += out[(at - 1) * units + i] * recurrent[i * width + column];
      }
    }
    for (let unit = 0; unit < units; unit++) {
      const i = at * units + unit;
      reset[i] = logistic(byInput[r * units + unit] + byState[r * units + unit]);
      update[i] = logistic(byInput[z * units + unit] + byState[z * units + unit]);
      product[i] = byState[2 * units + unit];
      candidate[i] = Math.tanh(byInput[2 * units + unit] + reset[i] * product[i]);
      const before = at % steps > 0 ? out[i - units] : 0;
      out[i] = (1 - update[i]) * candidate[i] + update[i] * before;
    }
  }
  return { out, reset, update, candidate, product };
}

/** The slopes by the definition; dOut is [batch, step, unit]. */
export function gruSlopesReference(
  { x, weights, dOut }: {
    x: ArrayLike<number>;
    weights: GateWeights & { order: GruOrder };
    dOut: ArrayLike<number>;
  },
  shape: RecurrentShape,
): RecurrentSlopes {
  const { batch, steps, inputs, units } = shape;
  const width = 3 * units;
  const { r, z } = gateOf(weights.order);
  const { out, reset, update, candidate, product } = gruReference(x, weights, shape);
  const slopes: RecurrentSlopes = {
    dx: new Float64Array(batch * steps * inputs),
    dKernel: new Float64Array(inputs * width),
    dRecurrent: new Float64Array(units * width),
    dBias: new Float64Array(2 * width),
  };
  const dh = Float64Array.from(dOut); // by h, with what comes from the step after
  for (let at = batch * steps - 1; at >= 0; at--) {
    const hasBefore = at % steps > 0;
    const byInput = new Float64Array(width);
    const byState = new Float64Array(width);
    for (let unit = 0; unit < units; unit++) {
      const i = at * units + unit;
      const before = hasBefore ? out[i - units] : 0;
      const byCandidate = dh[i] * (1 - update[i]) * (1 - candidate[i] ** 2);
      byInput[r * units + unit] = byCandidate * product[i] * reset[i] * (1 - reset[i]);
      byInput[z * units + unit] = dh[i] * (before - candidate[i]) * update[i] * (1 - update[i]);
      byInput[2 * units + unit] = byCandidate;
      byState[r * units + unit] = byInput[r * units + unit];
      byState[z * units + unit] = byInput[z * units + unit];
      byState[2 * units + unit] = byCandidate * reset[i];
      if (hasBefore) dh[i - units] += dh[i] * update[i];
    }
    for (let column = 0; column < width; column++) {
      slopes.dBias[column] += byInput[column];
      slopes.dBias[width + column] += byState[column];
      for (let i = 0; i < inputs; i++) {
        slopes.dKernel[i * width + column] += byInput[column] * x[at * inputs + i];
        slopes.dx[at * inputs + i] += byInput[column] * weights.kernel[i * width + column];
      }
      for (let i = 0; hasBefore && i < units; i++) {
        slopes.dRecurrent[i * width + column] += byState[column] * out[(at - 1) * units + i];
        dh[(at - 1) * units + i] += byState[column] * weights.recurrent[i * width + column];
      }
    }
  }
  return slopes;
}
