import { ConfigurationError, nearestWord, type Pick } from "../domain/mod.ts";
import { pickByAutoregression, pickByStaLta, type PickedArrival } from "../models/mod.ts";
import { assembleComponents, type ComponentRecord, splitAtMissing } from "../preprocessing/mod.ts";
import type { TracePicker } from "./trace_picker.ts";

/** The classical pickers by the names they are asked for with. */
const CLASSICAL_PICKERS = { "sta-lta": pickByStaLta, "ar": pickByAutoregression } as const;

/** Names of the classical pickers. */
export const CLASSICAL_PICKER_NAMES: readonly string[] = Object.keys(CLASSICAL_PICKERS);

/** Samples a second at which records are picked. */
const RATE_HZ = 100;

/**
 * A classical picker on records of any rate, beside which networks are measured. With `likeliest` the
 * strongest arrival of each phase and no other. Its picks have no probability.
 *
 * Throws ConfigurationError for a name that is not listed.
 */
export function classicalTracePicker(
  name: string,
  { likeliest = false }: { likeliest?: boolean } = {},
): TracePicker {
  if (!isClassical(name)) {
    const known = CLASSICAL_PICKER_NAMES.join(", ");
    throw new ConfigurationError(
      `There is no picker "${name}": known are ${known}, and networks by their folder.`,
      "picker",
      nearestWord(name, CLASSICAL_PICKER_NAMES),
    );
  }
  const find = CLASSICAL_PICKERS[name];
  return {
    name,
    windowSeconds: 0,
    pick(traces) {
      // A filter never forgets a sample that is no number: the record is cut there.
      const parts = traces.map(splitAtMissing);
      const sound = parts.flatMap((part) => part.traces);
      const { records, notes } = assembleComponents(sound, { samplingRateHz: RATE_HZ });
      const picks = records.flatMap((record) => {
        const all = find(record.samples, { samplingRateHz: RATE_HZ });
        const arrivals = likeliest ? keepStrongest(all) : all;
        return arrivals.map((arrival) => pickOf(arrival, { record, name }));
      });
      return {
        picks: picks.sort((a, b) => a.timeMs - b.timeMs),
        notes: [...parts.flatMap((part) => part.notes), ...notes],
      };
    },
  };
}

function isClassical(name: string): name is keyof typeof CLASSICAL_PICKERS {
  return Object.hasOwn(CLASSICAL_PICKERS, name);
}

function keepStrongest(arrivals: readonly PickedArrival[]): PickedArrival[] {
  return ["P", "S"].flatMap((phase) => {
    const some = arrivals.filter((arrival) => arrival.phase === phase);
    return some.sort((a, b) => b.strength - a.strength).slice(0, 1);
  });
}

function pickOf(
  { phase, sample }: PickedArrival,
  { record, name }: { record: ComponentRecord; name: string },
): Pick {
  const { code, startTimeMs, componentsPresent } = record;
  const order = phase === "P" ? [2, 1, 0] : [1, 0, 2];
  const letter = "ENZ"[order.find((component) => componentsPresent[component]) ?? order[0]];
  const timeMs = startTimeMs + sample * 1000 / RATE_HZ;
  const channel = code.channel + letter;
  const time = new Date(Math.round(timeMs)).toISOString();
  return {
    id: `${code.network}.${code.station}.${code.location}.${channel}/${phase}/${time}/${name}`,
    code: { ...code, channel },
    phase,
    timeMs,
    method: name,
  };
}
