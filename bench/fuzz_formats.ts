import { RandomStream } from "../engine/mathematics/mod.ts";
import { damageBytes } from "../tests/engine/sources/waveforms/damage_bytes.ts";
import { sharedFile } from "../tests/shared_data.ts";

/** A format whose readers are given damaged files. */
export interface FuzzFormat {
  /** Its name. */
  name: string;
  /** Folders and files of shared data to damage. */
  originals: readonly string[];
  /** Which of their files: the end of the name. */
  ending: RegExp;
  /** Damaged files. */
  count: number;
  /** Whether its reader starts a thread for each file and gives it up when it is silent. */
  hasOwnThread?: boolean;
}

/** Larger files are left out: what matters in them is in the small ones too. */
const LARGEST_BYTES = 40_000;

/** All formats; 100,000 damaged files together. Each of HDF5 costs a thread of its own. */
export const FUZZ_FORMATS: readonly FuzzFormat[] = [
  {
    name: "miniSEED",
    originals: [
      "data/waveforms/miniseed/decoded_references/data",
      "data/waveforms/miniseed/edge_cases",
      "data/waveforms/miniseed/edge_cases/bizarre",
      "data/waveforms/miniseed/edge_cases/encoding",
      "data/waveforms/miniseed/version_2_and_3_pairs",
      "data/waveforms/miniseed/seisplotjs",
    ],
    ending: /./,
    count: 41_500,
  },
  {
    name: "SAC",
    originals: ["data/waveforms/sac/obspy", "data/waveforms/sac/seisplotjs"],
    ending: /sac|swap/i,
    count: 20_000,
  },
  {
    name: "QuakeML",
    originals: ["data/arrivals/quakeml"],
    ending: /\.xml$/,
    count: 19_000,
  },
  {
    name: "StationXML",
    originals: ["data/metadata/stationxml"],
    ending: /\.(xml|txt)$/,
    count: 19_000,
  },
  {
    name: "HDF5",
    originals: ["data/waveforms/stead/waveforms.hdf5"],
    ending: /\.hdf5$/,
    count: 500,
    hasOwnThread: true,
  },
];

/** Files of a format with their paths, the same order each time. */
export async function readOriginals({ originals, ending }: FuzzFormat): Promise<Uint8Array[]> {
  const paths: string[] = [];
  for (const original of originals.map(sharedFile)) {
    if (ending.test(original) && (await Deno.stat(original)).isFile) {
      paths.push(original);
      continue;
    }
    for await (const { name, isFile } of Deno.readDir(original)) {
      const path = `${original}/${name}`;
      if (!isFile || !ending.test(name)) continue;
      if ((await Deno.stat(path)).size <= LARGEST_BYTES) paths.push(path);
    }
  }
  return await Promise.all(paths.sort().map((path) => Deno.readFile(path)));
}

/** The damaged file of a number. */
export function damagedFile(
  originals: readonly Uint8Array[],
  { format, number }: { format: string; number: number },
): Uint8Array {
  const random = new RandomStream(`fuzz ${format} ${number}`);
  const original = originals[number % originals.length];
  const isText = format === "QuakeML" || format === "StationXML";
  return isText && number % 2 === 0 ? damageText(original, random) : damageBytes(original, random);
}

/** What numbers, dates and words are replaced by. */
const WRONG = [
  "",
  "NaN",
  "1e999",
  "-1e308",
  "0",
  "-180.5",
  "9".repeat(400),
  "2020-13-45T99:00:00Z",
  "&lt;",
  "é",
];

/** One to four changes that leave XML well-formed as a rule: a value replaced, an element left out or doubled. */
function damageText(original: Uint8Array, random: RandomStream): Uint8Array {
  let text = new TextDecoder().decode(original);
  for (let changes = 1 + random.integer(4); changes > 0; changes--) {
    const pattern = random.uniform() < 0.5 ? />[^<>]{1,60}</g : /<(\w+)[^<>/]*>[^<>]*<\/\1>/g;
    const places = [...text.matchAll(pattern)];
    if (places.length === 0) break;
    const { 0: found, index } = places[random.integer(places.length)];
    const isValue = found.startsWith(">");
    const other = isValue
      ? `>${WRONG[random.integer(WRONG.length)]}<`
      : random.uniform() < 0.5
      ? ""
      : found + found;
    text = text.slice(0, index) + other + text.slice(index + found.length);
  }
  return new TextEncoder().encode(text);
}
