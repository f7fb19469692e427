/** ISO 8601 with as many decimals as the time has; `parseTime` gives the same number back; empty for NaN. */
export function writeExactTime(timeMs: number): string {
  if (Number.isNaN(timeMs)) return "";
  const whole = Math.floor(timeMs);
  const text = new Date(whole).toISOString();
  if (whole === timeMs) return text;
  // A double near an epoch of today has 12 binary digits after the point, hence 12 decimals.
  const decimals = (timeMs - whole).toFixed(15).slice(2).replace(/0+$/, "");
  return `${text.slice(0, -1)}${decimals}Z`;
}
