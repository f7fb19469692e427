import type { Catalogue, DeclusteringReport, OptionValues } from "../engine/domain/mod.ts";
import { ConfigurationError } from "../engine/domain/mod.ts";
import { readEtasParametersFile } from "./etas_parameters_file.ts";
import type { Terminal } from "./terminal.ts";
import { type Flag, integerFlag, numberFlag, textFlag } from "./verb.ts";

const GROUP = "Declustering:";

/** How a catalogue is declustered, and where that goes. */
export const DECLUSTER_FLAGS = {
  decluster: {
    ...{ kind: "choice", default: undefined as string | undefined, group: GROUP },
    choices: ["gardner-knopoff", "etas"],
    about: "leave out aftershocks by windows, or by the background probabilities of ETAS",
  } as Flag<string | undefined>,
  declusterOut: textFlag("write the events that are kept as CSV", {
    ...{ group: GROUP, placeholder: "FILE" },
  }),
  declusterThreshold: numberFlag(
    "keep events from this background probability on; without, each is drawn by its own",
    { group: GROUP, minimum: 0, maximum: 1 },
  ),
  completeness: numberFlag("magnitude from which events count; by maximum curvature unless given", {
    ...{ group: GROUP, minimum: -3, maximum: 10 },
  }),
  etasParameters: textFlag("JSON of fitted ETAS parameters (log10_mu, ...), instead of a fit", {
    ...{ group: GROUP, placeholder: "FILE" },
  }),
  seed: integerFlag("seed of the draws; 1 unless given", { group: GROUP }),
} as const;

/**
 * Declusters a clean catalogue as the flags ask and writes what is kept; nothing where they do not.
 *
 * Throws ConfigurationError for flags that go with another method, and what the engine throws.
 */
export async function declusterAsAsked(
  clean: () => Catalogue,
  { values, terminal }: { values: OptionValues<typeof DECLUSTER_FLAGS>; terminal: Terminal },
): Promise<DeclusteringReport | undefined> {
  const { decluster: method, declusterOut: out, declusterThreshold: threshold } = values;
  refuseUnused(values);
  if (method === undefined) return undefined;
  const { datasetNameOf, declusterCatalogue, startKernels } = await import(
    "../engine/forecasting/mod.ts"
  );
  const catalogue = clean();
  const kernels = method === "etas" ? await startKernels() : undefined;
  const declustered = declusterCatalogue(catalogue, {
    method: method as "gardner-knopoff" | "etas",
    completeness: values.completeness,
    etas: await readEtasParametersFile(values.etasParameters, datasetNameOf(catalogue.name)),
    ...{ threshold, seed: values.seed, kernels, onProgress: terminal.progress },
  });
  if (out !== undefined) {
    const { writeCatalogueCsv } = await import("../engine/sources/mod.ts");
    const { writeFileWhole } = await import("../engine/storage/mod.ts");
    const text = [...writeCatalogueCsv(declustered.catalogue)].join("");
    await writeFileWhole(out, new TextEncoder().encode(text));
    terminal.say(`Wrote ${declustered.catalogue.size} events to ${out}.`);
  }
  return declustered.report;
}

function refuseUnused(values: OptionValues<typeof DECLUSTER_FLAGS>): void {
  const { decluster, declusterOut, declusterThreshold, completeness, etasParameters, seed } =
    values;
  const ofEtas = { declusterThreshold, etasParameters, seed };
  const ofBoth = { declusterOut, completeness };
  const unused = Object.entries(decluster === undefined ? { ...ofBoth, ...ofEtas } : ofEtas)
    .find(([, value]) => value !== undefined);
  if (unused === undefined || decluster === "etas") return;
  throw new ConfigurationError(
    `Cannot use ${unused[0]} without decluster${decluster === undefined ? "" : " by etas"}.`,
    unused[0],
  );
}
