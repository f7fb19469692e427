/** UTC time of day, "12:03:41", with tenths where asked for; "–" where it is not known. */
export function timeOfDay(timeMs: number, digits: 0 | 1 = 0): string {
  if (!Number.isFinite(timeMs)) return "–";
  return new Date(timeMs).toISOString().slice(11, digits === 0 ? 19 : 21);
}

/** UTC date and time, "2026-11-26 12:03:41". */
export function dateAndTime(timeMs: number): string {
  return Number.isFinite(timeMs)
    ? new Date(timeMs).toISOString().slice(0, 19).replace("T", " ")
    : "–";
}

/** UTC month, day and time, "11-26 12:03:41". */
export function dayAndTime(timeMs: number): string {
  return dateAndTime(timeMs).slice(5);
}

/** A number with its digits after the point; "–" where it is not known. */
export function fixed(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value)
    ? "–"
    : value.toFixed(digits).replace("-", "−");
}

/** A probability as a percentage that never says more than is known: "<1 %", "54 %", ">99 %". */
export function percent(probability: number): string {
  if (probability < 0.01) return "<1 %";
  if (probability > 0.99) return ">99 %";
  return `${Math.round(100 * probability)} %`;
}

/** A place, "35.48° N 27.20° E". */
export function placeName(latitude: number, longitude: number): string {
  const turned = ((longitude + 540) % 360) - 180;
  return `${Math.abs(latitude).toFixed(2)}° ${latitude < 0 ? "S" : "N"} ` +
    `${Math.abs(turned).toFixed(2)}° ${turned < 0 ? "W" : "E"}`;
}

const ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** An intensity as it is written, "VI"; "–" where it is not known. */
export function romanIntensity(intensity: number): string {
  return ROMAN[Math.round(Math.min(12, Math.max(1, intensity)))] ?? "–";
}

/** How long ago, "12 s", "4 min", "3 h", "2 d". */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 86_400)} d`;
}
