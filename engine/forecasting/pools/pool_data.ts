import type { Catalogue, Covariate, PointEvents } from "../../domain/mod.ts";
import { catalogueFingerprint, readCatalogue } from "../../sources/mod.ts";
import { readPointEvents } from "../point_processes/read_point_events.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";

/** One catalogue as all members of a pool read it. */
export interface PoolData {
  /** As read. */
  raw: Catalogue;
  /** SHA-256 of it. */
  fingerprint: string;
  /** As point processes take it. */
  events: PointEvents;
  /** Series beside the catalogue, for the networks that take them. */
  covariates: readonly Covariate[];
  /** Events after it cannot be real, UTC epoch milliseconds. */
  latestTimeMs?: number;
}

/** Reads a catalogue once for all members. Throws InputError for what cannot be read. */
export async function readPoolData(
  request: CatalogueRequest,
  { isForProcesses }: { isForProcesses: boolean },
): Promise<PoolData> {
  const { source, read, covariates = [], latestTimeMs } = request;
  const bytes = new Uint8Array(await new Response(source.stream).arrayBuffer());
  const again = () => ({ ...source, stream: new Blob([bytes]).stream() });
  const { catalogue: raw } = await readCatalogue(again(), read);
  const events = isForProcesses
    ? (await readPointEvents({ source: again(), read })).events
    : noEvents(raw.name);
  return { raw, fingerprint: await catalogueFingerprint(raw), events, covariates, latestTimeMs };
}

function noEvents(name: string): PointEvents {
  const none = new Float64Array(0);
  const places = { kind: "geographic" as const, latitude: none, longitude: none };
  return { name, size: 0, timeMs: none, isDated: true, magnitude: none, places };
}
