/** Bytes of a SAC header: 70 floats, 40 whole numbers, 24 texts of 8 letters. */
export const SAC_HEADER_BYTES = 632;

/** Stands for a value that is not set. */
export const SAC_UNSET = -12_345;

/** Where the values of a header are, in bytes. Source: SAC 102 manual, "SAC data file format". */
export const SAC_PLACES = {
  ...{ delta: 0, smallest: 4, largest: 8, begin: 20, end: 24, mean: 224 },
  ...{ year: 280, dayOfYear: 284, hour: 288, minute: 292, second: 296, millisecond: 300 },
  ...{ version: 304, sampleCount: 316, fileType: 340, dependent: 344, evenlySpaced: 420 },
  ...{ polarity: 424, overwrite: 428, distances: 432 },
  ...{ station: 440, location: 464, channel: 600, network: 608 },
} as const;

/** Letters of a text. */
export const SAC_TEXT_BYTES = 8;

/** The file type of a series in time; spectra and others have other numbers. */
export const SAC_TIME_SERIES = 1;
