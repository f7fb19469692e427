import { InputError, type InputLocation, type Samples, type Trace } from "../../domain/mod.ts";
import { JsonRecord, listOfJson } from "./json_record.ts";
import { parseJson } from "./parse_json.ts";

/**
 * Reads traces given as JSON: a list of objects, or an object that holds one as `traces`. Each has
 * `station`, `channel`, `startTime` (ISO 8601; or `startTimeMs`), `samplingRateHz` and `samples`, and
 * may have `network` and `location`. Whole numbers of 32 bits become counts, as miniSEED has them.
 *
 * Throws InputError where a value is missing or wrong, with its place.
 *
 * @example
 * ```ts
 * import { readJsonTraces } from "@quakecast/quakecast/sources";
 * const trace = { station: "MEM", channel: "HHZ", startTimeMs: 0, samplingRateHz: 100, samples: [1, 2] };
 * const [{ samples }] = readJsonTraces(new TextEncoder().encode(JSON.stringify([trace])), "example");
 * console.assert(samples instanceof Int32Array && samples[1] === 2);
 * ```
 */
export function readJsonTraces(bytes: Uint8Array, source: string): Trace[] {
  const list = listOfJson(parseJson(bytes, source), { name: "traces", source });
  return list.map((entry, i) => readTrace(entry, { source, field: `traces[${i}]` }));
}

function readTrace(entry: unknown, where: InputLocation): Trace {
  const record = new JsonRecord(entry, where);
  return {
    code: {
      network: record.text("network", ""),
      station: record.text("station"),
      location: record.text("location", ""),
      channel: record.text("channel"),
    },
    startTimeMs: record.timeMs("startTime"),
    samplingRateHz: record.number("samplingRateHz", { least: 1e-6, most: 1e6 }),
    samples: readSamples(record.value("samples"), { ...where, field: `${where.field}.samples` }),
  };
}

function readSamples(value: unknown, where: InputLocation): Samples {
  if (!Array.isArray(value)) {
    throw new InputError("Cannot read samples", { ...where, expected: "a list of numbers" });
  }
  const wrong = value.findIndex((sample) => typeof sample !== "number" || !isFinite(sample));
  if (wrong >= 0) {
    throw new InputError("Cannot read a sample", {
      ...{ ...where, field: `${where.field}[${wrong}]`, value: JSON.stringify(value[wrong]) },
      expected: "a number; a gap parts a trace in two",
    });
  }
  const isWhole = value.every((sample) => sample === (sample | 0));
  return isWhole ? Int32Array.from(value) : Float64Array.from(value);
}
