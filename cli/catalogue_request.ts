import { ConfigurationError, type Covariate } from "../engine/domain/mod.ts";
import type { CatalogueRequest } from "../engine/forecasting/mod.ts";
import type { ReadCatalogueOptions } from "../engine/sources/mod.ts";
import { choiceFlag, type Flag, integerFlag, requiredTextFlag } from "./verb.ts";

const GROUP = "Catalogue:";

/** How any catalogue is read. */
export const READING_FLAGS = {
  columns: {
    kind: "names",
    default: [] as string[],
    about: "columns by field where they are not found by themselves, as time=Origin,magnitude=Mw",
    group: GROUP,
    placeholder: "FIELD=NAME,...",
  } as Flag<string[]>,
  onBadRow: {
    ...choiceFlag(["fail", "skip"], {
      about: "a row that cannot be read ends the work, or is counted and left out",
      initial: "fail",
    }),
    group: GROUP,
  } as Flag<string>,
  maximumBytes: integerFlag("most bytes of the catalogue once unpacked; 2 GiB unless given", {
    group: GROUP,
    minimum: 1,
  }),
} as const;

/** The catalogue of a verb that works with a model. */
export const CATALOGUE_FLAGS = {
  catalogue: requiredTextFlag("catalogue: a file, a URL, or - for stdin; gzip is recognised", {
    group: GROUP,
    placeholder: "FILE|URL|-",
  }),
  ...READING_FLAGS,
  covariates: {
    kind: "names",
    default: [] as string[],
    about:
      "CSV of series beside the catalogue, with a time column; NAME groups its columns, which " +
      "come and go together; may be given several times",
    group: GROUP,
    placeholder: "[NAME=]FILE",
    repeatable: true,
  } as Flag<string[]>,
} as const;

/** Values of READING_FLAGS. */
export interface ReadingValues {
  readonly columns: readonly string[];
  readonly onBadRow: string;
  readonly maximumBytes?: number;
}

/**
 * Opens a catalogue and its covariates as the flags ask. The clock is read here, once, so that
 * events dated in the future are found; the engine never reads it. Where the bytes of the catalogue are
 * there already they are given as `source`.
 *
 * Throws ConfigurationError for columns that are not FIELD=NAME, InputError and EnvironmentError
 * for what cannot be opened.
 */
export async function openRequest(
  catalogue: string,
  values: ReadingValues & { readonly covariates?: readonly string[] },
  source?: CatalogueRequest["source"],
): Promise<CatalogueRequest> {
  const { openCatalogueSource } = await import("../engine/sources/mod.ts");
  return {
    source: source ?? await openCatalogueSource(catalogue),
    read: readingOptionsOf(values),
    latestTimeMs: Date.now(),
    covariates: await openCovariates(values.covariates ?? []),
  };
}

/** The flags as options of the readers. */
export function readingOptionsOf(values: ReadingValues): ReadCatalogueOptions {
  const { columns, onBadRow, maximumBytes } = values;
  return {
    columns: columnsOf(columns),
    onBadRow: onBadRow as "fail" | "skip",
    maximumBytes,
  };
}

function columnsOf(pairs: readonly string[]): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.map((pair) => {
    const split = pair.indexOf("=");
    if (split > 0 && split < pair.length - 1) return [pair.slice(0, split), pair.slice(split + 1)];
    throw new ConfigurationError(
      `Cannot read --columns "${pair}": expected FIELD=NAME, such as time=Origin.`,
      "columns",
    );
  }));
}

/** A verb that takes covariates loads the room anyway; one that takes none does not. */
async function openCovariates(files: readonly string[]): Promise<Covariate[]> {
  if (files.length === 0) return [];
  const { readCovariates } = await import("../engine/forecasting/mod.ts");
  const { openCatalogueSource } = await import("../engine/sources/mod.ts");
  const covariates: Covariate[] = [];
  for (const text of files) {
    const [, modality, file] = /^(?:([a-z][\w-]*)=)?(.*)$/is.exec(text)!;
    covariates.push(...await readCovariates([await openCatalogueSource(file)], modality));
  }
  return covariates;
}
