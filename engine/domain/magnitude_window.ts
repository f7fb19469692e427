/** The stretch of a record, east, north and up, from which a magnitude is read once P is picked. */
export const MAGNITUDE_WINDOW: Readonly<
  Record<"samplingRateHz" | "samples" | "samplesBeforeP" | "components", number>
> = Object.freeze({
  /** Samples a second. */
  samplingRateHz: 100,
  /** Samples: 30 s. Source: Mousavi & Beroza 2020, Geophys. Res. Lett. 47, MagNet. */
  samples: 3000,
  /** Samples before P: noise, from which the zero line is taken. */
  samplesBeforeP: 100,
  /** East, north and up. */
  components: 3,
});

/** Numbers of a window. */
export const MAGNITUDE_WINDOW_SIZE: number = MAGNITUDE_WINDOW.samples * MAGNITUDE_WINDOW.components;
