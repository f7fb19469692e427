/** A catalogue of EarthquakeNPP to which ETAS is fitted. */
export interface EtasFitCatalogue {
  /** Name in the document of the published scores. */
  dataset: string;
  /** Start of the events that are explained; they end where the test begins. */
  trainingStartMs: number;
}

/** The catalogues by a short name. Source: EarthquakeNPP, starts of the training parts. */
export const ETAS_FIT_CATALOGUES = {
  sanjac: { dataset: "QTM_SanJac_10", trainingStartMs: Date.UTC(2009, 0, 1) },
  comcat: { dataset: "ComCat_25", trainingStartMs: Date.UTC(1981, 0, 1) },
  scedc: { dataset: "SCEDC_20", trainingStartMs: Date.UTC(1985, 0, 1) },
} as const satisfies Record<string, EtasFitCatalogue>;

/** A short name. */
export type EtasFitName = keyof typeof ETAS_FIT_CATALOGUES;
