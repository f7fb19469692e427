import { InputError, type StationDelays } from "../domain/mod.ts";

/**
 * Reads delays of stations: JSON of seconds by station ("NC.MEM") and wave ("P", "S").
 * Throws InputError for anything else.
 */
export function readStationDelays(text: string, source: string): StationDelays {
  const fail = (value: string, cause?: unknown): never => {
    throw new InputError("Cannot read delays of stations", {
      ...{ source, value },
      expected: '{"NC.MEM": {"P": 0.12, "S": 0.2}}',
    }, { cause });
  };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return fail(text, error);
  }
  if (!isRecord(document)) return fail(text);
  for (const [station, waves] of Object.entries(document)) {
    if (!isRecord(waves)) return fail(station);
    for (const [wave, seconds] of Object.entries(waves)) {
      if (!/^[PS]$/.test(wave) || !Number.isFinite(seconds)) return fail(`${station} ${wave}`);
    }
  }
  return document as StationDelays;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
