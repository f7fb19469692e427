import { formatTime } from "../../engine/domain/mod.ts";
import {
  fetchCatalogueToFile,
  type FetchReport,
  readUnfinishedSpan,
} from "../../engine/sources/mod.ts";
import { CHANNEL_FLAGS, fetchData, refuseFlags } from "../fetch_data.ts";
import { FETCH_FLAGS, fetchOptionsOf, fetchQueryOf } from "../fetch_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Fetches a catalogue, waveforms or stations from an FDSN service into a file. */
export const fetch: Verb = defineVerb({
  about:
    "Fetches a catalogue from an FDSN event service into a CSV file, each event once, sorted by " +
    "time. Requests beyond the service's limit are split, failed ones are repeated with growing " +
    "waits (Retry-After is honoured), and an interrupted fetch goes on where it was when the same " +
    "is asked again.\n\n" +
    "With waveforms, fetches miniSEED of the channels named by --network, --station, --location and " +
    "--channel from a data centre; with stations, StationXML of them, which is read before it is kept.\n\n" +
    "HTTP_PROXY, HTTPS_PROXY and NO_PROXY are honoured, and DENO_CERT for certificate authorities.",
  operands: [{
    syntax: "[what]",
    about: "what to fetch; events unless given",
    choices: ["events", "waveforms", "stations"],
  }],
  flags: FETCH_FLAGS,
  examples: [
    [
      "fetch --service usgs --start 2015-01-01 --end 2025-01-01 --min-magnitude 5 --out m5.csv.gz",
      "ten years of the globe",
    ],
    [
      "fetch --service emsc --start 2024-01-01 --end 2024-02-01 --circle 38.3,142.4,300 --out r.csv",
      "300 km around a point",
    ],
    [
      "fetch --service usgs --start 2015-01-01 --min-magnitude 5 --out m5.csv.gz --update",
      "only what was revised or is new since",
    ],
    [
      "fetch waveforms --service ncedc --network BK --station BKS --channel HH? --start " +
      "2025-01-01T00:00:00 --end 2025-01-01T01:00:00 --out bks.mseed",
      "an hour of three components",
    ],
    [
      "fetch stations --service ncedc --network BK --station BKS --start 2025-01-01 --out bks.xml",
      "their places and responses",
    ],
  ],
  permissions: [
    "--allow-net=HOST",
    "--allow-read=FOLDER-OF-OUT",
    "--allow-write=FOLDER-OF-OUT",
    "--allow-read=FILE (of --ca-certificate)",
  ],
  async run({ values, explicit, operands: [what = "events"], terminal }) {
    if (what === "waveforms" || what === "stations") {
      return await fetchData(what, { values, explicit, terminal });
    }
    refuseFlags("events", { explicit, names: CHANNEL_FLAGS });
    const query = fetchQueryOf(values, Date.now());
    if (values.end === undefined && values.resume) {
      // What was begun up to the present moment goes on up to that moment, not to a later one.
      query.endMs = (await readUnfinishedSpan(values.out))?.endMs ?? query.endMs;
    }
    const interruption = watchInterruption("Stopping; the finished pieces are kept.");
    try {
      const report = await fetchCatalogueToFile(query, {
        ...await fetchOptionsOf(values),
        signal: interruption.signal,
        onProgress: terminal.progress,
      });
      terminal.answer({
        document: () => ({ out: values.out, ...report }),
        text: () => describeFetch(report, values.out),
      });
    } finally {
      interruption.stop();
    }
  },
});

function describeFetch(report: FetchReport, path: string): string {
  const { events, added, revised, deletedIds, requests, repetitions, service } = report;
  return [
    `Wrote ${events} events from ${formatTime(report.firstMs)} to ${formatTime(report.lastMs)} ` +
    `to ${path}.`,
    `${added} new, ${revised} revised, ${deletedIds.length} withdrawn; ${requests} requests to ` +
    `${service}, ${repetitions} of them repeated.`,
    ...report.remarks,
  ].join("\n");
}
