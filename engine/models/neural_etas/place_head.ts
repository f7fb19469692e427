import type { ExampleRange } from "../../domain/mod.ts";
import { AGES, CLASSES, GROUPS, IS_SCALED } from "./event_groups.ts";
import { factorOf, factorSlopeOf } from "./rate_head.ts";
import { PLACE_LAWS } from "./sum_event_groups.ts";

/** Densities that the background is mixed from. */
export const BACKGROUNDS = 4;

/**
 * Logarithms of shares before the network moves them: the law of ETAS first, then its other scales and
 * the ellipse; the background of `etas-background` first, then none, all events, and the latest.
 */
const FIRST_LAWS = [0, -5, -4, -4, -4] as const;
const FIRST_BACKGROUNDS = [0, -5, -4, -5] as const;

const GROUP_AT = 0;
const LAW_AT: number = GROUP_AT + 1 + GROUPS;
const BACKGROUND_AT: number = LAW_AT + CLASSES * PLACE_LAWS;

/** Numbers that the network says of where: of the groups, of the laws of each class, of the backgrounds. */
export const PLACE_OUTPUTS: number = BACKGROUND_AT + BACKGROUNDS;

/** What the components of the rate are at the places that are explained. */
export interface PlaceComponents {
  /** Background and groups, events a day. [event, 1 + group] */
  rate: Float32Array;
  /** Background of the whole region, events a day. */
  background: number;
  /** Densities that the background is mixed from, per km². [event, BACKGROUNDS] */
  densities: Float32Array;
  /** Groups at the place under each law, events a day and km². [event, group, law] */
  here: Float32Array;
}

/** Shares of what is mixed, by what is said of them. */
function shares(
  first: readonly number[],
  { said, at }: { said: ArrayLike<number>; at: number },
  out: Float64Array,
): Float64Array {
  let largest = -Infinity;
  for (let k = 0; k < out.length; k++) {
    largest = Math.max(largest, out[k] = first[k] + said[at + k]);
  }
  let sum = 0;
  for (let k = 0; k < out.length; k++) sum += out[k] = Math.exp(out[k] - largest);
  for (let k = 0; k < out.length; k++) out[k] /= sum;
  return out;
}

/** How the place of the next event is mixed. */
export interface PlaceMixture {
  /** Factor of the background and of each group. [1 + group] */
  factors: Float64Array;
  /** Share of each law of place. [class][law] */
  laws: Float64Array[];
  /** Share of each background. [BACKGROUNDS] */
  backgrounds: Float64Array;
}

/** The mixture that the network says. */
export function placeMixtureOf(said: ArrayLike<number>, at: number): PlaceMixture {
  const parts = roomForParts();
  mixAt(parts, { said, at });
  return parts;
}

/** Writes the mixture that the network says. */
function mixAt(
  { factors, laws, backgrounds }: PlaceMixture,
  { said, at }: { said: ArrayLike<number>; at: number },
): void {
  for (let k = 0; k <= GROUPS; k++) factors[k] = factorOf(said[at + GROUP_AT + k]);
  laws.forEach((own, k) => shares(FIRST_LAWS, { said, at: at + LAW_AT + PLACE_LAWS * k }, own));
  shares(FIRST_BACKGROUNDS, { said, at: at + BACKGROUND_AT }, backgrounds);
}

/** The mixture of `etas-background`: its own law and background alone. */
export function firstPlaceMixture(): PlaceMixture {
  const first = (count: number) => Float64Array.from({ length: count }, (_, k) => k === 0 ? 1 : 0);
  return {
    factors: new Float64Array(1 + GROUPS).fill(1),
    laws: Array.from({ length: CLASSES }, () => first(PLACE_LAWS)),
    backgrounds: first(BACKGROUNDS),
  };
}

/** The parts of λ(t, x) / λ*(t) at an event. */
interface PlaceParts extends PlaceMixture {
  /** Σ of the components here, events a day and km². */
  here: number;
  /** Σ of the components in the whole plane, events a day. */
  whole: number;
  /** Value here of the background and each group. [1 + group] */
  values: Float64Array;
}

function roomForParts(): PlaceParts {
  return {
    ...{ here: 0, whole: 0, backgrounds: new Float64Array(BACKGROUNDS) },
    factors: new Float64Array(1 + GROUPS),
    values: new Float64Array(1 + GROUPS),
    laws: Array.from({ length: CLASSES }, () => new Float64Array(PLACE_LAWS)),
  };
}

/** Finds the parts at an event. */
function partsAt(
  { rate, background, densities, here }: PlaceComponents,
  { event, said, at }: { event: number; said: ArrayLike<number>; at: number },
  parts: PlaceParts,
): void {
  const { factors, values, laws, backgrounds } = parts;
  mixAt(parts, { said, at });
  values.fill(0);
  for (let k = 0; k < BACKGROUNDS; k++) {
    values[0] += backgrounds[k] * densities[BACKGROUNDS * event + k];
  }
  values[0] *= background;
  for (let group = 0; group < GROUPS; group++) {
    const place = PLACE_LAWS * (GROUPS * event + group);
    if (!IS_SCALED[group]) {
      values[1 + group] = here[place];
      continue;
    }
    const share = laws[Math.floor(group / AGES)];
    for (let k = 0; k < PLACE_LAWS; k++) values[1 + group] += share[k] * here[place + k];
  }
  [parts.here, parts.whole] = [0, 0];
  for (let k = 0; k <= GROUPS; k++) {
    parts.here += factors[k] * values[k];
    parts.whole += factors[k] * rate[(1 + GROUPS) * event + k];
  }
}

/** ln of the density of the place of an event, per km², for what is said. */
export function logDensityAt(
  components: PlaceComponents,
  where: { event: number; said: ArrayLike<number>; at: number },
): number {
  const parts = roomForParts();
  partsAt(components, where, parts);
  return Math.log(parts.here / parts.whole);
}

/**
 * Loss in space, nats: −ln of the density of the place, a mixture of the background and of a law about
 * each earlier event, each of which integrates to 1 over the plane: so the mixture does.
 */
export function placeLoss(
  components: PlaceComponents,
): (said: Float32Array, events: Int32Array) => { loss: Float64Array; slope: Float32Array } {
  const parts = roomForParts();
  return (said, events) => {
    const loss = new Float64Array(events.length);
    const slope = new Float32Array(said.length);
    events.forEach((event, i) => {
      const at = PLACE_OUTPUTS * i;
      partsAt(components, { event, said, at }, parts);
      loss[i] = Math.log(parts.whole / parts.here);
      const own = { said: said.subarray(at), slope: slope.subarray(at, at + PLACE_OUTPUTS) };
      addSlopes(components, { parts, event, ...own });
    });
    return { loss, slope };
  };
}

function addSlopes(
  { rate, background, densities, here: under }: PlaceComponents,
  { parts, event, said, slope }: {
    parts: PlaceParts;
    event: number;
    said: Float32Array;
    slope: Float32Array;
  },
): void {
  const { here, whole, factors, values, laws, backgrounds } = parts;
  for (let k = 0; k <= GROUPS; k++) {
    slope[GROUP_AT + k] = factorSlopeOf(said[GROUP_AT + k]) *
      (rate[(1 + GROUPS) * event + k] / whole - values[k] / here);
  }
  for (let group = 0; group < GROUPS; group++) {
    if (!IS_SCALED[group]) continue;
    const place = PLACE_LAWS * (GROUPS * event + group);
    const group1 = 1 + group;
    const of = Math.floor(group / AGES);
    for (let k = 0; k < PLACE_LAWS; k++) {
      // Of a share: share (its value − the mean of all).
      slope[LAW_AT + PLACE_LAWS * of + k] -= factors[group1] * laws[of][k] *
        (under[place + k] - values[group1]) / here;
    }
  }
  for (let k = 0; k < BACKGROUNDS; k++) {
    const density = background * densities[BACKGROUNDS * event + k];
    slope[BACKGROUND_AT + k] -= factors[0] * backgrounds[k] * (density - values[0]) / here;
  }
}

/** ln of the density of each place of a range as `etas-background` has it, per km². [event] */
export function firstLogDensities(
  { rate, background, densities, here }: PlaceComponents,
  { start, end }: ExampleRange,
): Float64Array {
  return Float64Array.from({ length: end - start }, (_, i) => {
    const event = start + i;
    let [sum, whole] = [background * densities[BACKGROUNDS * event], 0];
    for (let group = 0; group < GROUPS; group++) sum += here[PLACE_LAWS * (GROUPS * event + group)];
    for (let k = 0; k <= GROUPS; k++) whole += rate[(1 + GROUPS) * event + k];
    return Math.log(sum / whole);
  });
}
