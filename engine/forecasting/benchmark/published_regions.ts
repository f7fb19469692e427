import type { Polygon } from "../../domain/mod.ts";

/**
 * Regions to which EarthquakeNPP cuts catalogues whose files hold events outside, by the name of the
 * data set; the other files were cut before they were published.
 *
 * Source: EarthquakeNPP, Datasets/QTM (MIT).
 */
export const PUBLISHED_REGIONS: Readonly<Record<string, Polygon>> = {
  QTM_SanJac_10: [[-117, 33], [-116, 33], [-116, 34], [-117, 34]],
};

/** The name of the data set in a file: its own without folder, endings and "_catalog". */
export function datasetNameOf(path: string): string {
  return path.replace(/^.*[/\\]/, "").replace(/(\.csv|\.gz|\.txt)+$/i, "")
    .replace(/_catalog(ue)?$/i, "");
}
