import type { RecurrentShape } from "./recurrent_shape.ts";

/** Weights in the order of Keras: input, forget, cell, output. */
export interface GateWeights {
  /** [input, gate × unit] */
  kernel: ArrayLike<number>;
  /** [unit, gate × unit] */
  recurrent: ArrayLike<number>;
  /** [gate × unit] */
  bias: ArrayLike<number>;
}

/** Slopes of a loss by everything a recurrent layer reads. */
export interface RecurrentSlopes {
  /** [batch, step, input] */
  dx: Float64Array;
  /** [input, gate × unit] */
  dKernel: Float64Array;
  /** [unit, gate × unit] */
  dRecurrent: Float64Array;
  /** [gate × unit] */
  dBias: Float64Array;
}

/** Everything an LSTM computes on its way forward. */
export interface LstmStates {
  /** h. [batch, step, unit] */
  out: Float64Array;
  /** c. [batch, step, unit] */
  cells: Float64Array;
  /** Activated gates. [batch, step, gate × unit] */
  gates: Float64Array;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** An LSTM by the definition; x is [batch, step, input]. */
export function lstmReference(
  x: ArrayLike<number>,
  { kernel, recurrent, bias }: GateWeights,
  { batch, steps, inputs, units }: RecurrentShape,
): LstmStates {
  const out = new Float64Array(batch * steps * units);
  const cells = new Float64Array(batch * steps * units);
  const gates = new Float64Array(batch * steps * 4 * units);
  for (let example = 0; example < batch; example++) {
    for (let step = 0; step < steps; step++) {
      const at = example * steps + step;
      for (let column = 0; column < 4 * units; column++) {
        let sum = bias[column];
        for (let i = 0; i < inputs; i++) sum += x[at * inputs + i] * kernel[i * 4 * units + column];
        for (let i = 0; step > 0 && i < units; i++) {
          sum += out[(at - 1) * units + i] * recurrent[i * 4 * units + column];
        }
        const isCell = Math.floor(column / units) === 2;
        gates[at * 4 * units + column] = isCell ? Math.tanh(sum) : logistic(sum);
      }
      for (let unit = 0; unit < units; unit++) {
        const gate = (index: number) => gates[(at * 4 + index) * units + unit];
        const before = step > 0 ? cells[(at - 1) * units + unit] : 0;
        const cell = gate(1) * before + gate(0) * gate(2);
        cells[at * units + unit] = cell;
        out[at * units + unit] = gate(3) * Math.tanh(cell);
      }
    }
  }
  return { out, cells, gates };
}

/** The slopes by the definition; dOut is [batch, step, unit]. */
export function lstmSlopesReference(
  { x, weights, dOut }: {
    x: ArrayLike<number>;
    weights: GateWeights;
    dOut: ArrayLike<number>;
  },
  shape: RecurrentShape,
): RecurrentSlopes {
  const { batch, steps, inputs, units } = shape;
  const { kernel, recurrent } = weights;
  const { out, cells, gates } = lstmReference(x, weights, shape);
  const width = 4 * units;
  const slopes: RecurrentSlopes = {
    dx: new Float64Array(batch * steps * inputs),
    dKernel: new Float64Array(inputs * width),
    dRecurrent: new Float64Array(units * width),
    dBias: new Float64Array(width),
  };
  for (let example = 0; example < batch; example++) {
    const dh = new Float64Array(units);
    const dc = new Float64Array(units);
    for (let step = steps - 1; step >= 0; step--) {
      const at = example * steps + step;
      const dz = new Float64Array(width);
      for (let unit = 0; unit < units; unit++) {
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => gates[(at * 4 + gate) * units + unit]);
        const tanhCell = Math.tanh(cells[at * units + unit]);
        const before = step > 0 ? cells[(at - 1) * units + unit] : 0;
        const byH = dh[unit] + dOut[at * units + unit];
        const byC = dc[unit] + byH * o * (1 - tanhCell ** 2);
        dz[unit] = byC * g * i * (1 - i);
        dz[units + unit] = byC * before * f * (1 - f);
        dz[2 * units + unit] = byC * i * (1 - g * g);
        dz[3 * units + unit] = byH * tanhCell * o * (1 - o);
        dc[unit] = byC * f;
      }
      dh.fill(0);
      for (let column = 0; column < width; column++) {
        slopes.dBias[column] += dz[column];
        for (let k = 0; k < inputs; k++) {
          slopes.dKernel[k * width + column] += dz[column] * x[at * inputs + k];
          slopes.dx[at * inputs + k] += dz[column] * kernel[k * width + column];
        }
        for (let k = 0; step > 0 && k < units; k++) {
          slopes.dRecurrent[k * width + column] += dz[column] * out[(at - 1) * units + k];
          dh[k] += dz[column] * recurrent[k * width + column];
        }
      }
    }
  }
  return slopes;
}
