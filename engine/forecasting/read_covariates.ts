import type { Covariate } from "../domain/mod.ts";
import { type CatalogueSource, readSeriesTable } from "../sources/mod.ts";

/**
 * Reads series beside a catalogue: every column of numbers of every table is one covariate. The columns
 * of a table form one group of inputs: that of the given name, else of its own, file name without ending.
 *
 * Throws InputError for whatever cannot be read.
 */
export async function readCovariates(
  sources: readonly CatalogueSource[],
  modality?: string,
): Promise<Covariate[]> {
  const covariates: Covariate[] = [];
  for (const source of sources) {
    const { table: { timeMs, columns } } = await readSeriesTable(source);
    const group = modality ?? groupOf(source.name);
    for (const [name, values] of Object.entries(columns)) {
      covariates.push({ name, timeMs, values, modality: group });
    }
  }
  return covariates;
}

/** "a/strain.csv.gz" and "https://host/strain.csv?x=1" are "strain". */
function groupOf(name: string): string {
  const file = name.replace(/[?#].*$/s, "").split(/[\\/]/).at(-1)!;
  return file.replace(/\..*$/s, "") || "covariates";
}
