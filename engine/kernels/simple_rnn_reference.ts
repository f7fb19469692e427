import type { GateWeights, RecurrentSlopes } from "./lstm_reference.ts";
import type { RecurrentShape } from "./recurrent_shape.ts";

/** A simple recurrent layer by the definition; x is [batch, step, input]. Gives h. [batch, step, unit] */
export function simpleRnnReference(
  x: ArrayLike<number>,
  { kernel, recurrent, bias }: GateWeights,
  { batch, steps, inputs, units }: RecurrentShape,
): Float64Array {
  const out = new Float64Array(batch * steps * units);
  for (let at = 0; at < batch * steps; at++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = bias[unit];
      for (let i = 0; i < inputs; i++) sum += x[at * inputs + i] * kernel[i * units + unit];
      for (let i = 0; at % steps > 0 && i < units; i++) {
        sum += out[(at - 1) * units + i] * recurrent[i * units + unit];
      }
      out[at * units + unit] = Math.tanh(sum);
    }
  }
  return out;
}

/** The slopes by the definition; dOut is [batch, step, unit]. */
export function simpleRnnSlopesReference(
  { x, weights, dOut }: { x: ArrayLike<number>; weights: GateWeights; dOut: ArrayLike<number> },
  shape: RecurrentShape,
): RecurrentSlopes {
  const { batch, steps, inputs, units } = shape;
  const { kernel, recurrent } = weights;
  const out = simpleRnnReference(x, weights, shape);
  const slopes: RecurrentSlopes = {
    dx: new Float64Array(batch * steps * inputs),
    dKernel: new Float64Array(inputs * units),
    dRecurrent: new Float64Array(units * units),
    dBias: new Float64Array(units),
  };
  const dh = Float64Array.from(dOut); // by h, with what comes from the step after
  for (let at = batch * steps - 1; at >= 0; at--) {
    for (let unit = 0; unit < units; unit++) {
      const dz = dh[at * units + unit] * (1 - out[at * units + unit] ** 2);
      slopes.dBias[unit] += dz;
      for (let i = 0; i < inputs; i++) {
        slopes.dKernel[i * units + unit] += dz * x[at * inputs + i];
        slopes.dx[at * inputs + i] += dz * kernel[i * units + unit];
      }
      for (let i = 0; at % steps > 0 && i < units; i++) {
        slopes.dRecurrent[i * units + unit] += dz * out[(at - 1) * units + i];
        dh[(at - 1) * units + i] += dz * recurrent[i * units + unit];
      }
    }
  }
  return slopes;
}
