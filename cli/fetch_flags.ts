import { ConfigurationError, EnvironmentError } from "../engine/domain/mod.ts";
import { type FdsnQuery, FETCH_SETTINGS, type FetchToFileOptions } from "../engine/sources/mod.ts";
import { readTimeFlag } from "./time_flag.ts";
import {
  type Flag,
  type FlagTable,
  numberFlag,
  requiredTextFlag,
  switchFlag,
  textFlag,
} from "./verb.ts";

const WHAT = "What:";

/** Everything `fetch` can be told. */
export const FETCH_FLAGS = {
  service: {
    kind: "text",
    default: "usgs",
    about:
      "usgs, emsc, isc, or the URL of another FDSN event service; for waveforms and stations " +
      "earthscope (unless given), ncedc, scedc, geofon, orfeus, ingv, or a URL",
    group: WHAT,
    placeholder: "NAME|URL",
  } as Flag<string>,
  like: textFlag("the known service that a URL behaves like, such as usgs for its mirrors", {
    group: WHAT,
    placeholder: "NAME",
  }),
  start: requiredTextFlag("earliest origin time or sample, included", {
    group: WHAT,
    placeholder: "TIME",
  }),
  end: textFlag("latest origin time or sample, included; now unless given", {
    group: WHAT,
    placeholder: "TIME",
  }),
  minMagnitude: numberFlag("smallest magnitude, included", { group: WHAT }),
  maxMagnitude: numberFlag("largest magnitude, included", { group: WHAT }),
  minDepthKm: numberFlag("shallowest depth, kilometres", { group: WHAT }),
  maxDepthKm: numberFlag("deepest depth, kilometres", { group: WHAT }),
  box: {
    kind: "numbers",
    default: [] as number[],
    about: "region in degrees; it crosses the antimeridian where west is greater than east",
    group: WHAT,
    placeholder: "WEST,SOUTH,EAST,NORTH",
  } as Flag<number[]>,
  circle: {
    kind: "numbers",
    default: [] as number[],
    about: "region as a centre in degrees and a radius in kilometres",
    group: WHAT,
    placeholder: "LATITUDE,LONGITUDE,KM",
  } as Flag<number[]>,
  network: channelFlag("network codes, such as NC,BK"),
  station: channelFlag("station codes, such as MEM or J*"),
  location: channelFlag('location codes; "--" for an empty one; any unless given'),
  channel: channelFlag("channel codes, such as HH?; any unless given"),
  level: {
    kind: "choice",
    default: "response",
    about: "how much is told of stations",
    choices: ["station", "channel", "response"],
    group: "Channels, for waveforms and stations:",
  } as Flag<string>,
  out: requiredTextFlag("the file to write; a catalogue is gzip where it ends in .gz", {
    placeholder: "FILE",
  }),
  update: switchFlag("fetch only what was revised or is new since the file was written"),
  replace: switchFlag("write over a file that is there"),
  resume: {
    kind: "boolean",
    default: true,
    about: "go on with an unfinished fetch to the same file; --no-resume throws it away",
  } as Flag<boolean>,
  caCertificate: textFlag("certificate authority to trust beside the usual ones, PEM", {
    group: "Network:",
    placeholder: "FILE",
  }),
  proxy: textFlag("proxy; the environment's unless given", {
    group: "Network:",
    placeholder: "URL",
  }),
  ...settingsFlags(),
} as const;

/** The query that the flags ask for; `latestMs` ends it where no end was given. */
export function fetchQueryOf(
  values: Readonly<Record<string, unknown>>,
  latestMs: number,
): FdsnQuery {
  const [box, circle] = [values.box as number[], values.circle as number[]];
  refuseCount(box, { key: "box", need: 4, shape: "west,south,east,north" });
  refuseCount(circle, { key: "circle", need: 3, shape: "latitude,longitude,kilometres" });
  const end = values.end as string | undefined;
  return {
    service: values.service as string,
    like: values.like as string | undefined,
    startMs: readTimeFlag(values.start as string, "start"),
    endMs: end === undefined ? latestMs : readTimeFlag(end, "end"),
    minimumMagnitude: values.minMagnitude as number | undefined,
    maximumMagnitude: values.maxMagnitude as number | undefined,
    minimumDepthKm: values.minDepthKm as number | undefined,
    maximumDepthKm: values.maxDepthKm as number | undefined,
    box: box.length === 0
      ? undefined
      : { west: box[0], south: box[1], east: box[2], north: box[3] },
    circle: circle.length === 0
      ? undefined
      : { latitude: circle[0], longitude: circle[1], radiusKm: circle[2] },
  };
}

/** How the flags ask to fetch; the certificate is read here. */
export async function fetchOptionsOf(
  values: Readonly<Record<string, unknown>>,
): Promise<FetchToFileOptions> {
  const certificate = values.caCertificate as string | undefined;
  const settings = Object.keys(FETCH_SETTINGS).map((name) => [name, values[name]]);
  return {
    path: values.out as string,
    update: values.update as boolean,
    replace: values.replace as boolean,
    restart: !values.resume,
    proxyUrl: values.proxy as string | undefined,
    caCertificatePem: certificate === undefined ? undefined : await readCertificate(certificate),
    settings: Object.fromEntries(settings),
  };
}

function channelFlag(about: string): Flag<string | undefined> {
  return textFlag(about, { group: "Channels, for waveforms and stations:", placeholder: "CODES" });
}

function settingsFlags(): { readonly [Name in keyof typeof FETCH_SETTINGS]: Flag } {
  const flags: FlagTable = Object.fromEntries(
    Object.entries(FETCH_SETTINGS).map((
      [name, option],
    ) => [name, { ...option, group: "Network:" }]),
  );
  return flags as { readonly [Name in keyof typeof FETCH_SETTINGS]: Flag };
}

function refuseCount(
  numbers: readonly number[],
  { key, need, shape }: { key: string; need: number; shape: string },
): void {
  if (numbers.length === 0 || numbers.length === need) return;
  throw new ConfigurationError(
    `Cannot set ${key} to "${numbers.join(",")}": expected ${shape}.`,
    key,
  );
}

async function readCertificate(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    throw new EnvironmentError(
      `Cannot read the certificate authority "${path}": ${(cause as Error).message}`,
      cause instanceof Deno.errors.NotCapable ? "permission" : "disk",
      { cause },
    );
  }
}
