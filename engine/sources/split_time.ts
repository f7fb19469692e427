/** A time as headers of waveform files hold it. */
export interface SplitTime {
  /** Year. */
  year: number;
  /** Day of the year, from 1 on. */
  dayOfYear: number;
  /** Hour of the day. */
  hour: number;
  /** Minute. */
  minute: number;
  /** Second. */
  second: number;
  /** Microseconds of the second. */
  microseconds: number;
}

const DAY_MS = 86_400_000;

/** Splits UTC epoch microseconds, a whole number. */
export function splitTime(epochMicroseconds: number): SplitTime {
  const seconds = Math.floor(epochMicroseconds / 1e6);
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    dayOfYear: Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / DAY_MS) + 1,
    ...{ hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds() },
    microseconds: epochMicroseconds - seconds * 1e6,
  };
}
