/** How far a pick was moved, in words: "0.05 s later", "as it stands". */
export function sayMoved(seconds: number): string {
  if (Math.abs(seconds) < 0.0005) return "as it stands";
  return `${Math.abs(seconds).toFixed(2)} s ${seconds < 0 ? "earlier" : "later"}`;
}
