import type { ImpactEstimate, ShakingObservation } from "../../engine/domain/mod.ts";
import type { NamedBytes } from "../../engine/sources/mod.ts";
import { readNamedFile } from "../named_file.ts";
import { writePictureFile } from "../picture_file.ts";
import {
  choiceFlag,
  defineVerb,
  integerFlag,
  numberFlag,
  switchFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

/** Estimates what an event may have done. */
export const impact: Verb = defineVerb({
  about:
    "Estimates what an event may have done: a map of shaking, blended with what was felt and " +
    "recorded; people by intensity and losses with their probabilities, as PAGER has them; and states of " +
    "damage of buildings, in the order in which to inspect them. An estimate from a magnitude and a place: " +
    "no warning, and no ground to decide upon by itself.",
  flags: {
    event: textFlag("the event, QuakeML", { placeholder: "FILE" }),
    eventId: textFlag("which event of --event, where it holds several", { placeholder: "ID" }),
    magnitude: numberFlag("moment magnitude, in place of the event's", { minimum: 0, maximum: 10 }),
    latitude: numberFlag("of the epicentre, degrees north", { minimum: -90, maximum: 90 }),
    longitude: numberFlag("of the epicentre, degrees east", { minimum: -180, maximum: 360 }),
    depth: numberFlag("of the hypocentre, km; 10 where nobody knows", {
      minimum: -10,
      maximum: 800,
    }),
    strike: numberFlag(
      "direction of the rupture, degrees from north; the mean over all unless given",
    ),
    mechanism: choiceFlag(["unspecified", "strike-slip", "normal", "reverse"], {
      about: "how the fault slips",
      initial: "unspecified",
    }),
    intensityModel: choiceFlag(["motion", "allen2012", "atkinson-wald-2007"], {
      about: "intensity from the predicted PGV (WGRW12), or by an equation of its own",
      initial: "motion",
    }),
    vs30: textFlag("ground: m/s, or an ESRI ASCII grid of them; 760 unless given", {
      placeholder: "NUMBER|FILE",
    }),
    observations: textFlag(
      "what was felt and recorded: latitude, longitude, intensity, pga_g ...",
      {
        placeholder: "FILE",
      },
    ),
    population: textFlag("people: latitude, longitude, population; or an ESRI ASCII grid", {
      placeholder: "FILE",
    }),
    syntheticPopulation: switchFlag("people made up around the epicentre, to try it out"),
    seed: integerFlag("of people made up; 1 unless given", { minimum: 0 }),
    country: textFlag("country of the people, two letters; XF is California", {
      placeholder: "CODE",
    }),
    buildings: textFlag("buildings: id, latitude, longitude, class such as C1M-high, occupants", {
      placeholder: "FILE",
    }),
    fragilities: textFlag("classes beside those of HAZUS: class, slight_g ... complete_g, beta", {
      placeholder: "FILE",
    }),
    radius: numberFlag("half the width of the map, km; to intensity 4 unless given", {
      ...{ minimum: 1, maximum: 1000 },
    }),
    cell: numberFlag("edge of a cell, degrees", { minimum: 0.0001, maximum: 5 }),
    out: textFlag("write areas by intensity and buildings, GeoJSON", { placeholder: "FILE" }),
    map: textFlag("draw the map, SVG or PNG", { placeholder: "FILE" }),
  },
  examples: [
    [
      "impact --magnitude 6.7 --latitude 34.2 --longitude -118.5 --depth 18 --map shaking.svg",
      "a map",
    ],
    ["impact --event event.xml --population people.csv --country US", "losses too"],
    ["impact --event event.xml --buildings buildings.csv --observations felt.csv", "buildings"],
  ],
  permissions: [
    "--allow-read=FILES,node_modules",
    "--allow-read=FOLDER --allow-write=FOLDER (with --out, --map)",
  ],
  async run({ values, terminal }) {
    const { readImpactSources, writeImpactJson } = await import("../../engine/monitoring/mod.ts");
    const { estimateImpact } = await import("../../engine/impact/mod.ts");
    const isGrid = values.vs30 !== undefined && !/^\d+(\.\d+)?$/.test(values.vs30);
    const request = readImpactSources({
      event: await readIfNamed(values.event),
      observations: await readIfNamed(values.observations),
      population: await readIfNamed(values.population),
      buildings: await readIfNamed(values.buildings),
      fragilities: await readIfNamed(values.fragilities),
      ground: await readIfNamed(isGrid ? values.vs30 : undefined),
    }, {
      ...values,
      ...{ depthKm: values.depth, radiusKm: values.radius, cellDegrees: values.cell },
      vs30: isGrid || values.vs30 === undefined ? undefined : Number(values.vs30),
    });
    const estimate = estimateImpact(request);
    await writeFiles(estimate, { ...values, observations: request.observations });
    if (terminal.json) return terminal.writeOut(writeImpactJson(estimate));
    const { impactText } = await import("../../engine/drawing/mod.ts");
    terminal.answer({ document: () => estimate, text: () => impactText(estimate) });
  },
});

async function readIfNamed(name: string | undefined): Promise<NamedBytes | undefined> {
  return name === undefined ? undefined : await readNamedFile(name);
}

/** Steps of the colours of a map. */
const SHADES = Array.from({ length: 45 }, (_, i) => 2 + i / 5);

async function writeFiles(
  estimate: ImpactEstimate,
  { out, map, observations }: {
    out?: string;
    map?: string;
    observations?: readonly ShakingObservation[];
  },
): Promise<void> {
  const { contourShaking, nearObservations } = await import("../../engine/impact/mod.ts");
  if (out !== undefined) {
    const { writeImpactGeojson } = await import("../../engine/sources/mod.ts");
    const { writeFileWhole } = await import("../../engine/storage/mod.ts");
    const text = writeImpactGeojson(estimate, contourShaking(estimate.map));
    await writeFileWhole(out, new TextEncoder().encode(text));
  }
  if (map === undefined) return;
  const { drawShakingMap } = await import("../../engine/drawing/mod.ts");
  const contours = contourShaking(estimate.map, SHADES);
  const near = nearObservations(estimate.map.source, observations ?? []);
  const figure = { map: estimate.map, contours, observations: near };
  await writePictureFile(map, await drawShakingMap(figure));
}
