/** Corners of a star of five points about a place, as an SVG polygon wants them. */
export function starPoints([x, y]: readonly [number, number], radius: number): string {
  return Array.from({ length: 10 }, (_, i) => {
    const reach = i % 2 === 0 ? radius : radius * 0.4;
    const angle = i * Math.PI / 5;
    return `${(x + reach * Math.sin(angle)).toFixed(1)},${
      (y - reach * Math.cos(angle)).toFixed(1)
    }`;
  }).join(" ");
}
