import { InputError } from "../../domain/mod.ts";
import { type ChannelQuery, dataRequestUrl } from "./data_query.ts";
import { type DataFetchReport, type FetchDataOptions, fetchDataToFile } from "./fetch_to_file.ts";

/** Length of the fixed header of a record of miniSEED 2. */
const HEADER_BYTES = 48;

/**
 * Fetches the waveforms of channels from an FDSN dataselect service into a file of miniSEED, as they come,
 * whole or not at all. Failed requests are repeated; an answer that ends within a record is asked anew.
 *
 * Throws InputError where there are no waveforms or the answer is no miniSEED, ConfigurationError for a
 * query that makes no sense or a file that is there, and EnvironmentError for network, permission, disk.
 *
 * Source: International FDSN, FDSN-WS-dataselect web service specification, version 1.1.
 */
export async function fetchWaveformsToFile(
  query: ChannelQuery,
  options: FetchDataOptions,
): Promise<DataFetchReport> {
  // Of the format nothing is said: miniSEED is the default, and some services refuse to be told.
  const parameters = { nodata: "204" };
  const { url, centre } = dataRequestUrl(query, { service: "dataselect", parameters });
  return await fetchDataToFile(
    { url, centre, accept: "application/vnd.fdsn.mseed, */*", what: "waveforms" },
    { ...options, whyIncomplete: (path, bytes) => whyCut(path, { bytes, source: centre.name }) },
  );
}

/**
 * Walks from record to record, reading little of each: why the file ends within one, or undefined.
 * Throws InputError where it does not begin as miniSEED.
 */
async function whyCut(
  path: string,
  { bytes, source }: { bytes: number; source: string },
): Promise<string | undefined> {
  const file = await Deno.open(path);
  try {
    const head = new Uint8Array(512);
    await file.read(head);
    if (!isRecord(head)) {
      const text = new TextDecoder().decode(head.subarray(0, 80)).replace(/\s+/g, " ").trim();
      throw new InputError(`Cannot use the answer of ${source}: it is no miniSEED`, {
        value: text,
      });
    }
    const length = recordLength(head);
    // Services answer with records of one length; others are for the reader to judge.
    if (length === undefined || bytes % length === 0) return undefined;
    return await hasOtherLengths(file, { bytes, length }) ? undefined : "it ends within a record";
  } finally {
    file.close();
  }
}

function isRecord(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 8));
  return /^[\d ]{6}[DRQM]/.test(text) || (text.startsWith("MS") && head[2] === 3);
}

/** Bytes of a record of miniSEED 2, by its blockette 1000; undefined where it does not tell. */
function recordLength(head: Uint8Array): number | undefined {
  if (head[0] === 0x4d) return undefined;
  const view = new DataView(head.buffer);
  const isLittle = view.getUint16(20) > 2500 || view.getUint16(20) < 1900;
  for (let at = view.getUint16(46, isLittle); at >= HEADER_BYTES && at + 8 <= head.length;) {
    if (view.getUint16(at, isLittle) === 1000) return 2 ** head[at + 6];
    const next = view.getUint16(at + 2, isLittle);
    if (next <= at) return undefined;
    at = next;
  }
  return undefined;
}

/** Whether the second record is not where the length of the first says, so that lengths are mixed. */
async function hasOtherLengths(
  file: Deno.FsFile,
  { bytes, length }: { bytes: number; length: number },
): Promise<boolean> {
  const whole = Math.floor(bytes / length);
  for (let record = 1; record < whole; record++) {
    await file.seek(record * length, Deno.SeekMode.Start);
    const head = new Uint8Array(512);
    await file.read(head);
    if (!isRecord(head) || recordLength(head) !== length) return true;
  }
  return false;
}
