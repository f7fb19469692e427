const GROUPED = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** A whole number with thousands separators, such as "20,000". */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? GROUPED.format(Math.round(count)) : "unknown";
}

/** A number of events in words, such as "1 event" and "20,000 events". */
export function formatEvents(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "event" : "events"}`;
}

/**
 * A number with about three significant digits and no exponent where a person can do without:
 * "12,345", "123", "12.3", "0.0123", "1.2e-7".
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const size = Math.abs(value);
  if (size >= 1e9) return value.toExponential(2);
  if (size >= 99.95) return formatCount(value);
  if (Number.isInteger(value)) return formatCount(value);
  if (size < 1e-4) return value.toExponential(1);
  const digits = size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4;
  return value.toFixed(digits);
}

/** A signed number with three decimals, such as "+0.012". */
export function formatSigned(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}

/** A probability in per cent; never 0 % or 100 %, for a forecast is never that sure. */
export function formatProbability(probability: number): string {
  if (!Number.isFinite(probability)) return "unknown";
  const percent = probability * 100;
  if (percent < 0.1) return "under 0.1 %";
  if (percent > 99.9) return "over 99.9 %";
  return `${percent < 9.95 || percent > 90.05 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** An instant for a person, UTC, to the tenth of a second: "2025-10-26 14:05:09.3"; "unknown" for NaN. */
export function formatInstant(timeMs: number): string {
  const date = new Date(100 * Math.round(timeMs / 100));
  if (Number.isNaN(date.getTime())) return "unknown";
  return date.toISOString().slice(0, 21).replace("T", " ");
}

/** A time for a person, UTC: "2025-10-26 14:05", and the day alone at midnight. */
export function formatDate(time: string | number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return typeof time === "string" ? time : "unknown";
  const iso = date.toISOString();
  return iso.slice(11, 16) === "00:00"
    ? iso.slice(0, 10)
    : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
