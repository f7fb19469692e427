import {
  ConfigurationError,
  type Option,
  type OptionTable,
  resolveOptions,
} from "../../engine/domain/mod.ts";
import type { LiveRequest } from "./live_client.ts";

/** The options of GET /v1/live and of its WebSocket. */
export const LIVE_OPTIONS = Object.freeze({
  after: {
    kind: "integer",
    default: undefined,
    minimum: 0,
    about: "number after which messages are replayed; only new ones come if left out. The header " +
      "Last-Event-ID, which browsers send when they come back, goes before it",
  } satisfies Option<number | undefined>,
  passing: {
    kind: "boolean",
    default: true as boolean,
    about: "whether stations, waveforms and latency come too, about once a second, without numbers",
  } satisfies Option<boolean>,
  waveforms: {
    kind: "names",
    default: [] as readonly string[],
    about: 'channels whose newest second comes, such as NC.MEM..HHZ, or "all"; none if left out',
  } satisfies Option<readonly string[]>,
}) satisfies OptionTable;

/** Reads what a client wants to be told. Throws ConfigurationError for what is unknown or wrong. */
export function readLiveRequest(
  query: Readonly<Record<string, string>>,
  lastEventId: string | undefined,
): LiveRequest {
  const { after, passing, waveforms } = resolveOptions(LIVE_OPTIONS, query);
  return {
    after: lastEventId === undefined || lastEventId === "" ? after : readNumber(lastEventId),
    passing,
    waveforms: waveforms.includes("all") ? "all" : new Set(waveforms),
  };
}

function readNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ConfigurationError(
    `Cannot go on after Last-Event-ID "${text.slice(0, 80)}": expected a number that was sent.`,
    "Last-Event-ID",
  );
}
