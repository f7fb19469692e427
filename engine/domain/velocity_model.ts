import { InputError } from "./errors.ts";

/** Velocities at one depth; two nodes at one depth are an interface. */
export interface VelocityNode {
  /** Kilometres below sea level. */
  readonly depthKm: number;
  /** Of P waves, kilometres a second. */
  readonly pKmPerSecond: number;
  /** Of S waves, kilometres a second. */
  readonly sKmPerSecond: number;
}

/** Velocities that depend on depth alone: linear between nodes, constant above the first and below the last. */
export interface VelocityModel {
  /** Its name, such as "ak135". */
  readonly name: string;
  /** "flat" for local models; "spherical" where the curvature of the Earth counts. */
  readonly earth: "flat" | "spherical";
  /** Nodes by growing depth, one at least. */
  readonly nodes: readonly VelocityNode[];
  /** Depth of the Mohorovičić discontinuity, which parts Pg from Pn; left out where there is none. */
  readonly mohoKm?: number;
  /** Where it was published. */
  readonly reference?: string;
}

/** Layers of constant velocity, the last a half space. */
export interface ConstantLayers {
  /** Name of the model. */
  readonly name: string;
  /** Top of each layer, kilometres below sea level, growing. */
  readonly topsKm: readonly number[];
  /** Velocity of P in each, kilometres a second. */
  readonly pKmPerSecond: readonly number[];
  /** Velocity of S in each; left out where `ratio` tells it. */
  readonly sKmPerSecond?: readonly number[];
  /** Vp/Vs of all layers, which overrides `sKmPerSecond`. */
  readonly ratio?: number;
  /** Depth of the Mohorovičić discontinuity; left out where unknown. */
  readonly mohoKm?: number;
}

/**
 * A flat model of layers of constant velocity.
 *
 * Throws InputError where lists differ in length, tops do not grow or a velocity makes no sense.
 */
export function layeredVelocityModel(layers: ConstantLayers): VelocityModel {
  const { name, topsKm, pKmPerSecond, sKmPerSecond, ratio, mohoKm } = layers;
  if (pKmPerSecond.length !== topsKm.length) {
    throw new InputError(`Cannot build the velocity model "${name}"`, {
      value: `${topsKm.length} tops, ${pKmPerSecond.length} velocities`,
      expected: "as many velocities as tops of layers",
    });
  }
  const nodes = topsKm.flatMap((top, i) => {
    const velocity = {
      pKmPerSecond: pKmPerSecond[i],
      sKmPerSecond: ratio === undefined ? sKmPerSecond?.[i] ?? NaN : pKmPerSecond[i] / ratio,
    };
    const node = { depthKm: top, ...velocity };
    return i + 1 < topsKm.length ? [node, { ...node, depthKm: topsKm[i + 1] }] : [node];
  });
  const model: VelocityModel = {
    name,
    earth: "flat",
    nodes,
    ...(mohoKm !== undefined && { mohoKm }),
  };
  checkVelocityModel(model);
  return model;
}

/** Depths of a sphere end short of its centre, kilometres. */
const DEEPEST_OF_SPHERE_KM = 6370;

/** Throws InputError where depths of nodes fall, or leave the Earth in a spherical model, or a velocity is not positive, S slower than P. */
export function checkVelocityModel({ name, earth, nodes }: VelocityModel): void {
  const fail = (value: string, expected: string) => {
    throw new InputError(`Cannot use the velocity model "${name}"`, { value, expected });
  };
  if (nodes.length === 0) fail("no layers", "at least one");
  nodes.forEach(({ depthKm, pKmPerSecond, sKmPerSecond }, i) => {
    const text = `${depthKm} km, P ${pKmPerSecond}, S ${sKmPerSecond} km/s`;
    if (!Number.isFinite(depthKm)) fail(text, "a depth in kilometres");
    if (earth === "spherical" && Math.abs(depthKm) > DEEPEST_OF_SPHERE_KM) {
      fail(text, `depths to ${DEEPEST_OF_SPHERE_KM} km`);
    }
    if (!(pKmPerSecond > sKmPerSecond && sKmPerSecond > 0 && pKmPerSecond < 20)) {
      fail(text, "0 < S velocity < P velocity < 20 km/s");
    }
    if (i > 0 && depthKm < nodes[i - 1].depthKm) fail(text, "depths that grow");
  });
}
