import type { AlertMessage, ImpactNotice, LiveEvent, LiveMessage, Pick } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { DemoTruth } from "./demo_scene.ts";

/** Half the width of an interval of 90 %, standard deviations. */
const NINETY = 1.645;

/** What a source was said to be, beside what it was. */
export interface ToldSource {
  /** What told it: "first alert", "last alert" or "located event". */
  readonly what: string;
  /** Seconds after the first P at any station. */
  readonly secondsAfterP: number;
  /** Magnitude told; left out where none could be. */
  readonly magnitude?: number;
  /** Whether the interval of 90 % about it holds the true one; left out where no error was told. */
  readonly isMagnitudeHeld?: boolean;
  /** Kilometres that the epicentre is off. */
  readonly epicentreErrorKm: number;
}

/** What a site was told, beside what it felt. */
export interface ToldSite {
  /** The site. */
  readonly name: string;
  /** Seconds between the first alert and the true arrival of S; negative where S was first. */
  readonly warnedSeconds: number;
  /** Intensity of its simulated record. */
  readonly trueIntensity: number;
  /** What the first alert expected. */
  readonly firstIntensity: number;
  /** What the last alert expected. */
  readonly lastIntensity: number;
  /** Interval of 90 % of the last alert. [2] */
  readonly interval: readonly [number, number];
  /** Whether it holds the true one. */
  readonly isHeld: boolean;
}

/** How a demonstration went. */
export interface DemoJudgement {
  /** What was told of the source; empty where nothing was. */
  readonly sources: readonly ToldSource[];
  /** What each site was told; empty where nothing was. */
  readonly sites: readonly ToldSite[];
  /** Picks that were told. */
  readonly pickCount: number;
  /** Seconds from the first P to the first impact and to the last; left out where there was none. */
  readonly impactSeconds?: readonly [first: number, last: number];
  /** Alerts of anything else than the earthquake. */
  readonly falseAlerts: number;
}

/** Milliseconds that an alert's origin time may be off to be the earthquake's. */
const SAME_MS = 15_000;

/** Compares what was told with what was true. Times are those of the scene. */
export function judgeDemo(truth: DemoTruth, messages: readonly LiveMessage[]): DemoJudgement {
  const kept = <Data>(kind: LiveMessage["kind"]) =>
    messages.filter((one) => one.kind === kind).map(({ data, timeMs }) => ({
      ...{ data: data as Data, timeMs },
    }));
  const isIts = (timeMs: number) => Math.abs(timeMs - truth.originMs) < SAME_MS;
  const all = kept<AlertMessage>("alert").map(({ data }) => data);
  const alerts = all.filter(({ origin }) => isIts(origin.timeMs));
  const issued = new Set(alerts.map(({ eventId, issuedMs }) => `${eventId} ${issuedMs}`));
  // Versions of the event that come with an alert say no more than it does.
  const events = kept<LiveEvent>("event").filter(({ data, timeMs }) =>
    isIts(data.timeMs) && data.status !== "deleted" && !issued.has(`${data.id} ${timeMs}`)
  );
  const impacts = kept<ImpactNotice>("impact");
  const since = (timeMs: number) => (timeMs - truth.firstPMs) / 1000;
  const [first, last] = [alerts[0], alerts.at(-1)];
  const event = events.at(-1);
  const sources = [
    ...(first === undefined ? [] : [sourceOfAlert("first alert", first, truth)]),
    ...(last === undefined ? [] : [sourceOfAlert("last alert", last, truth)]),
    ...(event === undefined ? [] : [{
      ...toldSource(event.data, truth),
      ...{ what: "located event", secondsAfterP: since(event.timeMs) },
    }]),
  ];
  return {
    sources,
    sites: first === undefined || last === undefined ? [] : toldSites(truth, first, last),
    pickCount: kept<Pick>("pick").length,
    ...(impacts.length > 0 && {
      impactSeconds: [since(impacts[0].timeMs), since(impacts.at(-1)!.timeMs)] as const,
    }),
    falseAlerts: new Set(
      all.filter(({ origin }) => !isIts(origin.timeMs)).map(({ eventId }) => eventId),
    ).size,
  };
}

function sourceOfAlert(what: string, alert: AlertMessage, truth: DemoTruth): ToldSource {
  const { origin: { latitude, longitude }, magnitude: { magnitude, sigma }, issuedMs } = alert;
  return {
    ...toldSource({ latitude, longitude, magnitude, magnitudeSigma: sigma }, truth),
    ...{ what, secondsAfterP: (issuedMs - truth.firstPMs) / 1000 },
  };
}

function toldSource(
  told: Partial<LiveEvent> & { latitude: number; longitude: number },
  truth: DemoTruth,
): Omit<ToldSource, "what" | "secondsAfterP"> {
  const { magnitude, magnitudeSigma } = told;
  return {
    ...(magnitude !== undefined && { magnitude }),
    ...(magnitude !== undefined && magnitudeSigma !== undefined && {
      isMagnitudeHeld: Math.abs(magnitude - truth.magnitude) <= NINETY * magnitudeSigma,
    }),
    epicentreErrorKm: greatCircleKm(told, truth),
  };
}

function toldSites(truth: DemoTruth, first: AlertMessage, last: AlertMessage): ToldSite[] {
  return truth.sites.flatMap(({ name, intensity: trueIntensity, sArrivalMs }): ToldSite[] => {
    const named = ({ sites }: AlertMessage) => sites.find((site) => site.name === name);
    const [early, late] = [named(first), named(last)];
    if (early === undefined || late === undefined) return [];
    const [low, high] = late.intensityInterval;
    return [{
      ...{ name, trueIntensity, warnedSeconds: (sArrivalMs - first.issuedMs) / 1000 },
      ...{ firstIntensity: early.intensity, lastIntensity: late.intensity, interval: [low, high] },
      isHeld: trueIntensity >= low && trueIntensity <= high,
    }];
  });
}
