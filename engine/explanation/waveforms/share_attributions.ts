import type { AttributionMap, AttributionPart } from "../../domain/mod.ts";

/** Attributions and the window they are of. */
export interface WindowAttributions {
  /** Attributions. [sample, component] */
  attributions: Float32Array | Float64Array;
  /** Names of the components, in order. */
  components: readonly string[];
  /** Samples a second. */
  samplingRateHz: number;
  /** The sample that times count from. */
  sample: number;
}

/** A stretch of time, seconds after the arrival; ends at infinity take all there is. */
export interface NamedStretch {
  /** Its name. */
  part: string;
  /** First second that is in it. */
  from: number;
  /** The second it ends before. */
  to: number;
}

/** Components in the order a seismologist reads them. */
const READING_ORDER = ["Z", "N", "E"];

/** Attributions of all components together. [sample] */
export function addComponents({ attributions, components }: WindowAttributions): Float64Array {
  const { length: count } = components;
  const sums = new Float64Array(attributions.length / count);
  attributions.forEach((one, i) => sums[Math.floor(i / count)] += one);
  return sums;
}

/** What of attributions lies on each component, vertical first. */
export function shareByComponent(of: WindowAttributions): AttributionPart[] {
  const { components } = of;
  const order = READING_ORDER.filter((name) => components.includes(name));
  return order.map((name) => partOf(of, name, (_, place) => components[place] === name));
}

/** What of attributions lies in each stretch of time. */
export function shareByTime(
  of: WindowAttributions,
  stretches: readonly NamedStretch[],
): AttributionPart[] {
  return stretches.map(({ part, from, to }) =>
    partOf(of, part, (seconds) => seconds >= from && seconds < to)
  );
}

/** Part of the absolute attributions from so many seconds before the arrival to as many after it. */
export function shareWithin(of: WindowAttributions, seconds: number): number {
  return partOf(of, "", (at) => at >= -seconds && at < seconds).share;
}

function partOf(
  { attributions, components, samplingRateHz, sample }: WindowAttributions,
  part: string,
  isIn: (seconds: number, place: number) => boolean,
): AttributionPart {
  let [inside, all, net] = [0, 0, 0];
  for (let i = 0; i < attributions.length; i++) {
    const place = i % components.length;
    const size = Math.abs(attributions[i]);
    all += size;
    if (!isIn((Math.floor(i / components.length) - sample) / samplingRateHz, place)) continue;
    inside += size;
    net += attributions[i];
  }
  return { part, share: all === 0 ? 0 : inside / all, net };
}

/** Attributions added up by component and step of time. The arrival is where a step begins. */
export function mapAttributions(
  { attributions, components, samplingRateHz, sample }: WindowAttributions,
  stepSeconds: number,
): AttributionMap {
  const width = Math.round(stepSeconds * samplingRateHz);
  const samples = attributions.length / components.length;
  const before = Math.ceil(sample / width);
  const steps = before + Math.ceil((samples - sample) / width);
  const sums = components.map(() => new Float64Array(steps));
  for (let i = 0; i < samples; i++) {
    const step = before + Math.floor((i - sample) / width);
    components.forEach((_, place) =>
      sums[place][step] += attributions[i * components.length + place]
    );
  }
  const order = READING_ORDER.filter((name) => components.includes(name));
  return {
    stepSeconds,
    fromSeconds: -before * stepSeconds,
    components: Object.fromEntries(
      order.map((
        name,
      ) => [name, [...sums[components.indexOf(name)]].map((sum) => Number(sum.toPrecision(6)))]),
    ),
  };
}
