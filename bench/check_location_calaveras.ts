import type { StationDelays } from "../engine/domain/mod.ts";
import { learnStationDelays, type LocatorSetting, openLocator } from "../engine/models/mod.ts";
import { type CalaverasEvents, readCalaverasEvents } from "./calaveras_events.ts";
import { type HypocentreDifferences, hypocentreDifferences } from "./hypocentre_differences.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Medians and, where given, 90 % quantiles that must not be passed, kilometres. */
const LIMITS = {
  plain: { epicentre: [1.1, 1.6], depth: [1.0, 2.2] },
  ownDelays: { epicentre: [0.2, Infinity], depth: [0.6, Infinity] },
  referenceDelays: { epicentre: [0.15, 0.3], depth: [0.9, 1.8] },
} as const;

const MOST_SECONDS = 60;
const LEAST_SHARE = 0.98;

/** Locations of 308 events of Calaveras against those that hypoDD published. */
export const check: LongCheck = {
  about: "308 events of hypoDD's example 2 located as near to the published hypocentres as asked",
  run(report) {
    const data = readCalaverasEvents();
    const setting = { stations: data.stations, model: data.model, options: { largestDepthKm: 40 } };
    const { located, misfitShare, seconds } = locateAll(data, setting);
    report(`located in ${seconds.toFixed(1)} s; no worse than the reference: ${misfitShare}`);
    const halves = [0, 1].map((rest) => data.events.filter((_, i) => i % 2 === rest));
    const pairsWith = (delays: StationDelays, half: CalaverasEvents["events"]) => {
      const locator = openLocator({ ...setting, delays });
      return half.map(({ picks, reference }) => [locator.locate(picks), reference] as const);
    };
    const plain = hypocentreDifferences(
      data.events.map(({ reference }, i) => [located[i], reference]),
      { depthShift: true, epicentreShift: false },
    );
    const delayed = [0, 1].map((half) => {
      const [learning, testing] = [halves[half], halves[1 - half]];
      report(`delays of half ${half + 1}`);
      const own = learnStationDelays(learning.map(({ picks }) => ({ picks })), setting);
      const known = learning.map(({ picks, reference }) => ({ picks, hypocentre: reference }));
      const atReference = learnStationDelays(known, setting);
      return {
        ownDelays: hypocentreDifferences(pairsWith(own, testing), {
          depthShift: true,
          epicentreShift: true,
        }),
        referenceDelays: hypocentreDifferences(pairsWith(atReference, testing), {
          depthShift: false,
          epicentreShift: false,
        }),
      };
    });
    const facts = { events: data.events.length, seconds, misfitShare, plain, delayed };
    const failures = [
      ...(misfitShare < LEAST_SHARE ? [`misfit share ${misfitShare}`] : []),
      ...(seconds > MOST_SECONDS ? [`${seconds} s`] : []),
      ...passed("plain", plain),
      ...delayed.flatMap(({ ownDelays, referenceDelays }) => [
        ...passed("ownDelays", ownDelays),
        ...passed("referenceDelays", referenceDelays),
      ]),
    ];
    if (failures.length > 0) throw new Error(`${failures.join("; ")}: ${JSON.stringify(facts)}`);
    return Promise.resolve(facts);
  },
};

function locateAll({ events }: CalaverasEvents, setting: LocatorSetting) {
  const startMs = performance.now();
  const locator = openLocator(setting);
  const located = events.map(({ picks, reference }) => locator.locate(picks, reference.id));
  const seconds = (performance.now() - startMs) / 1000;
  const better =
    events.filter(({ picks, reference }, i) =>
      locator.misfitAt(picks, located[i]).misfit <=
        locator.misfitAt(picks, reference).misfit + 1e-6
    ).length;
  return { located, seconds, misfitShare: better / events.length };
}

function passed(name: keyof typeof LIMITS, found: HypocentreDifferences): string[] {
  return (["epicentre", "depth"] as const).flatMap((part) =>
    LIMITS[name][part].flatMap((limit, i) =>
      found[part][i] > limit ? [`${name} ${part} ${found[part][i].toFixed(3)} km`] : []
    )
  );
}
